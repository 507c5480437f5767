import type { SignIn } from '../signin/signIn.ts';
import type { FailureTally, Telling } from './notice.ts';
import type { Wording } from './phrases.ts';
import { fill } from './wording.ts';

/** True where somebody got in, or may have, without a second factor. A failure never got so far. */
export function isWithoutMfa({ mfa, outcome }: SignIn): boolean {
  return mfa === 'no' && outcome !== 'failure';
}

/** The tally of a failure that was not the first of its hour. */
export function repetition({ tally }: Telling): FailureTally | undefined {
  return tally && tally.count > 1 ? tally : undefined;
}

/** Outcome, missing MFA, lateness, in few words: `succeeded, no MFA`. */
export function statusOf(telling: Telling, words: Wording): string {
  const { signIn, late } = telling;
  const tally = repetition(telling);
  return joined(words.separator, [
    tally ? fill(words.nth, { count: tally.count }) : words[signIn.outcome],
    isWithoutMfa(signIn) && words.noMfa,
    late && words.late,
  ]);
}

/** Joins what is there. */
export function joined(separator: string, texts: readonly (string | false | undefined)[]): string {
  return texts.filter(Boolean).join(separator);
}
