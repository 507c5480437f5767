import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import { attempt, type Claimed, each, leaseOf, type Run } from './run.ts';

/** Claims every sign-in; returns those that are ours to tell, oldest first. */
export async function claimAll(run: Run, signIns: readonly SignIn[]): Promise<Claimed[]> {
  const claimed: Claimed[] = [];
  await each(run, signIns, (signIn) =>
    attempt(run, 'claim', [signIn], async () => {
      const lease = leaseOf(run);
      const claim = await run.deps.journal.claim(signIn, lease);
      if (claim.kind === 'claimed') {
        run.leases.set(signIn.eventId, lease.until);
        claimed.push({ signIn, isNew: claim.isNew });
      } else if (claim.kind === 'settled') run.report.duplicates += 1;
      else run.report.held.push({ eventId: signIn.eventId, until: claim.until });
    }),
  );
  return claimed.sort((a, b) => byTime(a.signIn, b.signIn));
}
