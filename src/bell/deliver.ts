import { composeDigest } from '../notice/composeDigest.ts';
import { composeNotice } from '../notice/composeNotice.ts';
import type { Notice, Telling } from '../notice/notice.ts';
import type { FirstSeen, SignIn } from '../signin/signIn.ts';
import type { Ringing } from './floods.ts';
import type { FinalState, Settlement } from './ports.ts';
import { attempt, each, fail, type Run } from './run.ts';
import { actIn, toldActOf } from './toldAct.ts';

/** Tries to write down a final state; between them 0.2, 0.4, 0.8 and 1.6 seconds. */
const SETTLE_ATTEMPTS = 5;

/** Sends every planned notice, in order as far as concurrency allows, and settles what it told. */
export async function deliver(run: Run, plans: readonly (readonly Ringing[])[]): Promise<void> {
  await each(run, plans, async (planned) => {
    const { ours, lost } = partByLease(run, planned);
    // Side by side: while what is lost is given back, the other leases run.
    await Promise.all([tell(run, ours), giveBack(run, lost)]);
  });
}

async function tell(run: Run, plan: readonly Ringing[]): Promise<void> {
  if (plan.length === 0) return;
  await attempt(run, 'send', membersOf(plan), async () => {
    const notice = await send(run, plan);
    const { subject } = notice;
    const state = plan.length === 1 ? 'sent' : 'digested';
    await settleAll(
      run,
      plan.flatMap(({ telling, folded }): Settling[] => [
        settlingOf(run, telling, state, subject),
        ...folded.map((signIn) => {
          return { signIn, state: 'folded', foldedInto: telling.signIn.eventId } as const;
        }),
      ]),
    );
    // Only now: whoever watches must not come between sending and writing it down.
    run.deps.onSent?.(notice);
  });
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
  const isOurs = ({ eventId }: SignIn) => (run.leases.get(eventId) ?? 0) > now;
  const ours = plan
    .filter(({ telling }) => isOurs(telling.signIn))
    .map(({ telling, folded }) => ({ telling, folded: folded.filter(isOurs) }));
  const kept = new Set(membersOf(ours));
  return { ours, lost: membersOf(plan).filter((signIn) => !kept.has(signIn)) };
}

async function giveBack(run: Run, lost: readonly SignIn[]): Promise<void> {
  if (lost.length === 0) return;
  await attempt(run, 'send', lost, () =>
    Promise.reject(new Error('the lease ran out before it could be sent')),
  );
}

/** All that a notice tells of. */
function membersOf(plan: readonly Ringing[]): readonly SignIn[] {
  return plan.flatMap(({ telling, folded }) => [telling.signIn, ...folded]);
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
  run.report.notices += 1;
  return notice;
}

/** What to write down of one sign-in. */
export type Settling = {
  readonly signIn: SignIn;
  readonly state: FinalState;
  readonly subject?: string | undefined;
  readonly marks?: FirstSeen | undefined;
  readonly foldedInto?: string | undefined;
  readonly mutedBy?: string | undefined;
  readonly act?: Settlement['act'] | undefined;
};

function settlingOf(run: Run, telling: Telling, state: FinalState, subject: string): Settling {
  const { signIn, marks } = telling;
  const key = actIn(run, signIn);
  const act = key === undefined ? undefined : { key, told: toldActOf(run, telling) };
  return { signIn, state, subject, marks, act };
}

/**
 * Writes down how sign-ins ended. Tried again for a while when the journal does not answer, because a
 * settle that is lost means a second mail; past that the failure is in the report. Never rejects.
 */
export async function settleAll(run: Run, settlings: readonly Settling[]): Promise<void> {
  if (settlings.length === 0) return;
  const { journal, clock } = run.deps;
  const at = clock.now();
  const settlements = settlings.map(({ signIn, state, marks, foldedInto, mutedBy, act }) => ({
    eventId: signIn.eventId,
    state,
    at,
    ...(marks ? { marks } : {}),
    ...(foldedInto === undefined ? {} : { foldedInto }),
    ...(mutedBy === undefined ? {} : { mutedBy }),
    ...(act === undefined ? {} : { act }),
  }));
  for (let attempts = 1; ; attempts += 1) {
    try {
      await journal.settle(settlements);
      break;
    } catch (error) {
      if (attempts === SETTLE_ATTEMPTS) {
        for (const { signIn } of settlings) fail(run, signIn, 'settle', error);
        return;
      }
      await clock.sleep(100 * 2 ** attempts);
    }
  }
  for (const { signIn, state, subject } of settlings) {
    run.report.settled.push({ signIn, state, ...(subject ? { subject } : {}) });
  }
}
