import { describe, expect, test } from 'vitest';
import { EVENTS_SETTINGS, watchedKind } from '../../src/signin/events.ts';
import { matchesPattern } from './filterPattern.ts';
import { templateNamed } from './loadTemplate.ts';

const PATTERNS = templateNamed('console-login-notification.yaml').Mappings?.FilterPatterns ?? {};

/** Events by source, as CloudTrail spells them. */
const SIGN_INS: Readonly<Record<string, readonly string[]>> = {
  'signin.amazonaws.com': [
    ...['ConsoleLogin', 'SwitchRole', 'ExitRole', 'GetSigninToken', 'CheckMfa'],
    ...['UserAuthentication', 'CredentialChallenge', 'CredentialVerification'],
    ...['PasswordRecoveryRequested', 'PasswordRecoveryCompleted', 'PasswordUpdated'],
    ...['EmailUpdated', 'AuthorizeOAuth2Access', 'CreateOAuth2Token'],
  ],
  'sso.amazonaws.com': ['Federate'],
};
const TAMPERING: Readonly<Record<string, readonly string[]>> = {
  'cloudtrail.amazonaws.com': ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'],
  'logs.amazonaws.com': [
    ...['DeleteSubscriptionFilter', 'PutSubscriptionFilter', 'DeleteLogGroup', 'DeleteLogStream'],
    'PutRetentionPolicy',
  ],
  'sns.amazonaws.com': [
    ...['Unsubscribe', 'DeleteTopic', 'SetTopicAttributes', 'SetSubscriptionAttributes'],
    'RemovePermission',
  ],
  'lambda.amazonaws.com': [
    ...['DeleteFunction20150331', 'UpdateFunctionCode20150331v2'],
    ...['UpdateFunctionConfiguration20150331v2', 'PutFunctionConcurrency20171031'],
    ...['PutFunctionEventInvokeConfig', 'DeleteFunctionEventInvokeConfig'],
    'RemovePermission20150331v2',
  ],
  'dynamodb.amazonaws.com': ['DeleteTable', 'UpdateTable', 'UpdateTimeToLive'],
  'sqs.amazonaws.com': ['DeleteQueue', 'PurgeQueue', 'SetQueueAttributes'],
  'cloudformation.amazonaws.com': ['DeleteStack', 'UpdateStack', 'ExecuteChangeSet'],
  'monitoring.amazonaws.com': ['DeleteAlarms', 'DisableAlarmActions', 'PutMetricAlarm'],
  'iam.amazonaws.com': [
    ...['DeleteRole', 'DeleteRolePolicy', 'DetachRolePolicy', 'PutRolePolicy'],
    ...['AttachRolePolicy', 'UpdateAssumeRolePolicy'],
  ],
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
    const ringing = [...pairs(SIGN_INS), ...pairs(TAMPERING)].filter(({ eventName, eventSource }) =>
      watchedKind(eventName, eventSource, watch, () => true),
    );
    expect(ringing).toContainEqual({
      eventName: 'ConsoleLogin',
      eventSource: 'signin.amazonaws.com',
    });
    for (const record of ringing) {
      expect(matchesPattern(PATTERNS[events]?.Pattern ?? '', record), record.eventName).toBe(true);
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
    ['kms.amazonaws.com', 'Decrypt'],
    ['kms.amazonaws.com', 'GenerateDataKey'],
    // Far more frequent than anything that rings.
    ['glue.amazonaws.com', 'UpdateTable'],
    ['ec2.amazonaws.com', 'DeleteNetworkInterface'],
    ['s3.amazonaws.com', 'GetBucketAcl'],
  ])('keeps out %s %s', (eventSource, eventName) => {
    for (const { Pattern = '' } of Object.values(PATTERNS)) {
      expect(matchesPattern(Pattern, { eventSource, eventName })).toBe(false);
    }
  });
});
