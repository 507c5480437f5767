import type { SignIn } from './signIn.ts';

/** What the `eventID` of a made-up sign-in begins with; CloudTrail's own are UUIDs. */
export const TEST_PREFIX = 'loginbell-test-';

/**
 * Is this one made up by `loginbell test`? It rings like any other, so that nobody can hide behind the mark,
 * but says that it is a test, and its row expires within a day.
 */
export function isTest({ eventId }: Pick<SignIn, 'eventId'>): boolean {
  return eventId.startsWith(TEST_PREFIX);
}
