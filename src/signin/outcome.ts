import { fieldAt, textAt } from './fields.ts';
import type { EventKind, Mfa, Outcome } from './signIn.ts';

/**
 * Reads whether it worked. The answer stands in `responseElements[eventName]` (console),
 * `serviceEventDetails[eventName]` (Identity Center) or `additionalEventData.success` (`aws login`);
 * an error without any of them is a failure. Nothing said, or two things said, is `unclear`.
 * API calls, and the opening of an account (`Federate`, `Authenticate`), say nothing when they succeed: there, the absent
 * error is the evidence. An error of `null` is none.
 */
export function outcomeOf(record: unknown, eventName: string, kind: EventKind): Outcome {
  const error = fieldAt(record, 'errorCode') ?? fieldAt(record, 'errorMessage') ?? undefined;
  const said = [
    fieldAt(record, 'responseElements', eventName),
    fieldAt(record, 'serviceEventDetails', eventName),
    fieldAt(record, 'additionalEventData', 'success'),
    typeof error === 'string' && error !== '' ? false : undefined,
    isSilentSuccess(record, kind) ? true : undefined,
  ].map(readOutcome);
  const known = new Set(said.filter((outcome) => outcome !== undefined));
  const [only] = known;
  return known.size === 1 && only !== undefined ? only : 'unclear';
}

function readOutcome(value: unknown): Outcome | undefined {
  if (value === undefined || value === null) return undefined;
  const text = String(typeof value === 'object' ? '' : value).toLowerCase();
  if (text === 'success' || text === 'true') return 'success';
  if (text === 'failure' || text === 'failed' || text === 'false') return 'failure';
  return 'unclear';
}

/** Events that always say how they ended: where one does not, it is not known. */
const SPEAKS: readonly EventKind[] = ['console-login', 'mfa-check', 'recovery', 'unreadable'];

function isSilentSuccess(record: unknown, kind: EventKind): boolean {
  const name = textAt(record, ['eventName']);
  const saysNothing = [
    fieldAt(record, 'errorCode'),
    fieldAt(record, 'errorMessage'),
    fieldAt(record, 'responseElements', name),
    fieldAt(record, 'serviceEventDetails', name),
    fieldAt(record, 'additionalEventData', 'success'),
  ].every((value) => value === undefined || value === null);
  const isSilent =
    fieldAt(record, 'eventType') === 'AwsApiCall' ||
    /^(Federate|Authenticate|CreateToken)$/.test(name);
  return saysNothing && isSilent && !SPEAKS.includes(kind);
}

/** What Identity Center calls second factors, in its list of what was verified. */
const SECOND_FACTORS = [
  'TOTP',
  'RESYNC_TOTP',
  'WEBAUTHN',
  'FIDO',
  'FIDO2',
  'U2F',
  'EMAIL_OTP',
  'SMS_OTP',
  'MFA',
];

/**
 * Reads whether a second factor was used. Only positive evidence makes `yes`; only an IAM user's or
 * root's own sign-in, or Identity Center's list that holds a password alone, can make `no`: for everyone else AWS
 * always writes No.
 */
export function mfaOf(
  record: unknown,
  identityType: string,
  { kind, eventName }: { readonly kind: EventKind; readonly eventName: string },
): Mfa {
  const used = fieldAt(record, 'additionalEventData', 'MFAUsed');
  const answer = typeof used === 'string' || typeof used === 'boolean' ? String(used) : '';
  const session = fieldAt(
    record,
    'userIdentity',
    'sessionContext',
    'attributes',
    'mfaAuthenticated',
  );
  if (/^(yes|true)$/i.test(answer) || /^true$/i.test(String(session ?? ''))) return 'yes';
  if (kind === 'identity-center') {
    if (eventName !== 'UserAuthentication') return 'not-visible';
    const credentials = textAt(record, ['additionalEventData', 'CredentialType'])
      .toUpperCase()
      .split(/[\s,]+/)
      .filter(Boolean);
    if (credentials.length > 1 && credentials.some((one) => SECOND_FACTORS.includes(one))) {
      return 'yes';
    }
    return credentials.length > 0 && credentials.every((one) => one === 'PASSWORD')
      ? 'no'
      : 'not-visible';
  }
  const ownSignIn = identityType === 'IAMUser' || identityType === 'Root';
  return ownSignIn && kind === 'console-login' && /^(no|false)$/i.test(answer)
    ? 'no'
    : 'not-visible';
}
