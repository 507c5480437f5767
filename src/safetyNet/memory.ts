import type { Lease } from '../bell/ports.ts';
import type { HealthState } from '../health/healthNews.ts';

/** What the checks remember from one hour to the next, beside the sign-ins. */
export type SafetyNetMemory = {
  /** What people were told of the chain; `version` counts the changes, 0 where nothing is known yet. */
  load(): Promise<{ readonly state: HealthState | undefined; readonly version: number }>;
  /**
   * Takes the right to tell what changed since `version`: one atomic step. False when another run has it, or
   * has told already.
   */
  claim(version: number, lease: Lease): Promise<boolean>;
  /** Writes down what was told and gives the lease back; nothing if the lease is not ours any more. */
  settle(state: HealthState, version: number, lease: Lease): Promise<void>;
  /** The end (milliseconds) of the last look at the event history that was whole. */
  loadReached(): Promise<number | undefined>;
  saveReached(until: number): Promise<void>;
};
