import type { HistoryQuery, JournalEntry, SignInHistory } from '../bell/ports.ts';

const WEEK = 7 * 86_400_000;

/**
 * The answer to a query, newest first, asked for a week at a time between `oldest` and `newest` (milliseconds since the
 * epoch; nothing lies outside), so that somebody who waits can be told how far it is: `onSlice` gets the day up to which
 * is looked next.
 */
export async function* entriesBySlices(
  history: SignInHistory,
  query: HistoryQuery,
  about: {
    readonly oldest: number;
    readonly newest: number;
    readonly onSlice: (day: string) => void;
  },
): AsyncGenerator<JournalEntry> {
  const oldest = new Date(about.oldest).toISOString();
  const newest = new Date(about.newest).toISOString();
  const first = query.since > oldest ? query.since : oldest;
  for (let until = query.until < newest ? query.until : newest; until > first; ) {
    const start = new Date(Date.parse(until) - WEEK).toISOString();
    const since = start > first ? start : first;
    about.onSlice(until.slice(0, 10));
    yield* history.entries({ ...query, since, until });
    until = since;
  }
}
