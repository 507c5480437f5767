import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import type { Step } from './report.ts';
import { attemptEach, type Claimed, leaseOf, type Run } from './run.ts';

/**
 * Claims every sign-in; returns those that are ours to tell, oldest first. Steps on the way in are settled by the same
 * write, since nobody is told of them.
 */
export async function claimAll(run: Run, signIns: readonly SignIn[]): Promise<Step<Claimed[]>> {
  const { found, report } = await claimEach(run, signIns, ({ stage }) =>
    stage === 'step' ? 'folded' : undefined,
  );
  return { found: found.sort((a, b) => byTime(a.signIn, b.signIn)), report };
}

/**
 * Stores failures that others stand for, in one write each: what was new is settled with that. Returns those that are ours to
 * tell, since an earlier worker did not come to the end with them.
 */
export function foldAll(run: Run, signIns: readonly SignIn[]): Promise<Step<Claimed[]>> {
  return claimEach(run, signIns, () => 'folded');
}

function claimEach(
  run: Run,
  signIns: readonly SignIn[],
  storedAs: (signIn: SignIn) => 'folded' | undefined,
): Promise<Step<Claimed[]>> {
  return attemptEach(
    run,
    'claim',
    signIns,
    (signIn) => signIn,
    (signIn) => claimOne(run, signIn, storedAs(signIn)),
  );
}

async function claimOne(run: Run, signIn: SignIn, as?: 'folded'): Promise<Step<Claimed[]>> {
  const { eventId } = signIn;
  const lease = leaseOf(run);
  const claim = await run.deps.journal.claim(signIn, lease, as, run.settings.way);
  if (claim.kind === 'settled') return { found: [], report: { duplicates: 1 } };
  if (claim.kind === 'held') {
    return { found: [], report: { held: [{ eventId, until: claim.until }] } };
  }
  if (as !== undefined && claim.isNew) {
    return { found: [], report: { settled: [{ signIn, state: as }] } };
  }
  return { found: [{ signIn, isNew: claim.isNew, heldUntil: lease.until }], report: {} };
}
