import { seenKeys } from '../../signin/predecessor.ts';
import type { FirstSeen, SignIn } from '../../signin/signIn.ts';

/**
 * Which of the sign-ins, given newest first, are the first success of their principal from their address or with their
 * client, as far as these reach: by event id.
 */
export function markFirstSeen(newestFirst: readonly SignIn[]): ReadonlyMap<string, FirstSeen> {
  const seen = new Set<string>();
  const marks = new Map<string, FirstSeen>();
  const isNew = (key: string | undefined) => {
    if (key === undefined || seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  for (const signIn of newestFirst.toReversed()) {
    if (signIn.outcome !== 'success') continue;
    const keys = seenKeys(signIn);
    const [address, client] = [isNew(keys.address), isNew(keys.client && `client ${keys.client}`)];
    marks.set(signIn.eventId, { address, client });
  }
  return marks;
}
