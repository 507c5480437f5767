import type { Lease } from '../bell/ports.ts';
import type { HealthState } from '../health/healthNews.ts';
import type { Listening } from './listening.ts';
import type { SubscriberState } from './subscriberNews.ts';

/** Something that is told when it changes: by one of any number of runs, once. */
export type VersionedMemory<T> = {
  /** What people were told; `version` counts the changes, 0 where nothing is known yet. */
  load(): Promise<{ readonly state: T | undefined; readonly version: number }>;
  /**
   * Takes the right to tell what changed since `version`: one atomic step. False when another run has it, or
   * has told already.
   */
  claim(version: number, lease: Lease): Promise<boolean>;
  /** Writes down what was told and gives the lease back; nothing if the lease is not ours any more. */
  settle(state: T, version: number, lease: Lease): Promise<void>;
};

/** What was told of the subscribers. */
export type SubscriberMemory = VersionedMemory<SubscriberState>;

/** What the checks remember from one hour to the next, beside the sign-ins; `load`: what was told of the chain. */
export type SafetyNetMemory = VersionedMemory<HealthState> & {
  /** The end (milliseconds) of the last look at the event history that was whole. */
  loadReached(): Promise<number | undefined>;
  saveReached(until: number): Promise<void>;
};

/** What the weekly letter remembers: how far it told, and when loginbell listened. */
export type LetterMemory = {
  /** Up to when the last letter told (milliseconds since the epoch). */
  loadTold(): Promise<number | undefined>;
  /** Takes the right to send the letter that is due at `due`: one atomic step. False when it is another's, or sent. */
  claim(due: number, lease: Lease): Promise<boolean>;
  /** Writes down that it was sent and gives the lease back; nothing if the lease is not ours any more. */
  settle(due: number, lease: Lease): Promise<void>;
  loadListening(): Promise<Listening | undefined>;
  saveListening(listening: Listening): Promise<void>;
};
