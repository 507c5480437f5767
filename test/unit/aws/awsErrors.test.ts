import { describe, expect, it } from 'vitest';
import { awsProblemOf, translateAwsError } from '../../../src/aws/awsErrors.ts';
import { LoginbellError } from '../../../src/errors.ts';

const service = (name: string, message: string) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
const provider = (message: string, name = 'CredentialsProviderError') =>
  Object.assign(new Error(message), { name });
const network = (code: string, message: string) => Object.assign(new Error(message), { code });

/** The profile that every case asks for. */
const PROFILE = 'prod';

const ALICE = 'arn:aws:iam::111122223333:user/alice';

/** What is thrown, the kind it is, and what the sentence must say. */
const CASES: readonly (readonly [string, Error, string, RegExp])[] = [
  [
    'no credentials',
    provider('Could not load credentials from any providers'),
    'no-credentials',
    /no AWS credentials in the profile prod; "aws configure list-profiles"/,
  ],
  [
    'an expired SSO session',
    provider(
      'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
    ),
    'expired-credentials',
    /SSO session has expired; run "aws sso login"/,
  ],
  [
    'an expired SSO token',
    provider(
      "Token is expired. To refresh this SSO session run 'aws sso login'",
      'TokenProviderError',
    ),
    'expired-credentials',
    /aws sso login/,
  ],
  [
    'an expired session token',
    service('ExpiredTokenException', 'The security token included in the request is expired'),
    'expired-credentials',
    /have expired; sign in again/,
  ],
  [
    'unknown keys',
    service('InvalidClientTokenId', 'The security token included in the request is invalid.'),
    'wrong-credentials',
    /does not know these credentials here; .*region is enabled/,
  ],
  [
    'a wrong clock',
    service(
      'InvalidSignatureException',
      'Signature expired: 20260101T000000Z is now earlier than …',
    ),
    'wrong-clock',
    /clock/,
  ],
  [
    'a missing permission',
    service(
      'AccessDenied',
      `User: ${ALICE} is not authorized to perform: cloudformation:CreateStack on resource: arn:aws:cloudformation:us-east-1:111122223333:stack/loginbell/* because no identity-based policy allows the cloudformation:CreateStack action`,
    ),
    'denied',
    /lack the permission cloudformation:CreateStack on arn:aws:cloudformation:\S+ ?; "loginbell iam-policy/,
  ],
  [
    'a missing permission at SNS',
    service(
      'AuthorizationErrorException',
      `User: ${ALICE} is not authorized to perform: SNS:ConfirmSubscription on resource: arn:aws:sns:us-east-1:111122223333:t`,
    ),
    'denied',
    /SNS:ConfirmSubscription/,
  ],
  [
    "an organization's denial",
    service(
      'AccessDeniedException',
      `User: ${ALICE} is not authorized to perform: lambda:CreateFunction on resource: arn:x with an explicit deny in a service control policy`,
    ),
    'denied',
    /a policy of the organization denies it/,
  ],
  ['a denial without words', service('AccessDenied', 'Access Denied'), 'denied', /Access Denied/],
  ['no region', new Error('Region is missing'), 'no-region', /add --region/],
  [
    'a region that does not exist',
    network('ENOTFOUND', 'getaddrinfo ENOTFOUND sns.eu-nowhere-1.amazonaws.com'),
    'wrong-region',
    /no host sns\.eu-nowhere-1\.amazonaws\.com; is the region spelt right/,
  ],
  [
    'a region that is not enabled',
    service('OptInRequired', 'The AWS Access Key Id needs a subscription for the service'),
    'wrong-region',
    /not enabled/,
  ],
  [
    'nobody listening',
    network('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9'),
    'unreachable',
    /cannot reach 127\.0\.0\.1:9; .*AWS_ENDPOINT_URL/,
  ],
  [
    'nobody answering',
    Object.assign(new Error('socket hang up'), { name: 'TimeoutError' }),
    'unreachable',
    /cannot reach AWS/,
  ],
  [
    'a certificate of a proxy',
    network('SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain'),
    'untrusted-certificate',
    /NODE_EXTRA_CA_CERTS/,
  ],
  [
    'a stack left over',
    service(
      'ValidationError',
      'Stack:arn:aws:cloudformation:… is in ROLLBACK_COMPLETE state and can not be updated.',
    ),
    'stack-rolled-back',
    /deploy --yes/,
  ],
  [
    'a busy stack',
    service(
      'ValidationError',
      'Stack:arn:… is in UPDATE_IN_PROGRESS state and can not be updated.',
    ),
    'stack-busy',
    /wait/,
  ],
  [
    'a third subscription filter',
    service('LimitExceededException', 'Resource limit exceeded.'),
    'limit',
    /two subscription filters/,
  ],
  [
    'a taken name',
    service('AlreadyExistsException', 'Stack [loginbell] already exists'),
    'name-taken',
    /Stack \[loginbell\] already exists.*another --suffix/,
  ],
  [
    'nothing there',
    service('NotFoundException', 'Topic does not exist'),
    'not-found',
    /are --region, --profile and --suffix/,
  ],
  ['throttling', service('ThrottlingException', 'Rate exceeded'), 'throttled', /wait a minute/],
  [
    'anything else',
    service('ValidationError', 'Template format\u001b[31m error'),
    'other',
    /^AWS refuses: ValidationError: Template format\uFFFD\[31m error$/,
  ],
];

describe('an error of AWS', () => {
  it.each(CASES)('for %s is one sentence with the way out', (_, error, kind, says) => {
    const problem = awsProblemOf(error, PROFILE);
    expect(problem?.kind).toBe(kind);
    expect(problem?.sentence).toMatch(says);
    expect(problem?.sentence).not.toMatch(/\p{Cc}/u);
    expect(translateAwsError(error)).toMatchObject({ code: 'aws-failed', cause: error });
  });

  it('of missing credentials names the ways to give some where no profile was asked for', () => {
    const problem = awsProblemOf(provider('Could not load credentials from any providers'));
    expect(problem?.sentence).toMatch(/no AWS credentials found; set AWS_PROFILE/);
  });

  it('is told from defects and from what loginbell has said already', () => {
    const defect = new TypeError('x is not a function');
    expect(awsProblemOf(defect)).toBeUndefined();
    expect(translateAwsError(defect)).toBe(defect);
    expect(awsProblemOf('text')).toBeUndefined();
    const own = new LoginbellError('bad-input', 'said');
    expect(translateAwsError(own)).toBe(own);
    const said = translateAwsError(provider('Could not load credentials'));
    expect(translateAwsError(said)).toBe(said);
  });

  it('that an adapter has wrapped keeps what failed, and says of the cause what to do', () => {
    const cause = provider('The SSO session has expired. Run aws sso login');
    const wrapped = new LoginbellError('journal-failed', 'DynamoDB did not answer: it expired', {
      cause,
    });
    expect(translateAwsError(wrapped)).toMatchObject({
      code: 'journal-failed',
      message: expect.stringMatching(
        /^DynamoDB did not answer: the SSO session has expired; run "aws/,
      ),
      cause,
    });
  });
});
