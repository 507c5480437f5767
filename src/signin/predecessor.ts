import { clientOf } from './client.ts';
import type { FirstSeen, SignIn } from './signIn.ts';
import { isTest } from './testSignIn.ts';

/**
 * Does `other` make what `signIn` shows no longer new? Only an earlier success of the same principal at
 * the same event does: a guesser's failures must not make his address look familiar, and a `CheckMfa`
 * seconds before must not hide that the `ConsoleLogin` is the first. A sign-in never precedes itself.
 */
export function isPredecessor(other: SignIn, signIn: SignIn): boolean {
  return (
    other.eventId !== signIn.eventId &&
    other.outcome === 'success' &&
    other.principal === signIn.principal &&
    familyOf(other) === familyOf(signIn) &&
    other.occurredAt < signIn.occurredAt
  );
}

/** The same question, answered from a list: what is known, narrowed by what the list shows. */
export function narrowFirstSeen(
  known: FirstSeen,
  signIn: SignIn,
  others: readonly SignIn[],
): FirstSeen {
  const earlier = others.filter((other) => isPredecessor(other, signIn));
  const keys = seenKeys(signIn);
  return {
    address: known.address && !earlier.some((other) => seenKeys(other).address === keys.address),
    client: known.client && !earlier.some((other) => seenKeys(other).client === keys.client),
  };
}

/**
 * The keys under which journals index "seen before": principal, event and address / client. `undefined`
 * where the record does not say, and of a test; what is not known is never called new.
 */
export function seenKeys(signIn: SignIn): {
  readonly address: string | undefined;
  readonly client: string | undefined;
} {
  const { principal, sourceIPAddress, who } = signIn;
  const eventName = familyOf(signIn);
  const isNobody = who.kind === 'hidden-user' || (who.kind === 'unknown' && !who.name);
  if (isTest(signIn) || isNobody) return { address: undefined, client: undefined };
  const client = clientOf(signIn.userAgent).label;
  return {
    // `AWS Internal` and the names of services are no places that somebody could be new at.
    address: !/^[\da-f.:]+$/i.test(sourceIPAddress)
      ? undefined
      : `${principal}|${eventName}|${sourceIPAddress}`,
    client: client === '' ? undefined : `${principal}|${eventName}|${client}`,
  };
}

/**
 * What counts as the same event when it is asked whether an address is new: of programs, the approval makes it known for
 * the renewals, and the switch for the renewals of a role. Of the portal each account and role that is opened is one: the
 * session that opens is somebody of its own there, and folds into the notice of the opening if that said that it is new.
 */
function familyOf({ kind, eventName, openedAccount, openedRole = '' }: SignIn): string {
  if (openedAccount !== undefined) return `${eventName} ${openedAccount} ${openedRole}`;
  return kind === 'cli-login' || kind === 'switch-role' ? kind : eventName;
}

/** Oldest first; events of one moment in the order of their ids. */
export function byTime(a: SignIn, b: SignIn): number {
  const [left, right] = [a.occurredAt + a.eventId, b.occurredAt + b.eventId];
  return left < right ? -1 : left > right ? 1 : 0;
}
