import type { Fields } from '../signin/fields.ts';
import { TEST_PREFIX } from '../signin/testSignIn.ts';

/**
 * A made-up ConsoleLogin as CloudTrail would write it, and plainly made up: its `eventID` begins with
 * `loginbell-test-`, the user is `loginbell-test`, the address is one of those kept for documentation
 * (192.0.2.0/24, RFC 5737). `id`: a UUID of its own; `at`: milliseconds since the epoch.
 */
export function syntheticSignIn(about: {
  readonly id: string;
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  readonly at: number;
}): Fields & { readonly eventID: string } {
  const { id, accountId, partition, region, at } = about;
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'LOGINBELLTEST',
      arn: `arn:${partition}:iam::${accountId}:user/loginbell-test`,
      accountId,
      userName: 'loginbell-test',
    },
    eventTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    awsRegion: region,
    sourceIPAddress: '192.0.2.1',
    userAgent: 'loginbell test (nobody signed in)',
    requestParameters: null,
    responseElements: { ConsoleLogin: 'Success' },
    additionalEventData: { MobileVersion: 'No', MFAUsed: 'Yes' },
    eventID: `${TEST_PREFIX}${id}`,
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    managementEvent: true,
    recipientAccountId: accountId,
  };
}
