import type { SignIn } from './signIn.ts';

/** Events that anybody can cause who knows a name or an address: nothing is proven by them. */
const FREE: readonly string[] = ['CredentialChallenge', 'PasswordRecoveryRequested'];

/** Does it cost nothing to cause, though it "succeeded"? Such ones are counted like failures. */
export function isFree({ eventName, outcome }: SignIn): boolean {
  return outcome !== 'failure' && FREE.includes(eventName);
}
