import type { Clock, FinalState } from '../bell/ports.ts';
import type { Fields } from '../signin/fields.ts';

/** What the journal says of one sign-in; times in milliseconds since the epoch, by the function's clock. */
export type TrialRow = {
  readonly state: 'claimed' | FinalState;
  readonly storedAt: number;
  readonly settledAt?: number;
};

/** Both ends of the chain, as a trial needs them. Rejects with a `LoginbellError` when one does not answer. */
export type SyntheticChain = {
  /** Writes the record where CloudTrail writes. */
  write(record: Fields): Promise<void>;
  /** What the journal holds of it; `undefined` where nothing yet. */
  look(eventId: string): Promise<TrialRow | undefined>;
  /** Removes what `write` left in the log group. */
  cleanUp(): Promise<void>;
};

/** The links that a trial passes, in order: the log group, the function with its table, the topic. */
export type TrialStage = 'logged' | 'stored' | 'sent';

/** Times in milliseconds. */
export type TrialStep =
  /** It passed, so long after the stage before. */
  | { readonly kind: 'passed'; readonly stage: TrialStage; readonly took: number }
  | { readonly kind: 'waiting'; readonly stage: TrialStage; readonly waited: number }
  /** It did not pass within the time allowed. */
  | { readonly kind: 'stopped'; readonly stage: TrialStage; readonly waited: number }
  /** Everything else is over, but what was written into the log group could not be removed. */
  | { readonly kind: 'left-behind'; readonly error: unknown };

/** How often the journal is asked, in milliseconds. */
const EVERY = 1000;

/**
 * Sends a made-up sign-in through the chain and follows it. Yields a step for each stage it passes, one each
 * second while it waits, and `stopped` where it waited `patience` milliseconds for a stage in vain. Cleans up in
 * any case. `stored` is measured by this machine's clock to the second, `sent` by the function's.
 */
export async function* followTrial(
  record: TrialRecord,
  chain: SyntheticChain,
  terms: TrialTerms,
): AsyncGenerator<TrialStep> {
  try {
    yield* followRecord(record, chain, terms);
  } catch (error) {
    // What went wrong first is what matters.
    await chain.cleanUp().catch(() => undefined);
    throw error;
  }
  try {
    await chain.cleanUp();
  } catch (error) {
    yield { kind: 'left-behind', error };
  }
}

type TrialRecord = Fields & { readonly eventID: string };
type TrialTerms = { readonly clock: Clock; readonly patience: number };

async function* followRecord(
  record: TrialRecord,
  chain: SyntheticChain,
  { clock, patience }: TrialTerms,
): AsyncGenerator<TrialStep> {
  const begun = clock.now();
  await chain.write(record);
  const written = clock.now();
  yield { kind: 'passed', stage: 'logged', took: written - begun };
  let stage: TrialStage = 'stored';
  for (let since = written; ; ) {
    const row = await chain.look(record.eventID);
    if (row !== undefined && stage === 'stored') {
      yield { kind: 'passed', stage, took: clock.now() - written };
      [stage, since] = ['sent', clock.now()];
    }
    if (row?.settledAt !== undefined) {
      yield { kind: 'passed', stage, took: Math.max(0, row.settledAt - row.storedAt) };
      return;
    }
    const waited = clock.now() - since;
    yield { kind: waited < patience ? 'waiting' : 'stopped', stage, waited };
    if (waited >= patience) return;
    await clock.sleep(EVERY);
  }
}
