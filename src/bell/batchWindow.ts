import type { SignIn } from '../signin/signIn.ts';
import { assessAll, unassessed } from './assess.ts';
import { deliver } from './deliver.ts';
import { ALONE_LIMIT, BUDGET, DIGEST_SIZE, isOrdinary, planDigests } from './floods.ts';
import type { Member } from './ports.ts';
import { failuresOf, joinReports, type ReportPart, type Step } from './report.ts';
import { attempt, attemptEach, type Claimed, leaseOf, type Run } from './run.ts';

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
): Promise<Step<Gathered>> {
  const { coordination, clock, leaseToken } = run.deps;
  const { budget = BUDGET } = run.settings;
  const [first] = signIns;
  const all = { found: { atOnce: claimed, own: [] }, report: {} };
  if (first === undefined) return all;
  const id = first.eventId;
  const isNew = claimed.length === signIns.length && claimed.every((one) => one.isNew);
  if (!isNew) {
    return { ...all, found: { ...all.found, gathering: { id, closesAt: clock.now() } } };
  }
  const own = claimed.filter(({ signIn }) => isOrdinary(signIn) && !unassessed(run, signIn).late);
  const notices = own.length > ALONE_LIMIT ? Math.ceil(own.length / DIGEST_SIZE) : own.length;
  // Where the budget cannot be asked, it is not exceeded: rather too many mails than a late one.
  if (notices === 0 || (await coordination.admit(notices, budget).catch(() => true))) return all;
  const members = own.map(({ signIn }) => ({ eventId: signIn.eventId, token: leaseToken }));
  const atOnce = claimed.filter((one) => !own.includes(one));
  // Where the answer is lost they may have been given away: they must not be told here too.
  return attempt<Step<Gathered>>(
    run,
    'gather',
    members,
    async () => {
      const gathering = await coordination.join(id, members, budget);
      if (gathering === undefined) return all;
      if (gathering.isOpener) return { found: { atOnce, own, gathering }, report: {} };
      const until = gathering.closesAt;
      // Whoever gives sign-ins away stays responsible: its retry finds them told, or takes them over.
      const held = members.map(({ eventId }) => ({ eventId, until }));
      return { found: { atOnce, own: [] }, report: { gathered: own.length, held } };
    },
    (report) => ({ found: { atOnce, own: [] }, report }),
  );
}

/** Waits until the gathering closes, and tells its members and the opener's own in digests. */
export async function tellGathered(run: Run, { gathering, own }: Gathered): Promise<ReportPart> {
  if (gathering === undefined) return {};
  const { clock } = run.deps;
  const { id, closesAt } = gathering;
  if (closesAt > clock.now()) await clock.sleep(closesAt - clock.now());
  const members = await close(run, id);
  const taken = await attemptEach(
    run,
    'gather',
    members.found,
    (member) => member,
    (member) => takeOver(run, member),
  );
  const assessed = await assessAll(run, [...own, ...taken.found]);
  const told = await deliver(run, planDigests(assessed.found));
  return joinReports([members.report, taken.report, assessed.report, told]);
}

async function close(run: Run, id: string): Promise<Step<readonly Member[]>> {
  try {
    return { found: await run.deps.coordination.close(id), report: {} };
  } catch (error) {
    return { found: [], report: failuresOf([{ eventId: id }], 'gather', error) };
  }
}

async function takeOver(run: Run, member: Member): Promise<Step<Claimed[]>> {
  const lease = leaseOf(run);
  const signIn = await run.deps.coordination.takeOver(member, lease);
  if (signIn === undefined) return { found: [], report: {} };
  return { found: [{ signIn, isNew: false, heldUntil: lease.until }], report: {} };
}
