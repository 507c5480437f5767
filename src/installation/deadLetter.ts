import { recordsOf } from '../envelopes/recordsOf.ts';
import { reasonOf } from '../errors.ts';
import { fieldAt, textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';

/** What a dead letter says: the envelope that the function gave up on, and why. */
export type DeadLetter =
  | {
      readonly kind: 'letter';
      /** What the function was given, whole: to be given to it again. */
      readonly payload: unknown;
      /** How many CloudTrail records it holds. */
      readonly records: number;
      /** When Lambda gave up, as Lambda writes it; `''` where the letter does not say. */
      readonly failedAt: string;
      /** The function's last error, cleaned and bounded; `''` where the letter does not say. */
      readonly reason: string;
    }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Reads the body of a message in the dead-letter queue. Its shape: "Capturing records of asynchronous
 * invocations" in the Lambda guide. What is no such record, or holds nothing that the function could ring
 * for, comes out as `unreadable` with the reason.
 */
export function parseDeadLetter(body: string): DeadLetter {
  const letter = parseJson(body);
  const payload = fieldAt(letter, 'requestPayload');
  if (payload === undefined || payload === null) {
    const reason = 'it is not a record of a failed invocation: there is no requestPayload in it';
    return { kind: 'unreadable', reason };
  }
  try {
    const found = [...recordsOf(payload)];
    // The function would pass over these without a word, and the letter would be deleted for nothing.
    if (found.some((one) => one.kind === 'unreadable' && !one.preselected)) {
      return {
        kind: 'unreadable',
        reason: 'what the function was given is no envelope of sign-ins',
      };
    }
    return {
      kind: 'letter',
      payload,
      records: found.length,
      failedAt: textAt(letter, ['timestamp'], 40),
      reason: textAt(letter, ['responsePayload', 'errorMessage'], 300),
    };
  } catch (error) {
    return { kind: 'unreadable', reason: reasonOf(error) };
  }
}
