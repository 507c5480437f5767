import type { EventKind } from './signIn.ts';

/** Which events ring: a setting. */
export const EVENTS_SETTINGS = ['ConsoleLogin', 'AllSignIns', 'AllSignInsAndTampering'] as const;
export type EventsSetting = (typeof EVENTS_SETTINGS)[number];

/**
 * The sign-in events, by name. Source: the CloudTrail user guide ("AWS Management Console sign-in
 * events"), the IAM Identity Center user guide ("Understanding sign-in events") and, for `aws login`,
 * the Sign-In user guide.
 */
const SIGN_INS = new Map<string, EventKind>([
  ['ConsoleLogin', 'console-login'],
  ['SwitchRole', 'switch-role'],
  ['ExitRole', 'switch-role'],
  ['UserAuthentication', 'identity-center'],
  ['CredentialChallenge', 'identity-center'],
  ['CredentialVerification', 'identity-center'],
  ['GetSigninToken', 'federation'],
  ['Federate', 'federation'],
  ['CheckMfa', 'mfa-check'],
  ['PasswordRecoveryRequested', 'recovery'],
  ['PasswordRecoveryCompleted', 'recovery'],
  ['PasswordUpdated', 'recovery'],
  ['EmailUpdated', 'recovery'],
  ['AuthorizeOAuth2Access', 'cli-login'],
  ['CreateOAuth2Token', 'cli-login'],
]);

/** Changes to CloudTrail itself: always about the ground loginbell stands on. */
export const TRAIL_CHANGES = /^(StopLogging|DeleteTrail|UpdateTrail|PutEventSelectors)$/;

/**
 * Changes that matter only when they touch loginbell's own chain: by the service's event source, the
 * names as CloudTrail spells them (Lambda adds an API date: `UpdateFunctionCode20150331v2`).
 */
export const CHAIN_CHANGES: Readonly<Record<string, RegExp>> = {
  'logs.amazonaws.com':
    /^(Delete(SubscriptionFilter|LogGroup|LogStream)|Put(SubscriptionFilter|RetentionPolicy)|(A|Disa)ssociateKmsKey)$/,
  'sns.amazonaws.com':
    /^(Unsubscribe|DeleteTopic|SetTopicAttributes|SetSubscriptionAttributes|RemovePermission)$/,
  'lambda.amazonaws.com':
    /^(DeleteFunction|UpdateFunctionCode|UpdateFunctionConfiguration|RemovePermission|PutFunctionConcurrency|(Delete|Put|Update)FunctionEventInvokeConfig)(\d{8}(v\d)?)?$/,
  'dynamodb.amazonaws.com': /^(DeleteTable|UpdateTable|UpdateTimeToLive)$/,
  'sqs.amazonaws.com': /^(DeleteQueue|PurgeQueue|SetQueueAttributes)$/,
  'cloudformation.amazonaws.com': /^(DeleteStack|UpdateStack|ExecuteChangeSet)$/,
  'monitoring.amazonaws.com': /^(DeleteAlarms|DisableAlarmActions|PutMetricAlarm)$/,
  'events.amazonaws.com': /^(DeleteRule|DisableRule|RemoveTargets)$/,
  'scheduler.amazonaws.com': /^(DeleteSchedule|UpdateSchedule)$/,
  'iam.amazonaws.com':
    /^(DeleteRole|(Delete|Detach|Put|Attach)RolePolicy|UpdateAssumeRolePolicy|PutRolePermissionsBoundary|DeletePolicy|(Create|SetDefault)PolicyVersion)$/,
  's3.amazonaws.com': /^(DeleteBucket|DeleteBucketPolicy|PutBucketPolicy|PutBucketLifecycle)$/,
  'kms.amazonaws.com': /^(DisableKey|ScheduleKeyDeletion|PutKeyPolicy)$/,
};

/**
 * What to watch. `ownResources`: the names in loginbell's chain, in which `*` stands for any characters;
 * empty where there is none.
 */
export type Watch = { readonly events: EventsSetting; readonly ownResources: readonly string[] };

/**
 * The kind of a watched event, or `undefined` for one that is not watched. `isOn` answers whether the
 * call acted on one of loginbell's own resources; it is asked only for events where that decides.
 */
export function watchedKind(
  eventName: string,
  eventSource: string,
  watch: Watch,
  isOn: (resource: string) => boolean,
): EventKind | undefined {
  if (eventName === 'ConsoleLogin') return 'console-login';
  if (watch.events === 'ConsoleLogin') return undefined;
  const signIn = SIGN_INS.get(eventName);
  if (signIn !== undefined) return signIn;
  if (watch.events === 'AllSignIns') return undefined;
  if (TRAIL_CHANGES.test(eventName)) return 'tampering';
  const changes = Object.hasOwn(CHAIN_CHANGES, eventSource)
    ? CHAIN_CHANGES[eventSource]
    : undefined;
  return changes?.test(eventName) && watch.ownResources.some(isOn) ? 'tampering' : undefined;
}

/**
 * Every name that is watched where no own resources are known, so that records can be told apart by their
 * bytes; `watchedKind` says the same of one.
 */
export function watchedNames(events: EventsSetting): readonly string[] {
  if (events === 'ConsoleLogin') return ['ConsoleLogin'];
  const trailChanges = TRAIL_CHANGES.source.match(/\w+/g) ?? [];
  return events === 'AllSignIns' ? [...SIGN_INS.keys()] : [...SIGN_INS.keys(), ...trailChanges];
}
