import { fieldAt, optionalText, textAt } from './fields.ts';
import type { Detail, EventKind } from './signIn.ts';
import { targetOf } from './target.ts';

/** What a record says besides who, when, where and whether it worked; absent where it does not say it. */
export function detailsOf(
  record: unknown,
  kind: EventKind,
): { readonly [Key in Exclude<Detail, 'unclear'>]?: string } {
  const text = (...path: readonly string[]) => textAt(record, path);
  const switched = kind === 'switch-role' ? switchOf(record) : { from: '', to: '' };
  const isGrant = kind === 'cli-login';
  return {
    ...optionalText('switchFrom', switched.from),
    ...optionalText('switchTo', switched.to),
    ...optionalText(
      'credentialType',
      textAt(record, ['additionalEventData', 'CredentialType'], 64),
    ),
    ...optionalText('target', actedOn(record, kind)),
    ...optionalText('task', kind === 'assume-root' ? taskOf(record) : ''),
    ...optionalText('openedAccount', text('serviceEventDetails', 'account_id')),
    ...optionalText('openedRole', text('serviceEventDetails', 'role_name')),
    ...optionalText('grantClient', isGrant ? clientIdOf(record) : ''),
    ...optionalText('grantResource', isGrant ? text('requestParameters', 'resource') : ''),
    ...optionalText('grantHost', isGrant ? hostOf(text('requestParameters', 'redirect_uri')) : ''),
    ...optionalText('mfaDevice', deviceOf(text('additionalEventData', 'MFAIdentifier'))),
    ...optionalText('enrolled', isEnrolment(record) ? 'yes' : ''),
    ...optionalText('issuer', issuerOf(record)),
    ...optionalText('sharedEventId', text('sharedEventID')),
    ...optionalText('addendum', text('addendum', 'reason')),
  };
}

/** The record of either side names the other; its own identity is the side it stands on. */
function switchOf(record: unknown) {
  const own = textAt(record, ['userIdentity', 'arn']);
  const from = textAt(record, ['additionalEventData', 'SwitchFrom']);
  const to = textAt(record, ['additionalEventData', 'SwitchTo']);
  return { from: from || (to ? own : ''), to: to || (from ? own : '') };
}

function actedOn(record: unknown, kind: EventKind): string {
  if (kind === 'assume-root') return textAt(record, ['requestParameters', 'targetPrincipal']);
  return kind === 'tampering' || kind === 'access-change' ? targetOf(record) : '';
}

/** `S3UnlockBucketPolicy` of `arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy`. */
function taskOf(record: unknown): string {
  const task = fieldAt(record, 'requestParameters', 'taskPolicyArn');
  const arn = typeof task === 'string' ? task : textAt(task, ['arn']);
  return textAt({ task: arn.slice(arn.lastIndexOf('/') + 1) }, ['task'], 128);
}

/** `devtools/same-device` of `arn:aws:signin:::devtools/same-device`: what was let in. */
function clientIdOf(record: unknown): string {
  const id =
    textAt(record, ['requestParameters', 'client_id']) ||
    textAt(record, ['additionalEventData', 'client_id']);
  return id.replace(/^arn(:[^:]*){4}:/, '');
}

function hostOf(uri: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#]{1,128})/i.exec(uri)?.[1] ?? uri;
}

/** `arn:aws:iam::111122223333:u2f/user/alice/…` is a passkey or security key, `…:mfa/alice` shows codes. */
function deviceOf(identifier: string): string {
  if (/:u2f\//.test(identifier)) return 'security-key';
  return /:mfa\//.test(identifier) ? 'code' : '';
}

function isEnrolment(record: unknown): boolean {
  const required = fieldAt(record, 'additionalEventData', 'DeviceEnrollmentRequired');
  return /^true$/i.test(String(typeof required === 'object' ? '' : required));
}

/** Of a federated session: the IAM user that asked for it, or the identity provider. */
function issuerOf(record: unknown): string {
  const type = textAt(record, ['userIdentity', 'type']);
  if (!/^(FederatedUser|SAMLUser|WebIdentityUser)$/.test(type)) return '';
  return (
    textAt(record, ['userIdentity', 'sessionContext', 'sessionIssuer', 'userName']) ||
    textAt(record, ['userIdentity', 'identityProvider'])
  );
}
