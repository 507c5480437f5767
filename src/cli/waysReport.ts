import { type SignInHistory, WAYS, type Way } from '../bell/ports.ts';
import { reasonOf } from '../errors.ts';
import { isTest } from '../signin/testSignIn.ts';
import { plural } from './plural.ts';
import { shown } from './terminal.ts';

const WEEK = 7 * 86_400_000;

/** Rows that are read at most, newest first: a flood's own are many, and tell nothing of ways. */
const MOST_ROWS = 5_000;

/** What one way told first in the last week, in seconds from the sign-in to its notice. */
export type WayUse = {
  readonly way: Way;
  readonly told: number;
  readonly medianSeconds: number;
  readonly slowestSeconds: number;
};

/**
 * How often each way was first in the week before `now`, how long it took as a rule and at worst; of the newest 5,000 rows. Made-up
 * sign-ins are left out. Or why that could not be looked at.
 */
export async function loadWayUse(
  history: SignInHistory,
  now: number,
): Promise<readonly WayUse[] | { readonly problem: string }> {
  const delays = new Map<Way, number[]>(WAYS.map((way) => [way, []]));
  const [since, until] = [new Date(now - WEEK).toISOString(), new Date(now).toISOString()];
  let rows = 0;
  try {
    for await (const { signIn, state, settledAt, way } of history.entries({ since, until })) {
      rows += 1;
      if (rows > MOST_ROWS) break;
      const isTold = state === 'sent' || state === 'digested';
      if (way === undefined || settledAt === undefined || !isTold || isTest(signIn)) continue;
      if (!signIn.timeIsKnown) continue;
      delays.get(way)?.push(Math.max(0, settledAt - Date.parse(signIn.occurredAt)) / 1000);
    }
  } catch (error) {
    return { problem: reasonOf(error) };
  }
  return [...delays].flatMap(([way, unsorted]) => {
    const sorted = unsorted.toSorted((a, b) => a - b);
    const [median, slowest] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
    if (median === undefined || slowest === undefined) return [];
    const round = (seconds: number) => Math.round(seconds * 10) / 10;
    return [
      { way, told: sorted.length, medianSeconds: round(median), slowestSeconds: round(slowest) },
    ];
  });
}

/** The ways in words. */
const WORDS: Readonly<Record<Way, string>> = {
  fast: 'fast path',
  stream: "trail's stream",
  'safety-net': 'safety net',
};

/** For people: a line a way. */
export function wayLines(
  found: readonly WayUse[] | { readonly problem: string },
): readonly string[] {
  const heading = 'How sign-ins were told in the last seven days, from sign-in to notice:';
  if ('problem' in found)
    return [heading, `  it could not be looked at: ${shown(found.problem, 300)}`];
  const lines = found.map(({ way, told, medianSeconds, slowestSeconds }) => {
    const first = `${plural(told, 'sign-in')} first`;
    return `  ${WORDS[way].padEnd(14)}  ${first}, after ${inWords(medianSeconds)} as a rule, ${inWords(slowestSeconds)} at worst`;
  });
  return lines.length === 0 ? [] : [heading, ...lines];
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
