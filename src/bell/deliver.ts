import { composeDigest } from '../notice/composeDigest.ts';
import { composeNotice } from '../notice/composeNotice.ts';
import type { Notice } from '../notice/notice.ts';
import type { SignIn } from '../signin/signIn.ts';
import type { Ringing } from './floods.ts';
import type { FinalState, Settlement } from './ports.ts';
import { failuresOf, joinReports, type ReportPart } from './report.ts';
import { attempt, each, type Run } from './run.ts';
import { actIn, toldActOf } from './toldAct.ts';

/** Tries to write down a final state; between them 0.2, 0.4, 0.8 and 1.6 seconds. */
const SETTLE_ATTEMPTS = 5;

/** Sends every planned notice, in order as far as concurrency allows, and settles what it told. */
export async function deliver(
  run: Run,
  plans: readonly (readonly Ringing[])[],
): Promise<ReportPart> {
  const parts = await each(run, plans, async (planned) => {
    const { ours, lost } = partByLease(run, planned);
    // Side by side: while what is lost is given back, the other leases run.
    return joinReports(await Promise.all([tell(run, ours), giveBack(run, lost)]));
  });
  return joinReports(parts);
}

async function tell(run: Run, plan: readonly Ringing[]): Promise<ReportPart> {
  if (plan.length === 0) return {};
  return attempt(
    run,
    'send',
    membersOf(plan),
    async () => {
      const notice = await send(run, plan);
      const settled = await settleAll(run, settlementsOf(run, plan, notice));
      // Only now: whoever watches must not come between sending and writing it down.
      run.deps.onSent?.(notice);
      return joinReports([{ notices: 1 }, settled]);
    },
    (report) => report,
  );
}

/**
 * What of a notice is this run's still; what it was too slow for another worker may have by now. On Lambda the
 * function's time-out comes before that.
 */
function partByLease(
  run: Run,
  plan: readonly Ringing[],
): { readonly ours: readonly Ringing[]; readonly lost: readonly SignIn[] } {
  const now = run.deps.clock.now();
  const isOurs = ({ heldUntil }: { readonly heldUntil: number }) => heldUntil > now;
  const ours = plan
    .filter(isOurs)
    .map((ringing) => ({ ...ringing, folded: ringing.folded.filter(isOurs) }));
  const kept = new Set(membersOf(ours));
  return { ours, lost: membersOf(plan).filter((signIn) => !kept.has(signIn)) };
}

async function giveBack(run: Run, lost: readonly SignIn[]): Promise<ReportPart> {
  if (lost.length === 0) return {};
  return attempt(
    run,
    'send',
    lost,
    () => Promise.reject(new Error('the lease ran out before it could be sent')),
    (report) => report,
  );
}

/** All that a notice tells of. */
function membersOf(plan: readonly Ringing[]): readonly SignIn[] {
  return plan.flatMap(({ telling, folded }) => [
    telling.signIn,
    ...folded.map(({ signIn }) => signIn),
  ]);
}

async function send(run: Run, plan: readonly Ringing[]): Promise<Notice> {
  const [only, ...rest] = plan;
  const notice =
    only !== undefined && rest.length === 0
      ? composeNotice(only.telling, run.settings.notice)
      : composeDigest(
          plan.map(({ telling }) => telling),
          run.settings.notice,
        );
  await run.deps.notifier.send(notice);
  return notice;
}

/** What a notice told, and what it stands for. */
function settlementsOf(
  run: Run,
  plan: readonly Ringing[],
  { subject }: Notice,
): readonly Settlement<SignIn>[] {
  const state: FinalState = plan.length === 1 ? 'sent' : 'digested';
  return plan.flatMap(({ telling, folded }): readonly Settlement<SignIn>[] => {
    const { signIn, marks } = telling;
    const key = actIn(run, signIn);
    const act = key === undefined ? undefined : { key, told: toldActOf(run, telling) };
    const foldedInto = signIn.eventId;
    return [
      { signIn, state, subject, marks, act },
      ...folded.map(
        (one): Settlement<SignIn> => ({ signIn: one.signIn, state: 'folded', foldedInto }),
      ),
    ];
  });
}

/**
 * Writes down how sign-ins ended. Tried again for a while when the journal does not answer, because a
 * settle that is lost means a second mail; past that the failure is in the report. Never rejects.
 */
export async function settleAll(
  run: Run,
  settlements: readonly Settlement<SignIn>[],
): Promise<ReportPart> {
  if (settlements.length === 0) return {};
  const { journal, clock } = run.deps;
  const at = clock.now();
  for (let attempts = 1; ; attempts += 1) {
    try {
      await journal.settle(settlements, at);
      return { settled: settlements };
    } catch (error) {
      if (attempts === SETTLE_ATTEMPTS) {
        const signIns = settlements.map(({ signIn }) => signIn);
        return failuresOf(signIns, 'settle', error);
      }
      await clock.sleep(100 * 2 ** attempts);
    }
  }
}
