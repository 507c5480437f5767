import type { Extracted } from '../envelopes/recordsOf.ts';
import { byTime } from '../signin/predecessor.ts';
import { assessAll } from './assess.ts';
import { gather, tellGathered } from './batchWindow.ts';
import { claimAll } from './claim.ts';
import { deliver, settleAll } from './deliver.ts';
import { countFailures } from './failures.ts';
import { planNotices } from './floods.ts';
import {
  type Claimed,
  type RingDeps,
  type RingReport,
  type RingSettings,
  type Run,
  startRun,
} from './run.ts';
import { understand } from './understand.ts';

export type { RingDeps, RingReport, RingSettings } from './run.ts';

/**
 * The one flow: records, claim, assess, compose, send, settle. Every record is tried; what failed is in
 * the report, and the caller fails the envelope so that it is delivered again (`isComplete`). Ringing the
 * same records again is free of harm. Never throws for what one record holds.
 */
export async function ring(
  extracted: Iterable<Extracted>,
  deps: RingDeps,
  settings: RingSettings,
): Promise<RingReport> {
  const run = startRun(deps, settings);
  const signIns = understand(run, extracted);
  const claimed = await claimAll(run, signIns);
  if (settings.mute) {
    await settleAll(
      run,
      claimed.map(({ signIn }) => ({ signIn, state: 'muted' })),
    );
    return run.report;
  }
  const gathered = await gather(run, signIns, claimed);
  await Promise.all([tellAtOnce(run, gathered.atOnce), tellGathered(run, gathered)]);
  return run.report;
}

async function tellAtOnce(run: Run, claimed: readonly Claimed[]): Promise<void> {
  const ringing = [...(await assessAll(run, claimed)), ...(await countFailures(run, claimed))];
  ringing.sort((a, b) => byTime(a.telling.signIn, b.telling.signIn));
  await deliver(run, planNotices(ringing));
}

/** True when nothing of the envelope needs to come again. */
export function isComplete(report: RingReport): boolean {
  return report.held.length === 0 && report.failures.length === 0;
}
