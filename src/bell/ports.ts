import type { Notice } from '../notice/notice.ts';
import type { FirstSeen, SignIn } from '../signin/signIn.ts';

/** Time, so that tests own it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
};

/**
 * How a sign-in ended: `sent` (rang alone), `digested` (rang in a digest), `folded` (counted by a
 * flood notice), `muted` (stored on purpose without ringing).
 */
export type FinalState = 'sent' | 'digested' | 'folded' | 'muted';

/** The right to tell of one sign-in, until `until`. */
export type Lease = { readonly token: string; readonly until: number };

export type Claim =
  /** Ours to tell. `isNew` is true for the claim that first stored the sign-in, and only for it. */
  | { readonly kind: 'claimed'; readonly isNew: boolean }
  | { readonly kind: 'settled'; readonly state: FinalState }
  /** Another worker's lease has not run out. `until`: milliseconds since the epoch. */
  | { readonly kind: 'held'; readonly until: number };

/**
 * By which way a sign-in came to the bell on AWS: EventBridge (`fast`), CloudTrail's log group (`stream`), or the hourly look
 * for what both lost.
 */
export const WAYS = ['fast', 'stream', 'safety-net'] as const;
export type Way = (typeof WAYS)[number];

/** How a sign-in ended: what is written down when it was told (or decided not to be). */
export type Settlement<Of extends Pick<SignIn, 'eventId'> = Pick<SignIn, 'eventId'>> = {
  readonly signIn: Of;
  readonly state: FinalState;
  /** Of the notice that told it; not written down. */
  readonly subject?: string | undefined;
  readonly marks?: FirstSeen | undefined;
  /** Folded: the `eventID` that the notice told which stands for it. */
  readonly foldedInto?: string | undefined;
  /** Muted by a quiet rule: its text. */
  readonly mutedBy?: string | undefined;
  /** The act that a notice told, so that what else belongs to it can fold. */
  readonly act?: { readonly key: string; readonly told: ToldAct } | undefined;
};

/** A notice that was told, as far as the rest of its act needs to know. */
export type ToldAct = {
  readonly eventId: string;
  readonly eventName: string;
  /** ISO 8601 UTC. */
  readonly occurredAt: string;
  /** It said that the address is new. */
  readonly isNewAddress: boolean;
  /** By which way it came; absent on one machine. */
  readonly way?: Way;
};

/** Failures are counted by account, UTC clock hour and group. */
export type FailureBucket = {
  readonly accountId: string;
  /** `YYYY-MM-DDTHH` in UTC. */
  readonly hour: string;
  /** `leads`: the notices of failures themselves, over all accounts. */
  readonly group: 'users' | 'root' | 'tampering' | 'recovery' | 'workspaces' | 'leads';
};

/** An address that failed to sign in to an account. */
export type FailedAccount = {
  readonly address: string;
  /** `YYYY-MM-DDTHH` in UTC. */
  readonly hour: string;
  readonly accountId: string;
};

/** A sign-in as the journal holds it. */
export type JournalEntry = {
  readonly signIn: SignIn;
  /** `claimed` until it is settled. */
  readonly state: 'claimed' | FinalState;
  readonly storedAt: number;
  readonly settledAt?: number;
  readonly marks?: FirstSeen;
  /** See `Settlement`. */
  readonly foldedInto?: string;
  readonly mutedBy?: string;
  /** By which way it came first; absent on one machine. */
  readonly way?: Way;
};

/**
 * The store of sign-ins and of whether each was told. Any number of workers may use one journal at
 * once. Methods reject with a `LoginbellError` when the store cannot answer.
 */
export type SignInJournal = {
  /**
   * Stores the sign-in if it is new, and takes the lease if nobody else holds one: one atomic step. Who
   * asks again under the same token gets it again, not as new: the first answer may have been lost.
   *
   * `as` of `folded`: one that is new is settled as `folded` by the same step, since others stand for it. `way`: by which way it
   * came, where there are several.
   */
  claim(signIn: SignIn, lease: Lease, as?: 'folded', way?: Way): Promise<Claim>;
  /**
   * Sets the final states of what one notice told, as of `at` (milliseconds since the epoch), in one step where the store can,
   * for the time between send and settle is when a death means a second mail. Harmless when repeated; never makes a row out
   * of nothing.
   */
  settle(settlements: readonly Settlement[], at: number): Promise<void>;
  /** Gives our lease back, so that the next run need not wait for it. Another's lease is left alone. */
  release(eventId: string, lease: Lease): Promise<void>;
  /** Which of up to 200 sign-ins are settled, for less than their claims cost. One that is may be left out. */
  settledAmong(eventIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Adds `by` (>= 0) to the bucket's count and returns the new count: one atomic step. */
  countFailures(bucket: FailureBucket, by: number): Promise<number>;
  /**
   * Has this principal succeeded at this event from this address / with this client, earlier than
   * `signIn.occurredAt`? A sign-in is never its own predecessor.
   */
  firstSeen(signIn: SignIn): Promise<FirstSeen>;
};

/** What people did, beyond single sign-ins. Methods reject with a `LoginbellError` when the store cannot answer. */
export type Acts = {
  /** The notice last told of an act (see `actOf`); settling it wrote it down. */
  findTold(key: string): Promise<ToldAct | undefined>;
  /** The name last seen for a person (see `personIdOf`). */
  findName(personId: string): Promise<string | undefined>;
  saveName(personId: string, name: string): Promise<void>;
  /**
   * Writes down that an address failed to sign in to an account in this hour (`YYYY-MM-DDTHH` in UTC), and returns all
   * accounts for which that is written down. Harmless when repeated.
   */
  addFailedAccount(failed: FailedAccount): Promise<readonly string[]>;
};

/** What is asked of the history; all given conditions must hold. */
export type HistoryQuery = {
  /** ISO 8601 UTC, inclusive. */
  readonly since: string;
  /** ISO 8601 UTC, exclusive. */
  readonly until: string;
  /** User name, session name or principal, exact. */
  readonly user?: string;
  readonly accountId?: string;
  readonly outcome?: SignIn['outcome'];
  /** Stop after so many rows were read, whether they fit or not. */
  readonly mostRows?: number;
};

/** Reading the journal. Newest first; rows whose time is up are not shown. */
export type SignInHistory = {
  entries(query: HistoryQuery): AsyncIterable<JournalEntry>;
};

/** The right to tell of one sign-in as it stands in a gathering: whoever held it has given it there. */
export type Member = { readonly eventId: string; readonly token: string };

/** A gathering: its opener tells what has gathered when it closes (milliseconds since the epoch). */
export type Gathering = {
  readonly id: string;
  readonly closesAt: number;
  readonly isOpener: boolean;
};

/** How much may go out alone: `alone` notices at once, and one more every `everyMs`; past that they gather. */
export type Budget = {
  readonly alone: number;
  readonly everyMs: number;
  /** How long a gathering stays open. */
  readonly gatherMs: number;
};

/**
 * What workers that run at once agree on, so that all together they send no more than people can read.
 * Methods reject with a `LoginbellError` when the store cannot answer; all but `join` may be repeated.
 */
export type Coordination = {
  /** May so many ordinary notices go out now? If so, they are taken from the common budget: one atomic step. */
  admit(notices: number, budget: Budget): Promise<boolean>;
  /**
   * Gives sign-ins that are held to the gathering that is open, or opens one under `id`. The opener keeps
   * its own. `undefined` where none could be joined, and nothing was given. When it rejects they may have
   * been given, so adapters never repeat it by themselves.
   */
  join(id: string, members: readonly Member[], budget: Budget): Promise<Gathering | undefined>;
  /** Closes a gathering, so that nobody joins it any more, and names its members; none where there is none. */
  close(id: string): Promise<readonly Member[]>;
  /** The sign-in of a member, now held under `lease`; `undefined` where it is settled or another's by now. */
  takeOver(member: Member, lease: Lease): Promise<SignIn | undefined>;
};

/** Taking in sign-ins of the past, on purpose without telling anybody. */
export type SignInArchive = {
  /**
   * Stores the sign-in as `muted` if it is not known yet: one atomic step. What is known stays as it is, so that
   * nothing that waits to be told falls silent. Rejects with a `LoginbellError` when the store cannot answer.
   */
  add(signIn: SignIn): Promise<'new' | 'known'>;
};

/** A channel that delivers notices. Resolves when the channel has taken the notice for good. */
export type Notifier = {
  send(notice: Notice): Promise<void>;
};
