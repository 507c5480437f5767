import { isIP } from 'node:net';
import { shortName } from '../notice/displayName.ts';
import type { FailureTally, Telling } from '../notice/notice.ts';
import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import { assess, unassessed } from './assess.ts';
import { claimAll, foldAll } from './claim.ts';
import { deliver, settleAll } from './deliver.ts';
import { bucketOf, planNotices, type Ringing, ringsAt } from './floods.ts';
import type { FailureBucket } from './ports.ts';
import { joinReports, type ReportPart, type Step } from './report.ts';
import { attempt, type Claimed, each, type Run } from './run.ts';

/** Failures looked at to name users and addresses; rows read for it at the most; names shown of each. */
const TRIES = 200;
const MOST_ROWS = 1_000;
const NAMED = 10;
/** Failures worked on together. */
const SHARE = 200;
/** Failures of a share that are claimed: as many as can ring of it (the 1st, 2nd, 3rd, 10th and 100th). */
const CANDIDATES = 5;
/** Notices of failures an hour over all accounts, before they are counted themselves. */
const LEADS = 12;

/** A failure that rings as the `count`-th of its bucket, with those that its notice also tells. */
type Lead = {
  readonly claimed: Claimed;
  readonly count: number;
  readonly folded: readonly Claimed[];
};

/**
 * Tells the failures that ring and settles the others, in shares, as long as there is time. Anybody can cause failures, so
 * they come after all that matters more, each costs one write, and what is left comes again with the envelope.
 */
export async function tellFailures(run: Run, failures: readonly SignIn[]): Promise<ReportPart> {
  const buckets = Map.groupBy(failures, (signIn) => JSON.stringify(bucketOf(signIn)));
  const shares = [...buckets.values()].flatMap((bucket) =>
    Array.from({ length: Math.ceil(bucket.length / SHARE) }, (_, i) =>
      bucket.slice(i * SHARE, (i + 1) * SHARE),
    ),
  );
  const { deadline = Number.POSITIVE_INFINITY } = run.settings;
  // Side by side, as far as the buckets go: one that hangs delays no other.
  const parts = await each(run, shares, async (share): Promise<ReportPart> => {
    if (run.deps.clock.now() >= deadline) return { unreached: share.length };
    const open = failures.length > SHARE ? await withoutSettled(run, share) : share;
    const duplicates = share.length - open.length;
    const counted = await countShare(run, open);
    const told = await deliver(run, planNotices(counted.found));
    return joinReports([{ duplicates }, counted.report, told]);
  });
  return joinReports(parts);
}

/**
 * Leaves out what earlier runs of a large envelope came to the end with, so that each gets further than the last. Where that
 * cannot be asked, every claim finds it out by itself.
 */
async function withoutSettled(run: Run, share: readonly SignIn[]): Promise<readonly SignIn[]> {
  const ids = share.map(({ eventId }) => eventId);
  const settled = await run.deps.journal.settledAmong(ids).catch(() => new Set<string>());
  return share.filter(({ eventId }) => !settled.has(eventId));
}

/**
 * The failures of a share that ring. The first few are claimed, so that somebody holds the lead of the share until its
 * notice went out; whatever happens to this worker, they come again. The others are settled as they are stored.
 */
async function countShare(run: Run, share: readonly SignIn[]): Promise<Step<Ringing[]>> {
  const rest = [...share];
  const candidates: Claimed[] = [];
  const reports: ReportPart[] = [];
  while (rest.length > 0 && candidates.length < CANDIDATES) {
    const next = await claimAll(run, rest.splice(0, CANDIDATES - candidates.length));
    candidates.push(...next.found);
    reports.push(next.report);
  }
  const folded = await foldAll(run, rest);
  candidates.push(...folded.found);
  const stored = folded.report.settled?.length ?? 0;
  const counted = await attempt<Step<Ringing[]>>(
    run,
    'count',
    candidates.map(({ signIn }) => signIn),
    () => countBucket(run, share, candidates, stored),
    (report) => ({ found: [], report }),
  );
  return {
    found: counted.found,
    report: joinReports([...reports, folded.report, counted.report]),
  };
}

/**
 * Numbers the failures that this run stored first. Those claimed again (an earlier worker did not come to
 * the end) change no count: whether they were counted is not known, so one notice tells of them all.
 */
async function countBucket(
  run: Run,
  share: readonly SignIn[],
  candidates: readonly Claimed[],
  stored: number,
): Promise<Step<Ringing[]>> {
  const [first] = share;
  if (first === undefined || candidates.length + stored === 0) return { found: [], report: {} };
  const bucket = bucketOf(first);
  const fresh = candidates.filter(({ isNew }) => isNew);
  const again = candidates.filter(({ isNew }) => !isNew);
  const added = fresh.length + stored;
  const total = await run.deps.journal.countFailures(bucket, added);
  const due = Array.from({ length: added }, (_, i) => total - added + i + 1).filter(ringsAt);
  const leads: Lead[] = [];
  const silent: Claimed[] = [];
  for (const [i, claimed] of fresh.entries()) {
    // Up to the candidates each failure has its own number; past that any of them may stand for one.
    const count = stored === 0 ? due.find((one) => one === total - added + i + 1) : due[i];
    if (count !== undefined) leads.push({ claimed, count, folded: [] });
    else silent.push(claimed);
  }
  const last = again.at(-1);
  if (last !== undefined) {
    const count = Math.max(total, again.length);
    leads.push({ claimed: last, count, folded: again.slice(0, -1) });
  }
  const { told, counted } = await withinLeads(run, bucket, leads);
  const report = await settleAll(
    run,
    [...silent, ...counted].map(({ signIn }) => ({ signIn, state: 'folded' })),
  );
  const isRepeated = told.some(({ count }) => count > 1);
  const tries = isRepeated ? await loadTries(run, bucket, share) : share;
  const ringing: Ringing[] = [];
  for (const { claimed, count, folded, lead } of told) {
    const { signIn, heldUntil } = claimed;
    const [telling, accounts] = await Promise.all([
      assessFailure(run, signIn, share),
      accountsTried(run, signIn, bucket),
    ]);
    const tally = {
      ...tallyOf(bucket, count, tries),
      total: Math.max(total, count),
      ...(lead === undefined ? {} : { lead }),
      ...(accounts.length > 1 ? { accounts } : {}),
    };
    ringing.push({ telling: { ...telling, tally }, heldUntil, folded });
  }
  return { found: ringing, report };
}

/**
 * Three guesses in each of many accounts would ring three times for each: past `LEADS` notices an hour over all accounts,
 * the notices are counted themselves, and ring as rarely as failures do. Root's and refused calls are not among them.
 */
async function withinLeads(
  run: Run,
  { hour, group }: FailureBucket,
  leads: readonly Lead[],
): Promise<{
  readonly told: readonly (Lead & { lead?: number })[];
  readonly counted: readonly Claimed[];
}> {
  if (group !== 'users' || leads.length === 0) return { told: leads, counted: [] };
  const bucket = { accountId: '', hour, group: 'leads' } as const;
  // Where they cannot be counted they are told: rather too many mails than none.
  const total = await run.deps.journal
    .countFailures(bucket, leads.length)
    .catch(() => leads.length);
  const numbered = leads.map((one, i) => ({ ...one, lead: total - leads.length + i + 1 }));
  const isTold = ({ lead }: { readonly lead: number }) => lead <= LEADS || ringsAt(lead);
  const [told, counted] = [numbered.filter(isTold), numbered.filter((one) => !isTold(one))];
  return {
    told: told.map(({ lead, ...one }) => (lead <= LEADS ? one : { ...one, lead })),
    counted: counted.flatMap(({ claimed, folded }) => [claimed, ...folded]),
  };
}

/**
 * A failure with what is known of it. Whether it is the first from there is worth no delay, all the less as
 * its notice may stand for many others: where that look-up fails, the notice does not say.
 */
async function assessFailure(
  run: Run,
  signIn: SignIn,
  envelope: readonly SignIn[],
): Promise<Telling> {
  try {
    return await assess(run, signIn, envelope);
  } catch {
    return unassessed(run, signIn);
  }
}

/**
 * The accounts for which the address of this failure failed in this hour, its own first: of the failures that rang, so an
 * account that the address tried once is among them. Worth no delay either.
 */
async function accountsTried(
  run: Run,
  { accountId, sourceIPAddress: address, outcome }: SignIn,
  { hour, group }: FailureBucket,
): Promise<readonly string[]> {
  const isGuess = (group === 'users' || group === 'root') && outcome === 'failure';
  if (!isGuess || isIP(address) === 0) return [];
  const failed = { address, hour, accountId };
  const accounts = await run.deps.acts.addFailedAccount(failed).catch(() => []);
  return [accountId, ...accounts.filter((other) => other !== accountId).sort()];
}

/** Failures of a bucket, most recent first, bounded: this envelope's and the journal's. */
async function loadTries(
  run: Run,
  bucket: FailureBucket,
  envelope: readonly SignIn[],
): Promise<SignIn[]> {
  const since = startOf(bucket);
  const until = new Date(Date.parse(since) + 3_600_000).toISOString();
  const tries = new Map(envelope.slice(-TRIES).map((signIn) => [signIn.eventId, signIn]));
  let looked = 0;
  const { accountId } = bucket;
  const query = { since, until, accountId, outcome: 'failure', mostRows: MOST_ROWS } as const;
  try {
    for await (const { signIn } of run.deps.history.entries(query)) {
      if (bucketOf(signIn).group === bucket.group) tries.set(signIn.eventId, signIn);
      looked += 1;
      if (looked === TRIES) break;
    }
  } catch {
    // Names are worth no delay: then those of this envelope are told.
  }
  return [...tries.values()].sort((a, b) => byTime(b, a));
}

function tallyOf(bucket: FailureBucket, count: number, tries: readonly SignIn[]): FailureTally {
  const users = [...new Set(tries.map(({ who }) => shortName(who)))];
  const addresses = [...new Set(tries.map(({ sourceIPAddress }) => sourceIPAddress))];
  return {
    count,
    since: startOf(bucket),
    users: users.slice(0, NAMED),
    addresses: addresses.slice(0, NAMED),
    more: users.length > NAMED || addresses.length > NAMED || count > tries.length,
  };
}

function startOf(bucket: FailureBucket): string {
  return `${bucket.hour}:00:00.000Z`;
}
