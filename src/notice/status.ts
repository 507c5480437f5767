import type { SignIn } from '../signin/signIn.ts';
import type { FailureTally, Telling } from './notice.ts';
import type { Phrasebook, Wording } from './phrases.ts';
import { safe } from './safe.ts';
import { fill, own } from './wording.ts';

/** True where somebody got in, or may have, without a second factor. A failure never got so far. */
export function isWithoutMfa({ mfa, outcome, stage }: SignIn): boolean {
  return mfa === 'no' && outcome !== 'failure' && stage === 'entry';
}

/**
 * Was it refused by a policy, and not for a wrong password? Then the password was right. Source: the Sign-In user
 * guide ("Authorization denied because of a resource-based policy", "… resource control policy").
 */
export function isRefusedByPolicy({ outcome, errorMessage = '' }: SignIn): boolean {
  return outcome === 'failure' && /denied because of an? .*polic/i.test(errorMessage);
}

/** An approval for anything but AWS's own command line. */
export function isAgentGrant({ kind, stage, grantClient = '', outcome }: SignIn): boolean {
  const isOwnTool = grantClient === '' || /^devtools\//.test(grantClient);
  return kind === 'cli-login' && stage === 'entry' && outcome !== 'failure' && !isOwnTool;
}

/** From an address or with a client never seen before. */
export function isNew({ marks }: Telling): boolean {
  return marks?.address === true || marks?.client === true;
}

/** The tally of a failure that was not the first of its hour. */
export function repetition({ tally }: Telling): FailureTally | undefined {
  return tally && tally.count > 1 ? tally : undefined;
}

/** The tally of a repeated failure that names several users or addresses: then they lead, not the one of this failure. */
export function spreadTally(telling: Telling): FailureTally | undefined {
  const tally = repetition(telling);
  const isSpread = tally !== undefined && (tally.users.length > 1 || tally.addresses.length > 1);
  return isSpread && telling.signIn.outcome === 'failure' ? tally : undefined;
}

/** How many users and addresses: `5 users, 4 addresses`; more than are named are said to be more. */
export function spreadOf(tally: FailureTally, words: Wording): string {
  const count = (names: readonly string[]) => `${names.length}${tally.more ? '+' : ''}`;
  return joined(words.separator, [
    tally.users.length > 1 && fill(words.tallyUsers, { count: count(tally.users) }),
    tally.addresses.length > 1 && fill(words.tallyAddresses, { count: count(tally.addresses) }),
  ]);
}

/** How it ended, in a word or two; a step never reads as a success. */
export function outcomeText(signIn: SignIn, words: Wording): string {
  if (isRefusedByPolicy(signIn)) return words.policyRefused;
  const step = signIn.outcome === 'success' ? own(words.stepStatus, signIn.eventName) : undefined;
  return step ?? words[signIn.outcome];
}

/** Outcome, missing MFA, what is new, lateness, in few words: `succeeded, no MFA, new`. */
export function statusOf(telling: Telling, words: Wording): string {
  const { signIn, late } = telling;
  const tally = repetition(telling);
  const isRepeatedFailure = tally !== undefined && signIn.outcome === 'failure';
  return joined(words.separator, [
    isRepeatedFailure ? fill(words.nth, { count: tally.count }) : outcomeText(signIn, words),
    tally && signIn.outcome !== 'failure' && fill(words.nthAgain, { count: tally.count }),
    isWithoutMfa(signIn) && words.noMfa,
    // The first of the hour said so; "3rd failure, new" would read as a contradiction.
    isNew(telling) && !isRepeatedFailure && words.isNew,
    late && words.late,
  ]);
}

/** What was opened, let in or reached besides: `opened production 444455556666 as Admin`; nothing where it was refused. */
export function reachOf(signIn: SignIn, voice: Phrasebook, label: (id: string) => string): string {
  const { openedAccount, openedRole, target = '', kind, outcome, grantClient, grantHost } = signIn;
  if (outcome === 'failure') return '';
  if (openedAccount !== undefined) {
    return fill(voice.opened, { account: label(openedAccount), role: safe(openedRole ?? '?', 64) });
  }
  if (kind === 'assume-root') return fill(voice.inMember, { account: label(target) });
  if (isAgentGrant(signIn)) {
    return fill(voice.grantTo, { client: safe(grantHost ?? grantClient ?? '?', 28) });
  }
  return grantClient === undefined ? '' : 'aws login';
}

/** Joins what is there. */
export function joined(separator: string, texts: readonly (string | false | undefined)[]): string {
  return texts.filter(Boolean).join(separator);
}
