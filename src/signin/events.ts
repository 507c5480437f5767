import type { EventKind, Stage } from './signIn.ts';

/** Which events ring: a setting. */
export const EVENTS_SETTINGS = ['ConsoleLogin', 'AllSignIns', 'AllSignInsAndTampering'] as const;
export type EventsSetting = (typeof EVENTS_SETTINGS)[number];

/** What an event is to people. */
export type EventMeaning = { readonly kind: EventKind; readonly stage: Stage };

/** Where sign-ins are recorded. */
export const SIGN_IN_SOURCE = 'signin.amazonaws.com';

/**
 * What is known of sign-in events by their names; see `meaningOf` for those that are not here. `source`: the
 * event counts from that service only. Source: the CloudTrail user guide ("AWS Management Console sign-in
 * events"), the IAM Identity Center user guide ("Understanding sign-in events"), the Sign-In user guide
 * (`aws login`, sign-in policies) and the STS API reference (AssumeRoot).
 */
const EVENTS: readonly (EventMeaning & { readonly name: string; readonly source?: string })[] = [
  { name: 'ConsoleLogin', kind: 'console-login', stage: 'entry' },
  { name: 'SwitchRole', kind: 'switch-role', stage: 'entry' },
  { name: 'ExitRole', kind: 'switch-role', stage: 'entry' },
  { name: 'RenewRole', kind: 'switch-role', stage: 'renewal' },
  { name: 'UserAuthentication', kind: 'identity-center', stage: 'entry' },
  { name: 'CredentialChallenge', kind: 'identity-center', stage: 'step' },
  { name: 'CredentialVerification', kind: 'identity-center', stage: 'step' },
  { name: 'Authenticate', source: 'sso.amazonaws.com', kind: 'identity-center', stage: 'step' },
  { name: 'ExternalIdPDirectoryLogin', kind: 'identity-center', stage: 'entry' },
  { name: 'GetSigninToken', kind: 'federation', stage: 'entry' },
  { name: 'Federate', kind: 'federation', stage: 'entry' },
  { name: 'CheckMfa', kind: 'mfa-check', stage: 'step' },
  { name: 'PasswordRecoveryRequested', kind: 'recovery', stage: 'change' },
  { name: 'PasswordRecoveryCompleted', kind: 'recovery', stage: 'change' },
  { name: 'PasswordUpdated', kind: 'recovery', stage: 'change' },
  { name: 'EmailUpdated', kind: 'recovery', stage: 'change' },
  { name: 'AuthorizeOAuth2Access', kind: 'cli-login', stage: 'entry' },
  { name: 'CreateOAuth2Token', kind: 'cli-login', stage: 'entry' },
  { name: 'CreateOAuth2TokenWithIAM', kind: 'cli-login', stage: 'entry' },
  { name: 'CreateToken', source: 'sso.amazonaws.com', kind: 'cli-login', stage: 'entry' },
  { name: 'CreateToken', source: 'sso-oauth.amazonaws.com', kind: 'cli-login', stage: 'entry' },
  { name: 'AssumeRoot', source: 'sts.amazonaws.com', kind: 'assume-root', stage: 'entry' },
  { name: 'PutConsoleAuthorizationConfiguration', kind: 'access-change', stage: 'change' },
  { name: 'DeleteConsoleAuthorizationConfiguration', kind: 'access-change', stage: 'change' },
  { name: 'PutResourcePermissionStatement', kind: 'access-change', stage: 'change' },
  { name: 'DeleteResourcePermissionStatement', kind: 'access-change', stage: 'change' },
];

/** Sign-ins that a service other than the sign-in service reports. */
export const SIGN_INS_ELSEWHERE: readonly string[] = [
  ...new Set([
    'Federate',
    ...EVENTS.flatMap(({ name, source }) => (source === undefined ? [] : [name])),
  ]),
];

/**
 * The closed list: events of the sign-in service that are deliberately not told. They are questions (what is
 * configured?) that open nothing; a token is no question.
 */
const NOT_TOLD = /^(Get|List|Describe)(?!SigninToken$)[A-Z]/;

/** Changes to CloudTrail itself: always about the ground loginbell stands on. */
export const TRAIL_CHANGES =
  /^(StopLogging|DeleteTrail|UpdateTrail|PutEventSelectors|PutInsightSelectors)$/;

/**
 * Changes that reach further than any one resource, so that they can silence every part of loginbell at once: whichever
 * organization policy, region or account-wide log policy they are about.
 */
export const WIDE_CHANGES: Readonly<Record<string, RegExp>> = {
  'organizations.amazonaws.com':
    /^(AttachPolicy|UpdatePolicy|DisableAWSServiceAccess|LeaveOrganization)$/,
  'account.amazonaws.com': /^DisableRegion$/,
  'logs.amazonaws.com': /^PutAccountPolicy$/,
};

/**
 * Changes that matter only when they touch loginbell's own resources: by the service's event source, the
 * names as CloudTrail spells them (Lambda adds an API date: `UpdateFunctionCode20150331v2`).
 */
export const CHAIN_CHANGES: Readonly<Record<string, RegExp>> = {
  'logs.amazonaws.com':
    /^(Delete(SubscriptionFilter|LogGroup|LogStream)|Put(SubscriptionFilter|RetentionPolicy|DataProtectionPolicy)|(A|Disa)ssociateKmsKey)$/,
  'sns.amazonaws.com':
    /^(Unsubscribe|DeleteTopic|SetTopicAttributes|SetSubscriptionAttributes|RemovePermission|PutDataProtectionPolicy)$/,
  'lambda.amazonaws.com':
    /^(DeleteFunction|UpdateFunctionCode|UpdateFunctionConfiguration|RemovePermission|PutFunctionConcurrency|(Delete|Put|Update)FunctionEventInvokeConfig)(\d{8}(v\d)?)?$/,
  'dynamodb.amazonaws.com': /^(DeleteTable|UpdateTable|UpdateTimeToLive|PutResourcePolicy)$/,
  'sqs.amazonaws.com': /^(DeleteQueue|PurgeQueue|SetQueueAttributes)$/,
  'cloudformation.amazonaws.com': /^(DeleteStack|UpdateStack|ExecuteChangeSet)$/,
  'monitoring.amazonaws.com':
    /^(DeleteAlarms|DisableAlarmActions|PutMetricAlarm|PutAlarmMuteRule)$/,
  'events.amazonaws.com': /^(DeleteRule|DisableRule|RemoveTargets)$/,
  'scheduler.amazonaws.com': /^(DeleteSchedule|UpdateSchedule)$/,
  'iam.amazonaws.com':
    /^(DeleteRole|(Delete|Detach|Put|Attach)RolePolicy|UpdateAssumeRolePolicy|PutRolePermissionsBoundary|DeletePolicy|(Create|SetDefault)PolicyVersion)$/,
  's3.amazonaws.com': /^(DeleteBucket|DeleteBucketPolicy|PutBucketPolicy|PutBucketLifecycle)$/,
  'kms.amazonaws.com': /^(DisableKey|ScheduleKeyDeletion|PutKeyPolicy)$/,
};

/**
 * What to watch. `ownResources`: the names of loginbell's own resources, in which `*` stands for any
 * characters; empty where there are none.
 */
export type Watch = { readonly events: EventsSetting; readonly ownResources: readonly string[] };

/** What decides about an event besides its name. */
export type EventMarks = {
  readonly eventName: string;
  readonly eventSource: string;
  /** `AwsConsoleSignIn`, or a result under its own name: the marks of a sign-in, whatever it is called. */
  readonly isMarked: boolean;
};

/**
 * What an event means, or `undefined` for one that is not watched. The list is open: what the sign-in
 * service reports under a name that is not known is a sign-in, and so is whatever bears the marks of one.
 * `isOn` answers whether the call acted on one of loginbell's own resources; it is asked only for events
 * where that decides.
 */
export function meaningOf(
  event: EventMarks,
  watch: Watch,
  isOn: (resource: string) => boolean,
): EventMeaning | undefined {
  const { eventName, eventSource, isMarked } = event;
  if (eventName === 'ConsoleLogin') return { kind: 'console-login', stage: 'entry' };
  // A name that is no word was masked on its way here: it may hide anything, so it rings as unclear.
  if (eventSource === SIGN_IN_SOURCE && !/^\w+$/.test(eventName)) {
    return { kind: 'sign-in', stage: 'entry' };
  }
  if (watch.events === 'ConsoleLogin') return undefined;
  const known = EVENTS.find(
    ({ name, source }) => name === eventName && (source ?? eventSource) === eventSource,
  );
  if (known !== undefined) return { kind: known.kind, stage: known.stage };
  if (eventSource === SIGN_IN_SOURCE) {
    return NOT_TOLD.test(eventName) ? undefined : { kind: 'sign-in', stage: 'entry' };
  }
  if (watch.events === 'AllSignInsAndTampering' && isTampering(event, watch, isOn)) {
    return { kind: 'tampering', stage: 'change' };
  }
  return isMarked ? { kind: 'sign-in', stage: 'entry' } : undefined;
}

function isTampering(
  event: EventMarks,
  watch: Watch,
  isOn: (resource: string) => boolean,
): boolean {
  if (TRAIL_CHANGES.test(event.eventName) || isIn(WIDE_CHANGES, event)) return true;
  return isIn(CHAIN_CHANGES, event) && watch.ownResources.some(isOn);
}

function isIn(
  changes: Readonly<Record<string, RegExp>>,
  { eventSource, eventName }: EventMarks,
): boolean {
  return Object.hasOwn(changes, eventSource) && changes[eventSource]?.test(eventName) === true;
}

/**
 * What a record that is watched holds, where no own resources are known, so that records can be told apart by
 * their bytes before they are parsed: one of these event names, a name that is no word, or one of these texts
 * anywhere.
 */
export function watchedBytesOf(events: EventsSetting): {
  readonly names: readonly string[];
  readonly texts: readonly string[];
} {
  if (events === 'ConsoleLogin') return { names: ['ConsoleLogin'], texts: [] };
  const signIns = [...new Set(EVENTS.map(({ name }) => name))];
  const trailChanges = TRAIL_CHANGES.source.match(/\w+/g) ?? [];
  const wideChanges = Object.values(WIDE_CHANGES).flatMap(
    ({ source }) => source.match(/\w+/g) ?? [],
  );
  return {
    names: events === 'AllSignIns' ? signIns : [...signIns, ...trailChanges, ...wideChanges],
    texts: [SIGN_IN_SOURCE, ...SIGN_IN_TYPES, ...RESULTS],
  };
}

/** What `eventType` says of a sign-in; AWS has spelt it in two ways. */
export const SIGN_IN_TYPES: readonly string[] = ['AwsConsoleSignIn', 'AwsConsoleSignin'];

/** What stands under a sign-in's own name. */
export const RESULTS: readonly string[] = ['Success', 'Failure'];
