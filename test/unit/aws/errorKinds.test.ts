import { describe, expect, it } from 'vitest';
import { type AwsErrorKind, kindOf, mayPass } from '../../../src/aws/errorKinds.ts';

/** Names as the services send them, by kind. Several of them were told apart differently in different places. */
const NAMES: Readonly<Partial<Record<AwsErrorKind, readonly string[]>>> = {
  denied: [
    'AccessDenied',
    'AccessDeniedException',
    'AuthorizationError',
    'AuthorizationErrorException',
    'UnauthorizedOperation',
    'NotAuthorized',
    'KMSAccessDenied',
  ],
  throttled: [
    'Throttling',
    'ThrottlingException',
    'Throttled',
    'ThrottledException',
    'TooManyRequestsException',
    'RequestLimitExceeded',
    'ProvisionedThroughputExceededException',
    'KMSThrottling',
    'SlowDown',
  ],
  limit: ['LimitExceededException', 'ServiceQuotaExceededException', 'FilterPolicyLimitExceeded'],
  'not-found': [
    'ResourceNotFoundException',
    'NotFound',
    'NotFoundException',
    'TrailNotFoundException',
    'NoSuchBucket',
    'QueueDoesNotExist',
    'AWS.SimpleQueueService.NonExistentQueue',
    'KMSNotFound',
  ],
  'name-taken': ['AlreadyExistsException', 'ResourceInUseException', 'ResourceConflictException'],
  'wrong-credentials': ['UnrecognizedClientException', 'InvalidClientTokenId'],
  'expired-credentials': ['ExpiredTokenException', 'ExpiredToken'],
  'wrong-clock': ['RequestTimeTooSkewed', 'RequestExpired'],
  'server-fault': ['InternalServerError', 'InternalFailure', 'ServiceUnavailable', 'Status503'],
  unreachable: ['TimeoutError', 'UnansweredRequest'],
  'no-credentials': ['CredentialsProviderError'],
  'wrong-region': ['OptInRequired', 'UnknownEndpoint'],
  other: ['ConditionalCheckFailedException', 'ValidationError', 'InvalidParameterException'],
};

const named = (name: string, more = {}) => Object.assign(new Error('why'), { name, ...more });

describe('the kind of an error of AWS', () => {
  it.each(
    Object.entries(NAMES).flatMap(([kind, names]) => names.map((name) => [kind, name] as const)),
  )('is %s for %s', (kind, name) => {
    expect(kindOf(named(name))).toBe(kind);
  });

  it.each([
    ['wrong-clock', named('InvalidSignatureException', { message: 'Signature expired: …' })],
    ['wrong-credentials', named('InvalidSignatureException')],
    ['expired-credentials', named('TokenProviderError', { message: 'run aws sso login' })],
    ['wrong-region', named('Error', { code: 'ENOTFOUND' })],
    ['unreachable', named('Error', { code: 'EAI_AGAIN' })],
    ['untrusted-certificate', named('Error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' })],
    ['server-fault', named('Odd', { $fault: 'server' })],
    ['other', 'no error at all'],
  ])('is %s by what else it says', (kind, error) => {
    expect(kindOf(error)).toBe(kind);
  });

  it('tells whether asking again may do', () => {
    for (const name of ['Throttling', 'InternalFailure', 'TimeoutError']) {
      expect(mayPass(named(name))).toBe(true);
    }
    expect(mayPass(named('LimitExceededException'))).toBe(false);
    expect(mayPass(named('AccessDenied'))).toBe(false);
  });
});
