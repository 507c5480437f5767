import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import { attempt, type Claimed, each, leaseOf, type Run } from './run.ts';

/**
 * Claims every sign-in; returns those that are ours to tell, oldest first. Steps on the way in are settled by the same
 * write, since nobody is told of them.
 */
export async function claimAll(run: Run, signIns: readonly SignIn[]): Promise<Claimed[]> {
  const claimed: Claimed[] = [];
  await each(run, signIns, async (signIn) => {
    const one = await claim(run, signIn, signIn.stage === 'step' ? 'folded' : undefined);
    if (one !== undefined) claimed.push(one);
  });
  return claimed.sort((a, b) => byTime(a.signIn, b.signIn));
}

/** Stores failures that others stand for, in one write each; returns how many were new, and those that are ours to tell. */
export async function foldAll(
  run: Run,
  signIns: readonly SignIn[],
): Promise<{ readonly stored: number; readonly claimed: readonly Claimed[] }> {
  const claimed: Claimed[] = [];
  let stored = 0;
  await each(run, signIns, async (signIn) => {
    const one = await claim(run, signIn, 'folded', () => {
      stored += 1;
    });
    if (one !== undefined) claimed.push(one);
  });
  return { stored, claimed };
}

async function claim(
  run: Run,
  signIn: SignIn,
  as?: 'folded',
  onStored?: () => void,
): Promise<Claimed | undefined> {
  let claimed: Claimed | undefined;
  await attempt(run, 'claim', [signIn], async () => {
    const lease = leaseOf(run);
    const answer = await run.deps.journal.claim(signIn, lease, as);
    if (answer.kind === 'claimed' && answer.isNew && as !== undefined) {
      run.report.settled.push({ signIn, state: as });
      onStored?.();
    } else if (answer.kind === 'claimed') {
      run.leases.set(signIn.eventId, lease.until);
      claimed = { signIn, isNew: answer.isNew };
    } else if (answer.kind === 'settled') run.report.duplicates += 1;
    else run.report.held.push({ eventId: signIn.eventId, until: answer.until });
  });
  return claimed;
}
