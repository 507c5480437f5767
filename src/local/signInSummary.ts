import { shortName } from '../notice/displayName.ts';
import { clientOf } from '../signin/client.ts';
import type { Outcome, SignIn } from '../signin/signIn.ts';

/** How often, and when last. */
export type Tally = {
  readonly name: string;
  readonly count: number;
  readonly failures: number;
  /** ISO 8601 UTC. */
  readonly last: string;
};

/** An entry that refused entries came before: a mistyped password, or a guessed one. */
export type GuessedSuccess = {
  readonly signIn: SignIn;
  /** Refused entries of the same person, from wherever, since that person last got in. */
  readonly byUser: number;
  /** Refused entries from the same address, as whomever, since somebody last got in from there. */
  readonly byAddress: number;
};

/** What a set of sign-ins comes to. */
export type SignInSummary = {
  /** ISO 8601 UTC; absent when there is no sign-in. */
  readonly first?: string;
  readonly last?: string;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** The most frequent first. A name and account make a user; names are sanitised. */
  readonly users: readonly Tally[];
  /** The most frequent first; as AWS gives them, cleaned but untrusted. */
  readonly addresses: readonly Tally[];
  /** Account numbers, the most frequent first. */
  readonly accounts: readonly Tally[];
  /** Names of events, the most frequent first. */
  readonly events: readonly Tally[];
  /** Browser and system, the most frequent first. */
  readonly clients: readonly Tally[];
  /** Hours of the day (`09`), by their order. */
  readonly hours: readonly Tally[];
  /** The one with the most failures before it first. */
  readonly afterFailures: readonly GuessedSuccess[];
};

/** Sums up sign-ins that are given newest first; `time`: an instant as `localTime` writes it. Takes n log n. */
export function summaryOf(
  newestFirst: readonly SignIn[],
  time: (iso: string) => string,
): SignInSummary {
  // Few people and clients stand behind many sign-ins.
  const nameOf = memoised(shortName);
  const clientTextOf = memoised((userAgent: string) => clientOf(userAgent).text || '?');
  const outcomes = { success: 0, failure: 0, unclear: 0 };
  for (const { outcome } of newestFirst) outcomes[outcome] += 1;
  const [newest, oldest] = [newestFirst[0], newestFirst.at(-1)];
  return {
    ...(oldest === undefined ? {} : { first: oldest.occurredAt }),
    ...(newest === undefined ? {} : { last: newest.occurredAt }),
    outcomes,
    users: tallied(newestFirst, ({ who, accountId }) => `${nameOf(who)} in ${accountId || '?'}`),
    addresses: tallied(newestFirst, ({ sourceIPAddress }) => sourceIPAddress || '?'),
    accounts: tallied(newestFirst, ({ accountId }) => accountId || '?'),
    events: tallied(newestFirst, ({ eventName }) => eventName),
    clients: tallied(newestFirst, ({ userAgent }) => clientTextOf(userAgent)),
    hours: tallied(newestFirst, ({ occurredAt }) => time(occurredAt).slice(11, 13)).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    ),
    afterFailures: afterFailures(newestFirst.toReversed()),
  };
}

function memoised<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

function tallied(signIns: readonly SignIn[], nameOf: (signIn: SignIn) => string): Tally[] {
  const tallies = new Map<string, { count: number; failures: number; last: string }>();
  for (const signIn of signIns) {
    const name = nameOf(signIn);
    const tally = tallies.get(name) ?? { count: 0, failures: 0, last: signIn.occurredAt };
    tally.count += 1;
    tally.failures += Number(signIn.outcome === 'failure');
    tallies.set(name, tally);
  }
  const all = Array.from(tallies, ([name, tally]) => ({ name, ...tally }));
  return all.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function afterFailures(oldestFirst: readonly SignIn[]): GuessedSuccess[] {
  const byUser = new Map<string, number>();
  const byAddress = new Map<string, number>();
  const found: GuessedSuccess[] = [];
  for (const signIn of oldestFirst) {
    const { principal, sourceIPAddress, outcome } = signIn;
    const before = {
      byUser: byUser.get(principal) ?? 0,
      byAddress: byAddress.get(sourceIPAddress) ?? 0,
    };
    // Steps on the way in, renewals and changes open no door, so they neither fail to nor succeed.
    if (signIn.stage !== 'entry' || signIn.kind === 'tampering') continue;
    if (outcome === 'failure') {
      byUser.set(principal, before.byUser + 1);
      byAddress.set(sourceIPAddress, before.byAddress + 1);
    } else if (outcome === 'success') {
      byUser.delete(principal);
      byAddress.delete(sourceIPAddress);
      if (before.byUser + before.byAddress > 0) found.push({ signIn, ...before });
    }
  }
  const failures = (one: GuessedSuccess) => Math.max(one.byUser, one.byAddress);
  return found.sort((a, b) => failures(b) - failures(a));
}
