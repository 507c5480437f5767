import { clientOf } from '../signin/client.ts';
import { localTime } from '../signin/localTime.ts';
import type { SignIn } from '../signin/signIn.ts';
import { NO_SUCH_USER } from './displayName.ts';
import type { Telling } from './notice.ts';
import type { Phrasebook } from './phrases.ts';
import { safe } from './safe.ts';
import { isWithoutMfa, outcomeText, repetition } from './status.ts';
import { fill, own } from './wording.ts';

/** Label and value. */
export type Row = readonly [label: string, value: string, isMarked?: boolean];

/** What is known of one sign-in, in reading order; rows that would say nothing are left out. */
export function rowsOf(telling: Telling, voice: Phrasebook): Row[] {
  const { signIn, marks } = telling;
  const tally = repetition(telling);
  const rows: readonly Row[] = [
    [voice.result, outcomeText(signIn, voice), signIn.outcome !== 'success'],
    [voice.error, safe(signIn.errorMessage ?? '', 240)],
    ['MFA', mfaOf(signIn, voice), isWithoutMfa(signIn)],
    [voice.account, accountLabel(signIn.accountId, voice)],
    [voice.openedRow, openedOf(signIn, voice)],
    [voice.grantClient, safe(signIn.grantClient ?? '')],
    [voice.grantResource, safe(signIn.grantResource ?? '')],
    [voice.grantHost, safe(signIn.grantHost ?? '')],
    [voice.issuer, safe(signIn.issuer ?? '')],
    [voice.event, signIn.eventName === 'ConsoleLogin' ? '' : safe(signIn.eventName)],
    [voice.target, targetOf(signIn, voice)],
    [voice.task, safe(signIn.task ?? '')],
    [voice.from, arnOf(signIn.switchFrom, voice)],
    [voice.to, arnOf(signIn.switchTo, voice)],
    [voice.credential, safe(signIn.credentialType ?? '')],
    [voice.time, whenOf(signIn, voice)],
    [voice.address, addressOf(telling, voice), marks?.address === true],
    [voice.client, clientTextOf(telling, voice), marks?.client === true],
    [voice.region, safe(signIn.awsRegion) || voice.unknown],
    [voice.users, listed(tally?.users, voice, tally?.more)],
    [voice.addresses, listed(tally?.addresses, voice, tally?.more)],
  ];
  return rows.filter(([, value]) => value);
}

/** The account that was opened, and as what. */
function openedOf({ openedAccount, openedRole }: SignIn, voice: Phrasebook): string {
  if (openedAccount === undefined) return '';
  return `${accountLabel(openedAccount, voice)}, ${safe(openedRole ?? '') || voice.unknown}`;
}

function targetOf({ target = '', kind }: SignIn, voice: Phrasebook): string {
  return kind === 'assume-root' ? accountLabel(target, voice) : safe(target);
}

/** An account's number, with the name set for it: `production 123456789012`. */
export function accountLabel(id: string, { accountNames, unknownAccount }: Phrasebook): string {
  return `${safe(own(accountNames, id) ?? '', 40)} ${safe(id, 16) || unknownAccount}`.trim();
}

/** Where from, marked where it is the first time for this user. */
export function addressOf({ signIn, marks }: Telling, voice: Phrasebook): string {
  const { sourceIPAddress } = signIn;
  const place = voice.describeAddress?.(sourceIPAddress) ?? '';
  return (safe(sourceIPAddress) || voice.unknown) + place + (marks?.address ? voice.first : '');
}

/** With what, marked likewise. */
export function clientTextOf({ signIn, marks }: Telling, { unknown, first }: Phrasebook): string {
  return (safe(clientOf(signIn.userAgent).text) || unknown) + (marks?.client ? first : '');
}

/** The first ten of many, sanitised. */
export function listed(texts: readonly string[] = [], voice: Phrasebook, hasMore = false): string {
  const shown = texts
    .filter(Boolean)
    .map((text) => (text === NO_SUCH_USER ? voice.noSuchUser : safe(text, 60)));
  return shown.slice(0, 10).join(', ') + (hasMore || shown.length > 10 ? voice.more : '');
}

/**
 * Only IAM users and root show AWS their second factor. Events that are no sign-in say nothing of it
 * unless the record does, and `No` on a failure only means that it never got so far.
 */
function mfaOf(signIn: SignIn, voice: Phrasebook): string {
  const { mfa, kind, who, eventName, outcome, mfaDevice } = signIn;
  if (mfa === 'no' && outcome === 'failure') return '';
  if (mfa === 'yes' && mfaDevice === 'security-key') return voice.securityKey;
  if (mfa === 'yes' && mfaDevice === 'code') return voice.codeDevice;
  if (mfa !== 'not-visible') return voice[mfa];
  const isSignIn = /^console|^federation/.test(kind) || eventName === 'UserAuthentication';
  if (!isSignIn) return '';
  return /root|iam|hidden/.test(who.kind) ? voice.notRecorded : voice.notVisible;
}

/** In the configured zone and UTC; says so where the record has no time. */
function whenOf({ occurredAt, timeIsKnown }: SignIn, { timeZone, noTime }: Phrasebook): string {
  const local = `${localTime(occurredAt, timeZone)} ${timeZone}`;
  const utc = localTime(occurredAt, 'UTC').replaceAll('/', '-');
  const time = timeZone === 'UTC' ? local : `${local} (${utc} UTC)`;
  return timeIsKnown ? time : fill(noTime, { time });
}

/** `arn:aws:iam::123456789012:role/Admin` as `role/Admin (production 123456789012)`. */
function arnOf(arn = '', voice: Phrasebook): string {
  const [, id, name] = /:(\d{12}):(.+)$/.exec(arn) ?? [];
  return id && name ? `${safe(name)} (${accountLabel(id, voice)})` : safe(arn);
}
