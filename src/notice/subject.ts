import { shorten } from '../signin/cleanText.ts';
import { briefName } from './displayName.ts';
import { titleOf } from './headline.ts';
import type { Telling } from './notice.ts';
import type { Phrasebook } from './phrases.ts';
import { accountLabel } from './rows.ts';
import { isNew, joined, reachOf, spreadOf, spreadTally, statusOf } from './status.ts';
import { fill } from './wording.ts';

/** SNS takes subjects of under 100 characters. */
const LIMIT = 99;

/** So that the rest, who above all, keeps its room. */
const REACH_LIMIT = 44;

/** Writes the subject in a voice's language, given what a critical one begins with. */
export type WriteSubject = (voice: Phrasebook, urgent: string) => string;

/** The subject of one sign-in: `AWS console sign-in: alice succeeded (production 123456789012)`. */
export function subjectOf(telling: Telling): WriteSubject {
  const { who, accountId } = telling.signIn;
  return (voice, urgent) => {
    const start = `${urgent + titleOf(telling.signIn, voice)}: `;
    const account = accountsLabel([accountId], voice);
    const tally = spreadTally(telling);
    if (tally !== undefined) {
      const counted = fill(voice.tallyHeadline, { count: tally.total ?? tally.count });
      return fitted(start, counted, `${voice.separator}${spreadOf(tally, voice)}`, account);
    }
    const reach = shorten(
      reachOf(telling.signIn, voice, (id) => accountLabel(id, voice)),
      REACH_LIMIT,
    );
    const isOpening = telling.signIn.openedAccount !== undefined && reach !== '';
    // That an account was opened says that it worked.
    const status = isOpening
      ? joined(voice.separator, [reach, isNew(telling) && voice.isNew, telling.late && voice.late])
      : joined(voice.separator, [statusOf(telling, voice), reach]);
    return fitted(start, briefName(who, voice), ` ${status}`, account);
  };
}

/** The one account, or how many there are: `3 accounts`. */
export function accountsLabel(ids: readonly string[], voice: Phrasebook): string {
  const [only = '', ...others] = ids;
  return others.length > 0
    ? fill(voice.accounts, { count: ids.length })
    : accountLabel(only, voice);
}

/**
 * `start`, `name`, `end` and `(account)` in under 100 characters. The account's name is left out, then
 * `start` cut, before `name` is cut to less than 12, so that who, outcome and account number always stay.
 */
export function fitted(start: string, name: string, end: string, account: string): string {
  const room = LIMIT - `${start}${end} (${account})`.length;
  const missing = Math.min(name.length, 12) - room;
  const number = account.replace(/^.* (?=\d{12}$)/, '');
  if (missing > 0 && number !== account) return fitted(start, name, end, number);
  const begin =
    missing > 0 ? `${shorten(start, Math.max(start.length - missing - 2, 8))}: ` : start;
  return shorten(`${begin}${shorten(name, Math.max(room, 12))}${end} (${account})`, LIMIT);
}
