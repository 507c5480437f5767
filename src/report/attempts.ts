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
  const groups: SignIn[][] = [];
  for (const failure of failures) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && timeOf(failure) - timeOf(before) <= PAUSE) group.push(failure);
    else groups.push([failure]);
  }
  return groups.flatMap((group): Attempt[] => {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined || group.length < LEAST) return [];
    const isAfter = (one: SignIn) =>
      timeOf(one) >= timeOf(first) && timeOf(one) <= timeOf(last) + PAUSE;
    const successes = oldestFirst.filter(
      (one) => one.outcome === 'success' && one.stage === 'entry' && isAfter(one),
    );
    return [
      {
        address,
        failures: group.length,
        users: unique(group.map(({ who }) => shortName(who))),
        accounts: unique(group.map(({ accountId }) => accountId)),
        first: first.occurredAt,
        last: last.occurredAt,
        gotIn: unique(successes.map(({ who }) => shortName(who))),
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
