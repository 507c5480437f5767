import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import { attempt, type Claimed, each, leaseOf, type Run } from './run.ts';

/**
 * Claims every sign-in; returns those that are ours to tell, oldest first. Steps on the way in are settled by the same
 * write, since nobody is told of them.
 */
export async function claimAll(run: Run, signIns: readonly SignIn[]): Promise<Claimed[]> {
  const { claimed } = await claimEach(run, signIns, ({ stage }) =>
    stage === 'step' ? 'folded' : undefined,
  );
  return claimed.sort((a, b) => byTime(a.signIn, b.signIn));
}

/** Stores failures that others stand for, in one write each; returns how many were new, and those that are ours to tell. */
export function foldAll(run: Run, signIns: readonly SignIn[]): Promise<ClaimedAndStored> {
  return claimEach(run, signIns, () => 'folded');
}

/** Sign-ins that are ours to tell, and the number of those that were settled as they were stored. */
type ClaimedAndStored = { readonly claimed: Claimed[]; readonly stored: number };

async function claimEach(
  run: Run,
  signIns: readonly SignIn[],
  storedAs: (signIn: SignIn) => 'folded' | undefined,
): Promise<ClaimedAndStored> {
  const { report, deps, leases, settings } = run;
  const claimed: Claimed[] = [];
  let stored = 0;
  await each(run, signIns, (signIn) =>
    attempt(run, 'claim', [signIn], async () => {
      const lease = leaseOf(run);
      const as = storedAs(signIn);
      const claim = await deps.journal.claim(signIn, lease, as, settings.way);
      if (claim.kind === 'settled') report.duplicates += 1;
      else if (claim.kind === 'held') {
        report.held.push({ eventId: signIn.eventId, until: claim.until });
      } else if (as !== undefined && claim.isNew) {
        stored += 1;
        report.settled.push({ signIn, state: as });
      } else {
        leases.set(signIn.eventId, lease.until);
        claimed.push({ signIn, isNew: claim.isNew });
      }
    }),
  );
  return { claimed, stored };
}
