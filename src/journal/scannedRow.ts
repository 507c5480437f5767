import { type Fields, fieldAt, textAt } from '../signin/fields.ts';
import { parseSignIn } from '../signin/parseSignIn.ts';
import type { SignIn } from '../signin/signIn.ts';
import { entryOf } from './entryOf.ts';

/** What a row of a table came to; `other`: a row that is no sign-in. */
export type ScannedRow =
  | { readonly kind: 'sign-in'; readonly signIn: SignIn }
  | { readonly kind: 'other' | 'unreadable' };

/**
 * The sign-in of a row of a table like ours: of another installation of loginbell, with all that it knew, or of the article
 * that it began as, whose rows say neither outcome nor MFA and keep the time of Japan. `at`: now, milliseconds since the epoch.
 */
export function scannedRow(row: Fields, at: number): ScannedRow {
  const text = (key: string) => textAt(row, [key], 1024);
  const eventID = text('eventID');
  if (eventID === '') return { kind: 'unreadable' };
  // Counters, and what the safety net remembers.
  if (eventID.includes('#')) return { kind: 'other' };
  if (typeof fieldAt(row, 'details') === 'string') {
    const { signIn } = entryOf(row);
    const isTimed = !Number.isNaN(Date.parse(signIn.occurredAt));
    return isTimed ? { kind: 'sign-in', signIn } : { kind: 'unreadable' };
  }
  const [, date = '', time = ''] =
    /^(\d{4}\/\d\d\/\d\d) (\d\d:\d\d:\d\d)$/.exec(text('eventTime')) ?? [];
  const instant = Date.parse(`${date.replaceAll('/', '-')}T${time}+09:00`);
  if (Number.isNaN(instant)) return { kind: 'unreadable' };
  const [accountId, userName] = [text('accountId'), text('userName')];
  const record = {
    eventVersion: '1.08',
    eventID,
    eventTime: new Date(instant).toISOString(),
    eventType: 'AwsConsoleSignIn',
    ...Object.fromEntries(
      ['eventName', 'eventSource', 'awsRegion', 'sourceIPAddress', 'userAgent'].map((key) => [
        key,
        text(key),
      ]),
    ),
    recipientAccountId: accountId,
    userIdentity:
      userName === 'Root'
        ? { type: 'Root', accountId }
        : { type: userName === '' ? 'Unknown' : 'IAMUser', accountId, userName },
  };
  const parsed = parseSignIn(record, { events: 'AllSignIns', ownResources: [] }, { at });
  return parsed.kind === 'sign-in' ? parsed : { kind: 'unreadable' };
}
