import { fieldAt, textAt } from './fields.ts';
import type { EventKind, Mfa, Outcome } from './signIn.ts';

/**
 * Reads whether it worked. The answer stands in `responseElements[eventName]` (console),
 * `serviceEventDetails[eventName]` (Identity Center) or `additionalEventData.success` (`aws login`);
 * an error without any of them is a failure. Nothing said, or two things said, is `unclear`.
 * API calls (tampering) say nothing when they succeed: there, CloudTrail's absent `errorCode` is the evidence.
 */
export function outcomeOf(record: unknown, eventName: string, kind: EventKind): Outcome {
  const error = fieldAt(record, 'errorCode') ?? fieldAt(record, 'errorMessage');
  const said = [
    fieldAt(record, 'responseElements', eventName),
    fieldAt(record, 'serviceEventDetails', eventName),
    fieldAt(record, 'additionalEventData', 'success'),
    typeof error === 'string' && error !== '' ? false : undefined,
    kind === 'tampering' && isSilentSuccess(record) ? true : undefined,
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

function isSilentSuccess(record: unknown): boolean {
  return (
    fieldAt(record, 'errorCode') === undefined &&
    fieldAt(record, 'errorMessage') === undefined &&
    fieldAt(record, 'eventType') === 'AwsApiCall'
  );
}

const SECOND_FACTOR = /\b(TOTP|WEBAUTHN|FIDO2?|U2F|EMAIL_OTP|SMS_OTP|MFA)\b/i;

/**
 * Reads whether a second factor was used. Only positive evidence makes `yes`; only an IAM user's or
 * root's own sign-in can make `no`, since for everyone else AWS always writes No.
 */
export function mfaOf(record: unknown, identityType: string, kind: EventKind): Mfa {
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
    const credentials = textAt(record, ['additionalEventData', 'CredentialType']);
    return credentials.includes(',') && SECOND_FACTOR.test(credentials) ? 'yes' : 'not-visible';
  }
  const ownSignIn = identityType === 'IAMUser' || identityType === 'Root';
  return ownSignIn && kind === 'console-login' && /^(no|false)$/i.test(answer)
    ? 'no'
    : 'not-visible';
}
