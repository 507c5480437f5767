import { shortName } from '../notice/displayName.ts';
import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';

/** Failures from one address with no longer pause than this (milliseconds) between them are one attempt. */
const PAUSE = 3_600_000;
/** Fewer are somebody who mistyped. */
const LEAST = 3;

/** Guesses from one address. */
export type Attempt = {
  readonly address: string;
  readonly failures: number;
  /** Names as tables show them, in the order in which they were tried. */
  readonly users: readonly string[];
  readonly accounts: readonly string[];
  /** ISO 8601 UTC. */
  readonly first: string;
  readonly last: string;
  /** Who got in from there, during it or within the same pause after it. */
  readonly gotIn: readonly string[];
};

/** Failures grouped into attempts, the most failures first. Pure. */
export function attemptsOf(signIns: readonly SignIn[]): readonly Attempt[] {
  const byAddress = Map.groupBy(signIns, ({ sourceIPAddress }) => sourceIPAddress);
  return [...byAddress]
    .filter(([, all]) => failuresIn(all) >= LEAST)
    .flatMap(([address, all]) => attemptsFrom(address, all.toSorted(byTime)))
    .sort((a, b) => b.failures - a.failures || (a.first < b.first ? -1 : 1));
}

function failuresIn(signIns: readonly SignIn[]): number {
  return signIns.reduce((sum, { outcome }) => sum + Number(outcome === 'failure'), 0);
}

function attemptsFrom(address: string, oldestFirst: readonly SignIn[]): readonly Attempt[] {
  const failures = oldestFirst.filter(({ outcome }) => outcome === 'failure');
  const entries = oldestFirst.filter(
    ({ outcome, stage }) => outcome === 'success' && stage === 'entry',
  );
  const times = entries.map(timeOf);
  const groups: SignIn[][] = [];
  for (const failure of failures) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && timeOf(failure) - timeOf(before) <= PAUSE) group.push(failure);
    else groups.push([failure]);
  }
  // Groups come in the order of time, so no entry before the start of one is asked again for the next.
  let next = 0;
  return groups.flatMap((group): Attempt[] => {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined || group.length < LEAST) return [];
    while ((times[next] ?? Number.POSITIVE_INFINITY) < timeOf(first)) next += 1;
    const end = timeOf(last) + PAUSE;
    const gotIn = new Set<string>();
    for (let at = next; (times[at] ?? Number.POSITIVE_INFINITY) <= end; at += 1) {
      const entry = entries[at];
      if (entry !== undefined) gotIn.add(shortName(entry.who));
    }
    return [
      {
        address,
        failures: group.length,
        users: unique(group.map(({ who }) => shortName(who))),
        accounts: unique(group.map(({ accountId }) => accountId)),
        first: first.occurredAt,
        last: last.occurredAt,
        gotIn: [...gotIn],
      },
    ];
  });
}

function timeOf({ occurredAt }: SignIn): number {
  return Date.parse(occurredAt);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
