import type { Landing, Truth } from './truth.ts';

/** What lay between the sending of one notice and the writing down that one sign-in was told by it. */
export type Window =
  /** Nothing: the worker learnt that it went out, and wrote it down in time. No second notice may follow. */
  | 'clean'
  /** It went out, and the worker never learnt of it. */
  | 'answer lost'
  /** The worker ended (it died, or ran out of time) before the settle had happened. */
  | 'died'
  /** The journal refused the settle (or lost its answer, or let it wait) as often as the worker tried. */
  | 'settle failed'
  /** It was written down, but so slowly that the lease ran out after the sending had begun. */
  | 'lease ran out'
  /** None of these: a breach when the sign-in is told again. */
  | 'unexplained';

/** Judges one notice and one sign-in that it names, from what really happened. */
export function windowOf(truth: Truth, landing: Landing, eventId: string): Window {
  const { worker, answered, startedAt } = landing;
  const settle = truth.settles.find(
    (one) =>
      one.worker === worker &&
      one.settlements.some((settlement) => settlement.signIn.eventId === eventId),
  );
  const until = worker.rights.get(eventId) ?? 0;
  if (!answered)
    return worker.ending === 'died' || worker.ending === 'timed-out' ? 'died' : 'answer lost';
  if (settle === undefined) {
    if (worker.ending === 'died' || worker.ending === 'timed-out') return 'died';
    return worker.hurt.has(eventId) ? 'settle failed' : 'unexplained';
  }
  if (settle.landedAt < until) return 'clean';
  return startedAt < until ? 'lease ran out' : 'unexplained';
}
