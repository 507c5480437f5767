import { createHash } from 'node:crypto';

/** A CloudTrail record, made up; tests change what they care about. */
export type RecordFields = { [key: string]: unknown };

export const ACCOUNT = '123456789012';
export const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

/** A UUID that follows from a seed. */
export function eventIdFor(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** A successful console sign-in of the IAM user alice with MFA, with changes. */
export function consoleLogin(seed: string, changes: RecordFields = {}): RecordFields {
  return {
    eventVersion: '1.11',
    userIdentity: iamUser('alice'),
    eventTime: '2026-03-02T09:04:05Z',
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: CHROME,
    requestParameters: null,
    responseElements: { ConsoleLogin: 'Success' },
    additionalEventData: { MobileVersion: 'No', MFAUsed: 'Yes' },
    eventID: eventIdFor(seed),
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    ...changes,
  };
}

export function iamUser(name: string, accountId = ACCOUNT): RecordFields {
  return {
    type: 'IAMUser',
    principalId: `AIDA${name.toUpperCase()}`,
    arn: `arn:aws:iam::${accountId}:user/${name}`,
    accountId,
    userName: name,
  };
}

export function rootUser(accountId = ACCOUNT): RecordFields {
  return { type: 'Root', principalId: accountId, arn: `arn:aws:iam::${accountId}:root`, accountId };
}

export function roleSession(role: string, session: string, accountId = ACCOUNT): RecordFields {
  return {
    type: 'AssumedRole',
    principalId: `AROA${role.toUpperCase()}:${session}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
    accountId,
    sessionContext: { sessionIssuer: { type: 'Role', accountId, userName: role } },
  };
}

/** The changes that make a sign-in a failed one. */
export const FAILED: RecordFields = {
  responseElements: { ConsoleLogin: 'Failure' },
  errorMessage: 'Failed authentication',
  additionalEventData: { MobileVersion: 'No', MFAUsed: 'No' },
};
