import {
  ACCOUNT,
  consoleLogin,
  eventIdFor,
  FAILED,
  iamUser,
  type RecordFields,
  roleSession,
  rootUser,
} from '../fakes/records.ts';

/** One thing that CloudTrail writes into its log group, and what must come of it. */
export type Example = {
  readonly title: string;
  /** The log event: a record, or a text that is none. */
  readonly message: RecordFields | string;
  /** What the table's `userName` holds; absent where the article's function has no name either. */
  readonly userName?: string;
  /** The subject of its notice; absent where it is only counted by the notice of another. */
  readonly subject?: string;
  readonly severity?: 'critical' | 'warning' | 'info';
  /** The state its row ends in, where that is sure. */
  readonly state?: 'sent' | 'folded';
};

const MINUTE = 60_000;
const CLI = 'aws-cli/2.31.4 md/awscrt#0.27.6 ua/2.1 os/macos#25.0.0 lang/python#3.13.7';
const SUBJECT_ACCOUNT = `(${ACCOUNT})`;

/**
 * Every kind of sign-in in one envelope, as of `now` (epoch milliseconds): made up, no real accounts or people. The
 * subjects are those of a Japanese installation that watches `AllSignInsAndTampering`.
 */
export function allKinds(now: number): readonly Example[] {
  const at = new Date(now - 5 * MINUTE).toISOString();
  const eventTime = `${at.slice(0, 19)}Z`;
  const login = (seed: string, changes: RecordFields = {}) =>
    consoleLogin(seed, { eventTime, ...changes });
  const one = (
    title: string,
    changes: RecordFields,
    subject: string,
    userName?: string,
  ): Example => ({
    title,
    message: login(title, changes),
    // The table is empty: whoever signs in does so from an address and with a client never seen before.
    subject: `${subject} ${SUBJECT_ACCOUNT}`,
    severity: subject.startsWith('【重要】') ? 'critical' : 'warning',
    state: 'sent',
    ...(userName === undefined ? {} : { userName }),
  });
  return [
    one('an IAM user with MFA', {}, 'AWSコンソールログイン: alice 成功・初めて', 'alice'),
    {
      ...one(
        'the same IAM user, later',
        { eventTime: `${new Date(now - 4 * MINUTE).toISOString().slice(0, 19)}Z` },
        'AWSコンソールログイン: alice 成功',
        'alice',
      ),
      severity: 'info',
    },
    one(
      'an IAM user without MFA',
      { userIdentity: iamUser('bob'), additionalEventData: { MFAUsed: 'No' } },
      'AWSコンソールログイン: bob 成功・MFAなし・初めて',
      'bob',
    ),
    one(
      'root',
      { userIdentity: rootUser() },
      '【重要】AWSコンソールログイン: Root 成功・初めて',
      'Root',
    ),
    one(
      'a role session',
      { userIdentity: roleSession('Admin', 'carol'), additionalEventData: { MFAUsed: 'No' } },
      'AWSコンソールログイン: carol (Admin) 成功・初めて',
    ),
    one(
      'a permission set',
      {
        userIdentity: roleSession('AWSReservedSSO_ReadOnly_0123456789abcdef', 'dave@example.com'),
        additionalEventData: { MFAUsed: 'No' },
      },
      'AWSコンソールログイン: dave@example.com (ReadOnly) 成功・初めて',
    ),
    one(
      'Identity Center',
      {
        eventName: 'UserAuthentication',
        eventType: 'AwsServiceEvent',
        userIdentity: {
          type: 'IdentityCenterUser',
          accountId: ACCOUNT,
          onBehalfOf: {
            userId: '11111111-2222-3333-4444-555555555555',
            identityStoreArn: `arn:aws:identitystore::${ACCOUNT}:identitystore/d-0000000000`,
          },
        },
        responseElements: null,
        additionalEventData: { CredentialType: 'PASSWORD', UserName: 'erin@example.com' },
        serviceEventDetails: { UserAuthentication: 'Success' },
      },
      'AWS Identity Centerサインイン: erin@example.com 成功・MFAなし・初めて',
    ),
    one(
      'SwitchRole',
      {
        eventName: 'SwitchRole',
        userIdentity: roleSession('Deploy', 'alice'),
        responseElements: { SwitchRole: 'Success' },
        additionalEventData: { SwitchFrom: 'arn:aws:iam::210987654321:user/alice' },
      },
      'AWSロール切り替え: alice (Deploy) 成功・初めて',
    ),
    {
      // A step on the way in is stored, and told with the sign-in that it leads to.
      title: 'CheckMfa',
      message: login('CheckMfa', {
        eventName: 'CheckMfa',
        responseElements: { CheckMfa: 'Success' },
        additionalEventData: { MfaType: 'Virtual MFA' },
      }),
      userName: 'alice',
      state: 'folded',
    },
    one(
      'aws login',
      {
        eventName: 'AuthorizeOAuth2Access',
        eventType: 'AwsApiCall',
        readOnly: true,
        requestParameters: {
          scope: 'openid',
          client_id: 'arn:aws:signin:::devtools/same-device',
        },
        responseElements: null,
        additionalEventData: { success: 'true' },
      },
      'AWSプログラム利用の許可: alice 成功・初めて・aws login',
      'alice',
    ),
    one(
      'password recovery of root',
      {
        eventName: 'PasswordRecoveryRequested',
        userIdentity: rootUser(),
        responseElements: { PasswordRecoveryRequested: 'Success' },
        additionalEventData: null,
      },
      '【重要】AWSパスワード再設定の要求: Root 成功・初めて',
      'Root',
    ),
    one(
      'StopLogging',
      {
        eventName: 'StopLogging',
        eventSource: 'cloudtrail.amazonaws.com',
        eventType: 'AwsApiCall',
        userAgent: CLI,
        userIdentity: iamUser('mallory'),
        requestParameters: { name: 'Management-events-one' },
        responseElements: null,
        additionalEventData: null,
      },
      '【重要】AWS監視設定の変更 (StopLogging): mallory 成功・初めて',
      'mallory',
    ),
    hiddenUser(login),
    {
      title: 'a record that was cut off before it says the result',
      message: JSON.stringify(login('cut off')).split('"requestParameters"')[0] ?? '',
      userName: 'alice',
      subject: `AWSコンソールログイン: alice 成否不明・初めて ${SUBJECT_ACCOUNT}`,
      severity: 'warning',
      state: 'sent',
    },
  ];
}

/** The subjects that tell of the twelve failures; they are claimed side by side, so any of them may be the second. */
export const BURST_SUBJECTS = [
  '初めて',
  'この1時間で2回目',
  'この1時間で3回目',
  'この1時間で10回目',
].map((which) => `AWSコンソールログイン: frank 失敗・${which} ${SUBJECT_ACCOUNT}`);

/** Twelve wrong passwords within one clock hour: the 1st, 2nd, 3rd and 10th ring. */
export function burst(now: number): readonly Example[] {
  const hour = Math.floor((now - 5 * MINUTE) / (60 * MINUTE)) * 60 * MINUTE;
  return Array.from({ length: 12 }, (_, i): Example => {
    const title = `failure ${i + 1} of 12`;
    return {
      title,
      message: consoleLogin(title, {
        ...FAILED,
        eventTime: `${new Date(hour + i * 1000).toISOString().slice(0, 19)}Z`,
        userIdentity: iamUser('frank'),
        sourceIPAddress: '198.51.100.23',
      }),
      userName: 'frank',
    };
  });
}

/** AWS does not say what was typed. In an account of its own, so that the burst does not count it. */
function hiddenUser(login: (seed: string, changes: RecordFields) => RecordFields): Example {
  const title = 'a user name that does not exist';
  return {
    title,
    message: login(title, {
      ...FAILED,
      errorMessage: 'No username found in supplied account',
      userIdentity: {
        type: 'IAMUser',
        accountId: '210987654321',
        accessKeyId: '',
        userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      },
      recipientAccountId: '210987654321',
    }),
    userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    subject: 'AWSコンソールログイン: 存在しないユーザー名 失敗 (210987654321)',
    severity: 'warning',
    state: 'sent',
  };
}

/** The `eventID` that the example's row has; `undefined` where loginbell has to make one up. */
export function eventIdOf({ title, message }: Example): string | undefined {
  return typeof message === 'string' ? undefined : eventIdFor(title);
}
