import { describe, expect, test } from 'vitest';
import { EVENTS_SETTINGS, meaningOf } from '../../src/signin/events.ts';
import { CHAIN_CALLS } from '../fakes/chainCalls.ts';
import { matchesPattern } from './filterPattern.ts';
import { templateNamed } from './loadTemplate.ts';

const PATTERNS = templateNamed('console-login-notification.yaml').Mappings?.FilterPatterns ?? {};

/** Events by source, as CloudTrail spells them. */
const SIGN_INS: Readonly<Record<string, readonly string[]>> = {
  'signin.amazonaws.com': [
    ...['ConsoleLogin', 'SwitchRole', 'ExitRole', 'GetSigninToken', 'CheckMfa'],
    ...['UserAuthentication', 'CredentialChallenge', 'CredentialVerification'],
    ...['PasswordRecoveryRequested', 'PasswordRecoveryCompleted', 'PasswordUpdated'],
    ...['EmailUpdated', 'AuthorizeOAuth2Access', 'CreateOAuth2Token', 'NobodyKnowsThis', '****'],
    ...['RenewRole', 'ExternalIdPDirectoryLogin', 'PutConsoleAuthorizationConfiguration'],
  ],
  'sso.amazonaws.com': ['Federate', 'Authenticate', 'CreateToken'],
  'sts.amazonaws.com': ['AssumeRoot'],
  'organizations.amazonaws.com': ['AttachPolicy', 'UpdatePolicy', 'LeaveOrganization'],
  'account.amazonaws.com': ['DisableRegion'],
};
const pairs = (events: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(events).flatMap(([eventSource, names]) =>
    names.map((eventName) => ({ eventSource, eventName })),
  );

describe('the filter of the log group', () => {
  test('has one pattern for each setting of Events', () => {
    expect(Object.keys(PATTERNS)).toEqual([...EVENTS_SETTINGS]);
  });

  test.each(Object.entries(PATTERNS))(
    '%s: the pattern is within the 1,024 characters AWS allows',
    (_, { Pattern = '' }) => {
      expect(Pattern.length).toBeGreaterThan(0);
      expect(Pattern.length).toBeLessThanOrEqual(1024);
    },
  );

  test('is the pattern of the article unless more is asked for', () => {
    expect(PATTERNS.ConsoleLogin?.Pattern).toBe('{ $.eventName = "ConsoleLogin" }');
  });

  test.each(EVENTS_SETTINGS)('%s: lets through whatever rings', (events) => {
    const watch = { events, ownResources: ['ours'] };
    const ringing = [...pairs(SIGN_INS), ...CHAIN_CALLS]
      // The article's own pattern cannot see what a masked name hides.
      .filter(({ eventName }) => events !== 'ConsoleLogin' || eventName !== '****')
      .map(({ eventName, eventSource }) => ({ eventName, eventSource }))
      .filter(({ eventName, eventSource }) =>
        meaningOf({ eventName, eventSource, isMarked: false }, watch, () => true),
      );
    expect(ringing).toContainEqual({
      eventName: 'ConsoleLogin',
      eventSource: 'signin.amazonaws.com',
    });
    for (const record of ringing) {
      const sent = { ...record, readOnly: 'false' };
      expect(matchesPattern(PATTERNS[events]?.Pattern ?? '', sent), record.eventName).toBe(true);
    }
  });

  test('lets a ConsoleLogin through whatever its source', () => {
    const record = { eventName: 'ConsoleLogin', eventSource: 'elsewhere.amazonaws.com' };
    for (const { Pattern = '' } of Object.values(PATTERNS)) {
      expect(matchesPattern(Pattern, record)).toBe(true);
    }
  });

  test.each([
    // Each wakes the function, or is written by it: letting it through could make a loop.
    ['logs.amazonaws.com', 'CreateLogStream'],
    ['sts.amazonaws.com', 'AssumeRole'],
    ['dynamodb.amazonaws.com', 'UpdateItem'],
    ['sns.amazonaws.com', 'Publish'],
    ['lambda.amazonaws.com', 'Invoke'],
    ['sqs.amazonaws.com', 'SendMessage'],
    ['kms.amazonaws.com', 'Decrypt'],
    ['kms.amazonaws.com', 'GenerateDataKey'],
    // Far more frequent than anything that rings.
    ['glue.amazonaws.com', 'UpdateTable'],
    ['ec2.amazonaws.com', 'DeleteNetworkInterface'],
    ['s3.amazonaws.com', 'GetBucketAcl'],
    ['s3.amazonaws.com', 'GetBucketPolicy'],
    ['s3.amazonaws.com', 'PutObject'],
    ['s3.amazonaws.com', 'DeleteObject'],
    ['iam.amazonaws.com', 'GetRole'],
    ['iam.amazonaws.com', 'ListPolicies'],
  ])('keeps out %s %s', (eventSource, eventName) => {
    for (const { Pattern = '' } of Object.values(PATTERNS)) {
      const readOnly = /^(Get|List)/.test(eventName) ? 'true' : 'false';
      expect(matchesPattern(Pattern, { eventSource, eventName, readOnly })).toBe(false);
    }
  });
});
