import { CHECK_NAMES, type CheckName } from '../health/checks.ts';
import type { CheckResult } from '../health/verdict.ts';
import { fieldAt } from '../signin/fields.ts';

const HOUR = 3_600_000;
/** Longer between two looks, and one did not happen. */
const MOST_BETWEEN = 2 * HOUR;
/** Troubles that ended longer ago are told already. */
const KEPT = 60 * 24 * HOUR;
/** So that the row stays small, whatever happens. */
const MOST_TROUBLES = 100;

/** What can be wrong: a check that does not hold, no look at all, a look that was not whole. */
export type TroubleKind = CheckName | 'no-look' | 'part-look';

/** Milliseconds since the epoch; `until`: the last look that still saw it. */
export type Trouble = {
  readonly what: TroubleKind;
  readonly from: number;
  readonly until: number;
};

/** Since when somebody listens, when they last looked, and when something was wrong. */
export type Listening = {
  readonly since: number;
  readonly last: number;
  readonly troubles: readonly Trouble[];
};

/**
 * What is known after one more look at `now`: a trouble that goes on is one trouble, and ends with the first look that does
 * not see it. Pure.
 */
export function listenOn(
  before: Listening | undefined,
  now: number,
  verdicts: readonly CheckResult[],
  isWhole: boolean,
): Listening {
  const known = before ?? { since: now, last: now, troubles: [] };
  const seen: TroubleKind[] = verdicts
    .filter(({ verdict }) => verdict === 'broken')
    .map(({ link }) => link);
  if (!isWhole) seen.push('part-look');
  const goesOn = (one: Trouble) => one.until === known.last && seen.includes(one.what);
  const lasting = known.troubles.filter(goesOn);
  const troubles = [
    ...known.troubles.filter((one) => !goesOn(one)),
    ...(now - known.last > MOST_BETWEEN
      ? [{ what: 'no-look' as const, from: known.last, until: now }]
      : []),
    ...lasting.map((one) => ({ ...one, until: now })),
    ...seen
      .filter((what) => !lasting.some((one) => one.what === what))
      .map((what) => ({ what, from: now, until: now })),
  ];
  return {
    since: known.since,
    last: now,
    troubles: troubles.filter(({ until }) => now - until < KEPT).slice(-MOST_TROUBLES),
  };
}

const KINDS: readonly TroubleKind[] = [...CHECK_NAMES, 'no-look', 'part-look'];

/** What was written down, as far as it has the expected shape; nothing where a time lies in the future. */
export function listeningIn(value: unknown, now: number): Listening | undefined {
  const isPast = (time: unknown): time is number => typeof time === 'number' && time <= now;
  const [since, last, troubles] = ['since', 'last', 'troubles'].map((key) => fieldAt(value, key));
  if (!isPast(since) || !isPast(last) || !Array.isArray(troubles)) return undefined;
  return {
    since,
    last,
    troubles: troubles.flatMap((one: unknown): Trouble[] => {
      const what = KINDS.find((kind) => kind === fieldAt(one, 'what'));
      const [from, until] = [fieldAt(one, 'from'), fieldAt(one, 'until')];
      return what !== undefined && isPast(from) && isPast(until) ? [{ what, from, until }] : [];
    }),
  };
}
