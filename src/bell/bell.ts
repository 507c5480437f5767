import type { Extracted } from '../envelopes/recordsOf.ts';
import type { Notice, NoticeSettings } from '../notice/notice.ts';
import type { Watch } from '../signin/events.ts';
import { byTime } from '../signin/predecessor.ts';
import { assessAll } from './assess.ts';
import { gather, tellGathered } from './batchWindow.ts';
import { claimAll } from './claim.ts';
import { deliver, settleAll } from './deliver.ts';
import { countFailures } from './failures.ts';
import { planNotices } from './floods.ts';
import type {
  Budget,
  Clock,
  Coordination,
  Notifier,
  SignInHistory,
  SignInJournal,
} from './ports.ts';
import { type Claimed, type RingReport, type Run, startRun } from './run.ts';
import { understand } from './understand.ts';

export type { RingReport } from './run.ts';

/** The outside world, as the bell needs it. */
export type RingDeps = {
  readonly journal: SignInJournal;
  readonly history: SignInHistory;
  readonly notifier: Notifier;
  /** Where all workers on this journal agree; `noCoordination` where there is one only. */
  readonly coordination: Coordination;
  readonly clock: Clock;
  /** A token that no other worker has. */
  readonly leaseToken: string;
  /** Told of each notice as it goes out, for those who watch; never decides anything. */
  readonly onSent?: (notice: Notice) => void;
};

export type RingSettings = {
  readonly notice: NoticeSettings;
  readonly watch: Watch;
  /** How long a claim is ours, in milliseconds: longer than one run over one envelope may take. */
  readonly leaseMs: number;
  /** How many sign-ins are worked on at once. */
  readonly concurrency: number;
  /** Store, but tell nobody (backfill, `--no-notify`). */
  readonly mute: boolean;
  /**
   * The records come from a check for what the stream missed, and are told as late.
   * @default false
   */
  readonly found?: boolean;
  /**
   * How many ordinary notices go out alone, over all workers, before they gather.
   * @default BUDGET: 20, and 4 a minute
   */
  readonly budget?: Budget;
};

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
