import type { NoticeSettings, Telling } from '../../../src/notice/notice.ts';
import type { SignIn } from '../../../src/signin/signIn.ts';

/** A plain sign-in of made-up people, to be changed where a test needs it otherwise. */
export const SIGN_IN: SignIn = {
  eventId: '0f6b1c52-8f0e-4c3a-9d55-6a1f2b7c9e10',
  eventName: 'ConsoleLogin',
  kind: 'console-login',
  stage: 'entry',
  eventSource: 'signin.amazonaws.com',
  accountId: '123456789012',
  who: { kind: 'iam-user', name: 'alice' },
  principal: '123456789012:user/alice',
  identityType: 'IAMUser',
  userName: 'alice',
  outcome: 'success',
  mfa: 'yes',
  occurredAt: '2026-11-23T09:04:05.000Z',
  timeIsKnown: true,
  sourceIPAddress: '203.0.113.7',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  awsRegion: 'ap-southeast-2',
};

export const JA: NoticeSettings = {
  language: 'ja',
  timeZone: 'Asia/Tokyo',
  accountNames: { '210987654321': 'production' },
};

export const EN: NoticeSettings = { ...JA, language: 'en', timeZone: 'America/New_York' };

/** A telling of `SIGN_IN` with changes. */
export function telling(signIn: Partial<SignIn> = {}, rest: Partial<Telling> = {}): Telling {
  return { signIn: { ...SIGN_IN, ...signIn }, late: false, ...rest };
}

const ROOT = { who: { kind: 'root' }, identityType: 'Root', userName: 'Root' } as const;
const ROLE = {
  who: { kind: 'role-session', session: 'carol', role: 'Deployer' },
  identityType: 'AssumedRole',
  mfa: 'not-visible',
} as const;
const SSO = {
  ...ROLE,
  who: {
    kind: 'role-session',
    session: 'taro.yamada',
    role: 'AWSReservedSSO_AdministratorAccess_0123456789abcdef',
    permissionSet: 'AdministratorAccess',
  },
} as const;
const PERSON = {
  who: { kind: 'identity-center', name: 'hanako', userId: '94d0aaaa-e9e6-4810-b177-0000aaaa5435' },
  identityType: 'IdentityCenterUser',
  kind: 'identity-center',
  mfa: 'not-visible',
} as const;
const FAILED = { outcome: 'failure', errorMessage: 'Failed authentication', mfa: 'no' } as const;
const UNKNOWN_NAME = {
  ...FAILED,
  who: { kind: 'hidden-user' },
  errorMessage: 'No username found in supplied account',
} as const;
const OTHER_EVENT = { mfa: 'not-visible' } as const;
const TAMPERING = {
  ...OTHER_EVENT,
  kind: 'tampering',
  eventSource: 'cloudtrail.amazonaws.com',
  eventName: 'StopLogging',
  who: { kind: 'iam-user', name: 'mallory' },
  target: 'management-events',
  userAgent: 'aws-cli/2.31.3 md/awscrt#0.27.6 ua/2.1 os/linux#6.8',
  awsRegion: 'us-east-1',
} as const;
const RECOVERY = { ...ROOT, ...OTHER_EVENT, kind: 'recovery', awsRegion: 'us-east-1' } as const;
const CLI = { ...OTHER_EVENT, kind: 'cli-login', awsRegion: 'us-east-1' } as const;

/** One telling of every kind of notice, by the name of its golden file. */
export const KINDS: Readonly<Record<string, Telling>> = {
  user: telling({}, { marks: { address: true, client: false } }),
  'user-no-mfa': telling(
    { mfa: 'no', accountId: '210987654321' },
    { marks: { address: true, client: true } },
  ),
  'user-failure': telling(FAILED, {
    tally: {
      count: 1,
      since: '2026-11-23T09:00:00.000Z',
      users: ['alice'],
      addresses: ['203.0.113.7'],
      more: false,
    },
  }),
  'user-failure-10th': telling(
    { ...FAILED, accountId: '210987654321' },
    {
      tally: {
        count: 10,
        since: '2026-11-23T09:00:00.000Z',
        users: ['alice', '(no such user)', 'bob'],
        addresses: ['203.0.113.7', '198.51.100.4', '2001:db8::17'],
        more: true,
      },
    },
  ),
  'unknown-name-failure': telling(UNKNOWN_NAME),
  'unknown-name-failure-2nd': telling(UNKNOWN_NAME, {
    tally: {
      count: 2,
      since: '2026-11-23T09:00:00.000Z',
      users: ['(no such user)'],
      addresses: ['203.0.113.7'],
      more: false,
    },
  }),
  root: telling({ ...ROOT, awsRegion: 'us-east-1' }),
  'root-no-mfa': telling({ ...ROOT, mfa: 'no', awsRegion: 'us-east-1', accountId: '210987654321' }),
  'root-failure': telling({ ...ROOT, ...FAILED, awsRegion: 'us-east-1' }),
  'root-failure-3rd': telling(
    { ...ROOT, ...FAILED, awsRegion: 'us-east-1' },
    {
      tally: {
        count: 3,
        since: '2026-11-23T09:00:00.000Z',
        users: ['Root'],
        addresses: ['203.0.113.7'],
        more: false,
      },
    },
  ),
  role: telling(ROLE),
  'permission-set': telling(SSO, { marks: { address: false, client: true } }),
  'user-unclear': telling({
    outcome: 'unclear',
    mfa: 'not-visible',
    unclear: 'responseElements is missing',
  }),
  test: telling({
    eventId: 'loginbell-test-6a1f2b7c',
    who: { kind: 'iam-user', name: 'loginbell-test' },
  }),
  found: telling({}, { late: true, found: true }),
  late: telling({ occurredAt: '2026-11-20T01:02:03.000Z' }, { late: true }),
  'no-time': telling({ timeIsKnown: false, unclear: 'eventTime is missing' }),
  unreadable: telling({
    eventId: 'derived-2c1743a391305fbf367df8e4f069f9f9',
    kind: 'unreadable',
    outcome: 'unclear',
    mfa: 'not-visible',
    who: { kind: 'unknown' },
    identityType: 'Unknown',
    accountId: '',
    sourceIPAddress: '',
    userAgent: '',
    awsRegion: '',
    timeIsKnown: false,
    unclear: 'the record is not JSON',
  }),
  'switch-role': telling({
    ...OTHER_EVENT,
    kind: 'switch-role',
    eventName: 'SwitchRole',
    switchTo: 'arn:aws:iam::210987654321:role/Auditor',
  }),
  'exit-role': telling({
    ...ROLE,
    kind: 'switch-role',
    eventName: 'ExitRole',
    switchFrom: 'arn:aws:sts::123456789012:assumed-role/Deployer/carol',
  }),
  'identity-center': telling({
    ...PERSON,
    eventName: 'UserAuthentication',
    credentialType: 'PASSWORD,TOTP',
  }),
  'credential-challenge': telling({
    ...PERSON,
    eventName: 'CredentialChallenge',
    credentialType: 'TOTP',
  }),
  'credential-verification-failure': telling({
    ...PERSON,
    eventName: 'CredentialVerification',
    credentialType: 'PASSWORD',
    outcome: 'failure',
  }),
  'credential-verification': telling({
    ...PERSON,
    who: { kind: 'identity-center', userId: '94d0aaaa-e9e6-4810-b177-0000aaaa5435' },
    eventName: 'CredentialVerification',
    credentialType: 'WEBAUTHN',
  }),
  'get-signin-token': telling({
    ...ROLE,
    kind: 'federation',
    eventName: 'GetSigninToken',
    userAgent: 'python-requests/2.32.3',
  }),
  federate: telling({ ...PERSON, kind: 'federation', eventName: 'Federate' }),
  'federated-user': telling({
    who: { kind: 'federated', name: 'dave@example.com' },
    identityType: 'SAMLUser',
    mfa: 'not-visible',
  }),
  'check-mfa': telling({ ...OTHER_EVENT, kind: 'mfa-check', eventName: 'CheckMfa' }),
  'password-recovery-requested': telling({ ...RECOVERY, eventName: 'PasswordRecoveryRequested' }),
  'password-recovery-completed': telling({ ...RECOVERY, eventName: 'PasswordRecoveryCompleted' }),
  'password-updated': telling({ ...RECOVERY, eventName: 'PasswordUpdated' }),
  'email-updated-failure': telling({ ...RECOVERY, eventName: 'EmailUpdated', outcome: 'failure' }),
  'opened-account': telling(
    {
      ...PERSON,
      kind: 'federation',
      eventSource: 'sso.amazonaws.com',
      eventName: 'Federate',
      openedAccount: '210987654321',
      openedRole: 'AdministratorAccess',
    },
    { marks: { address: true, client: false } },
  ),
  'security-key': telling({ mfaDevice: 'security-key' }),
  'mfa-enrolled': telling({ mfa: 'yes', enrolled: 'yes' }),
  'policy-refused': telling({
    outcome: 'failure',
    errorMessage: 'Sign-in was denied because of a resource-based policy',
  }),
  'user-failure-accounts': telling(FAILED, {
    tally: {
      count: 1,
      since: '2026-11-23T09:00:00.000Z',
      users: ['alice'],
      addresses: ['203.0.113.7'],
      more: false,
      accounts: ['123456789012', '210987654321', '345678901234'],
    },
  }),
  'user-failure-leads': telling(FAILED, {
    tally: {
      count: 1,
      lead: 100,
      since: '2026-11-23T09:00:00.000Z',
      users: ['alice'],
      addresses: ['203.0.113.7'],
      more: false,
    },
  }),
  'assume-root': telling({
    ...OTHER_EVENT,
    kind: 'assume-root',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRoot',
    target: '210987654321',
    task: 'S3UnlockBucketPolicy',
  }),
  'access-change': telling({
    ...OTHER_EVENT,
    kind: 'access-change',
    stage: 'change',
    eventName: 'PutConsoleAuthorizationConfiguration',
  }),
  'agent-approval': telling({
    ...CLI,
    eventName: 'AuthorizeOAuth2Access',
    grantClient: 'https://agent.example.com/client.json',
    grantResource: 'https://aws-mcp.us-east-1.api.aws',
    grantHost: 'agent.example.com',
  }),
  'renew-role': telling(
    { ...ROLE, kind: 'switch-role', stage: 'renewal', eventName: 'RenewRole' },
    { marks: { address: true, client: false } },
  ),
  workspaces: telling({
    ...OTHER_EVENT,
    kind: 'workspaces',
    eventSource: 'workspaces.amazonaws.com',
    eventName: 'UserLogin',
    who: { kind: 'workspaces', name: 'hana' },
  }),
  'unknown-event': telling({ ...OTHER_EVENT, kind: 'sign-in', eventName: 'PasskeyChallenge2' }),
  'issued-federated': telling({
    who: { kind: 'federated', name: 'dave@example.com' },
    identityType: 'FederatedUser',
    mfa: 'not-visible',
    issuer: 'arn:aws:iam::123456789012:user/broker',
  }),
  'unnamed-session': telling({
    ...ROLE,
    who: { kind: 'role-session', session: '', role: 'Deployer' },
  }),
  addendum: telling({ addendum: 'DELIVERY_DELAY' }, { late: true }),
  'authorize-oauth2': telling({ ...SSO, ...CLI, eventName: 'AuthorizeOAuth2Access' }),
  'create-oauth2-token': telling({
    ...CLI,
    eventName: 'CreateOAuth2Token',
    userAgent: 'curl/8.7.1',
  }),
  tampering: telling(TAMPERING),
  'tampering-refused': telling({
    ...TAMPERING,
    ...ROLE,
    kind: 'tampering',
    eventName: 'DeleteTrail',
    outcome: 'failure',
    errorMessage:
      'User: arn:aws:sts::123456789012:assumed-role/Deployer/carol is not authorized to perform: cloudtrail:DeleteTrail',
  }),
  'tampering-root': telling({
    ...TAMPERING,
    ...ROOT,
    eventSource: 'lambda.amazonaws.com',
    eventName: 'UpdateFunctionCode20150331v2',
    target: 'console-login-notification',
  }),
};

/** The members of a mixed digest and of a late one. */
export const DIGESTS: Readonly<Record<string, readonly Telling[]>> = {
  digest: [
    telling({
      occurredAt: '2026-11-23T09:05:00.000Z',
      who: { kind: 'iam-user', name: 'bob' },
      mfa: 'no',
    }),
    telling(
      { occurredAt: '2026-11-23T09:04:30.000Z', ...SSO },
      { marks: { address: true, client: true } },
    ),
    telling(),
    telling({ ...UNKNOWN_NAME, occurredAt: '2026-11-23T09:06:00.000Z' }),
    telling({
      ...OTHER_EVENT,
      occurredAt: '2026-11-23T09:07:00.000Z',
      kind: 'switch-role',
      eventName: 'SwitchRole',
      outcome: 'unclear',
    }),
  ],
  'digest-recovery': [
    telling({ ...RECOVERY, eventName: 'PasswordRecoveryRequested' }),
    telling({
      ...RECOVERY,
      eventName: 'PasswordRecoveryCompleted',
      occurredAt: '2026-11-23T09:06:00.000Z',
    }),
  ],
  'digest-tampering': [
    telling({ ...TAMPERING, outcome: 'failure', eventName: 'StopLogging' }),
    telling({
      ...TAMPERING,
      outcome: 'failure',
      eventName: 'DeleteTrail',
      occurredAt: '2026-11-23T09:06:00.000Z',
    }),
  ],
  'digest-late': [
    telling({ occurredAt: '2026-11-19T22:00:01.000Z', accountId: '210987654321' }, { late: true }),
    telling({ occurredAt: '2026-11-20T01:02:03.000Z', ...ROLE }, { late: true }),
  ],
};
