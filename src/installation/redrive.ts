import { parseDeadLetter } from './deadLetter.ts';

/** A message of the dead-letter queue. */
export type QueuedLetter = {
  /** The same each time the message is received. */
  readonly id: string;
  /** By which this receipt is deleted or given back. */
  readonly handle: string;
  readonly body: string;
};

/** The dead-letter queue. Rejects with a `LoginbellError` when it cannot answer. */
export type DeadLetterQueue = {
  /** Some letters, hidden from others for a few minutes; none when the box is empty. */
  take(): Promise<readonly QueuedLetter[]>;
  /** Deletes a letter for good. */
  remove(letter: QueuedLetter): Promise<void>;
  /** Lets others see a letter again, at once. */
  giveBack(letter: QueuedLetter): Promise<void>;
};

/**
 * Gives an envelope to the function and waits for its end. A function that ran and failed is a value; rejects
 * where it could not be run at all.
 */
export type Replay = (
  payload: unknown,
) => Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>;

/** What became of one letter. */
export type LetterOutcome = {
  readonly id: string;
  readonly kind: 'replayed' | 'kept';
  /** How many records it holds; 0 for one that cannot be read. */
  readonly records: number;
  readonly failedAt: string;
  /** Why it was kept; for a replayed one, why it had failed before. */
  readonly reason: string;
};

/**
 * Replays the dead letters one after the other. A letter is deleted only after the function has said that all
 * of it is told; any other stays in the queue, with its reason in the outcome. Nobody is told twice: what a
 * letter holds that was told before is settled in the journal, and its claim fails. Killed at any moment and
 * run again it goes on.
 *
 * Yields each outcome as it is known. Letters that are kept are given back at the end, not at once: a queue
 * hands out what it has, and would hand them out again and again.
 */
export async function* redrive(
  box: DeadLetterQueue,
  replay: Replay,
): AsyncGenerator<LetterOutcome> {
  const kept = new Map<string, QueuedLetter>();
  try {
    for (;;) {
      const letters = await box.take();
      if (letters.length === 0) return;
      // One that comes a second time (a long run, or a copy that the queue made) had its turn.
      const fresh = letters.filter(({ id }) => !kept.has(id));
      for (const letter of letters) kept.set(letter.id, letter);
      for (const letter of fresh) {
        const outcome = await replayLetter(letter, replay);
        if (outcome.kind === 'replayed') {
          await box.remove(letter);
          kept.delete(letter.id);
        }
        yield outcome;
      }
    }
  } finally {
    // Should this fail, they come back by themselves when their time is over.
    for (const letter of kept.values()) await box.giveBack(letter).catch(() => undefined);
  }
}

async function replayLetter({ id, body }: QueuedLetter, replay: Replay): Promise<LetterOutcome> {
  const letter = parseDeadLetter(body);
  if (letter.kind === 'unreadable') {
    return { id, kind: 'kept', records: 0, failedAt: '', reason: letter.reason };
  }
  const { payload, records, failedAt } = letter;
  const answer = await replay(payload);
  return answer.ok
    ? { id, kind: 'replayed', records, failedAt, reason: letter.reason }
    : { id, kind: 'kept', records, failedAt, reason: answer.reason };
}
