import type { Extracted } from '../envelopes/recordsOf.ts';
import type { SignIn } from '../signin/signIn.ts';
import { askAhead, assessAll } from './assess.ts';
import { gather, tellGathered } from './batchWindow.ts';
import { claimAll } from './claim.ts';
import { deliver, settleAll } from './deliver.ts';
import { tellFailures } from './failures.ts';
import { countsAsFailure, planNotices } from './floods.ts';
import { nameAll } from './names.ts';
import { type RingDeps, type RingReport, type RingSettings, type Run, startRun } from './run.ts';
import { understand } from './understand.ts';

export type { RingDeps, RingReport, RingSettings } from './run.ts';

/** Takes what one notice will tell at the end (see `catchUp.ts`) out of the sign-ins of an envelope; returns the others. */
export type TakePast = (run: Run, signIns: SignIn[]) => Promise<SignIn[]>;

/**
 * The one flow: records, claim, assess, compose, send, settle. Every record is tried; what failed is in
 * the report, and the caller fails the envelope so that it is delivered again (`isComplete`). Ringing the
 * same records again is free of harm. Never throws for what one record holds.
 */
export async function ring(
  extracted: Iterable<Extracted>,
  deps: RingDeps,
  settings: RingSettings,
  takePast?: TakePast,
): Promise<RingReport> {
  const run = startRun(deps, settings);
  let all = await nameAll(run, understand(run, extracted));
  if (settings.mute) {
    await muteAll(run, all);
    return run.report;
  }
  if (takePast !== undefined) all = await takePast(run, all);
  // What a stranger can multiply comes after all else: no guess stands before the success among them.
  const failures = all.filter(countsAsFailure);
  const signIns = all.filter((signIn) => !countsAsFailure(signIn));
  const claimed = await claimAll(run, signIns);
  const asked = askAhead(run, claimed);
  const gathered = await gather(run, signIns, claimed);
  await deliver(run, planNotices(await assessAll(run, gathered.atOnce, asked)));
  await Promise.all([tellGathered(run, gathered), tellFailures(run, failures)]);
  return run.report;
}

async function muteAll(run: Run, signIns: readonly SignIn[]): Promise<void> {
  const claimed = await claimAll(run, signIns);
  await settleAll(
    run,
    claimed.map(({ signIn }) => ({ signIn, state: 'muted' })),
  );
}

/** True when nothing of the envelope needs to come again. */
export function isComplete(report: RingReport): boolean {
  return report.held.length + report.failures.length + report.unreached === 0;
}
