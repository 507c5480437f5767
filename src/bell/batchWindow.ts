import type { SignIn } from '../signin/signIn.ts';
import { assessAll, unassessed } from './assess.ts';
import { deliver } from './deliver.ts';
import { ALONE_LIMIT, BUDGET, DIGEST_SIZE, isOrdinary, planDigests } from './floods.ts';
import type { Gathering, Member } from './ports.ts';
import { attempt, type Claimed, each, fail, leaseOf, type Run } from './run.ts';

/** What is told at once, and the gathering that this run has to tell when it closes. */
export type Gathered = {
  readonly atOnce: readonly Claimed[];
  readonly gathering?: { readonly id: string; readonly closesAt: number };
  /** The opener's own sign-ins, told with what has gathered. */
  readonly own: readonly Claimed[];
};

/**
 * Decides whether the ordinary sign-ins of this envelope go out now or wait for others. CloudWatch Logs may
 * bring a busy morning in many small envelopes, each of them harmless and all together a flood. So all
 * workers share a budget; past it sign-ins gather: the first worker opens a gathering and waits until it
 * closes, the others give theirs to it and are done. The opener's envelope answers for them all: it is not
 * let go before they are told, and whoever works on it again finds the gathering by its `id`.
 *
 * Only an envelope that is all new gathers. One that comes again is told at once, with what had gathered.
 */
export async function gather(
  run: Run,
  signIns: readonly SignIn[],
  claimed: readonly Claimed[],
): Promise<Gathered> {
  const { coordination, clock, leaseToken } = run.deps;
  const { budget = BUDGET } = run.settings;
  const [first] = signIns;
  if (first === undefined) return { atOnce: claimed, own: [] };
  const id = first.eventId;
  const isNew = claimed.length === signIns.length && claimed.every((one) => one.isNew);
  if (!isNew) return { atOnce: claimed, own: [], gathering: { id, closesAt: clock.now() } };
  const own = claimed.filter(({ signIn }) => isOrdinary(signIn) && !unassessed(run, signIn).late);
  const notices = own.length > ALONE_LIMIT ? Math.ceil(own.length / DIGEST_SIZE) : own.length;
  // Where the budget cannot be asked, it is not exceeded: rather too many mails than a late one.
  if (notices === 0 || (await coordination.admit(notices, budget).catch(() => true)))
    return { atOnce: claimed, own: [] };
  const members = own.map(({ signIn }) => ({ eventId: signIn.eventId, token: leaseToken }));
  const atOnce = claimed.filter((one) => !own.includes(one));
  const joined: (Gathering | undefined)[] = [];
  // Where the answer is lost they may have been given away: they must not be told here too.
  await attempt(run, 'gather', members, async () => {
    joined.push(await coordination.join(id, members, budget));
  });
  if (joined.length === 0) return { atOnce, own: [] };
  const [gathering] = joined;
  if (gathering === undefined) return { atOnce: claimed, own: [] };
  if (gathering.isOpener) return { atOnce, own, gathering };
  run.report.gathered += own.length;
  // Whoever gives sign-ins away stays responsible: its retry finds them told, or takes them over.
  for (const { signIn } of own) {
    run.report.held.push({ eventId: signIn.eventId, until: gathering.closesAt });
  }
  return { atOnce, own: [] };
}

/** Waits until the gathering closes, and tells its members and the opener's own in digests. */
export async function tellGathered(run: Run, { gathering, own }: Gathered): Promise<void> {
  if (gathering === undefined) return;
  const { coordination, clock } = run.deps;
  const { id, closesAt } = gathering;
  if (closesAt > clock.now()) await clock.sleep(closesAt - clock.now());
  const claimed = [...own];
  let members: readonly Member[] = [];
  try {
    members = await coordination.close(id);
  } catch (error) {
    fail(run, { eventId: id }, 'gather', error);
  }
  await each(run, members, (member) =>
    attempt(run, 'gather', [member], async () => {
      const lease = leaseOf(run);
      const signIn = await coordination.takeOver(member, lease);
      if (signIn === undefined) return;
      run.leases.set(signIn.eventId, lease.until);
      claimed.push({ signIn, isNew: false });
    }),
  );
  await deliver(run, planDigests(await assessAll(run, claimed)));
}
