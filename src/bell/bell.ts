import type { Extracted } from '../envelopes/recordsOf.ts';
import type { SignIn } from '../signin/signIn.ts';
import { askAhead, assessAll } from './assess.ts';
import { gather, tellGathered } from './batchWindow.ts';
import { claimAll } from './claim.ts';
import { deliver, settleAll } from './deliver.ts';
import { tellFailures } from './failures.ts';
import { countsAsFailure, planNotices } from './floods.ts';
import { nameAll } from './names.ts';
import { joinReports, type ReportPart, type RingReport, type Step } from './report.ts';
import { type RingDeps, type RingSettings, type Run, startRun } from './run.ts';
import { understand } from './understand.ts';

export type { RingReport } from './report.ts';
export type { RingDeps, RingSettings } from './run.ts';

/** Takes what one notice will tell at the end (see `catchUp.ts`) out of the sign-ins of an envelope; returns the others. */
export type TakePast = (run: Run, signIns: readonly SignIn[]) => Promise<Step<SignIn[]>>;

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
  const understood = understand(run, extracted);
  const named = await nameAll(run, understood.found);
  if (settings.mute) return joinReports([understood.report, await muteAll(run, named)]);
  const present = (await takePast?.(run, named)) ?? { found: named, report: {} };
  // What a stranger can multiply comes after all else: no guess stands before the success among them.
  const failures = present.found.filter(countsAsFailure);
  const signIns = present.found.filter((signIn) => !countsAsFailure(signIn));
  const claimed = await claimAll(run, signIns);
  const asked = askAhead(run, claimed.found);
  const gathered = await gather(run, signIns, claimed.found);
  const assessed = await assessAll(run, gathered.found.atOnce, asked);
  return joinReports([
    understood.report,
    present.report,
    claimed.report,
    gathered.report,
    assessed.report,
    await deliver(run, planNotices(assessed.found)),
    ...(await Promise.all([tellGathered(run, gathered.found), tellFailures(run, failures)])),
  ]);
}

async function muteAll(run: Run, signIns: readonly SignIn[]): Promise<ReportPart> {
  const { found, report } = await claimAll(run, signIns);
  const settled = await settleAll(
    run,
    found.map(({ signIn }) => ({ signIn, state: 'muted' })),
  );
  return joinReports([report, settled]);
}

/** True when nothing of the envelope needs to come again. */
export function isComplete(report: RingReport): boolean {
  return report.held.length + report.failures.length + report.unreached === 0;
}
