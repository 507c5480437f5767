import { shortName } from '../notice/displayName.ts';
import type { FailureTally, Telling } from '../notice/notice.ts';
import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import { assess, unassessed } from './assess.ts';
import { settleAll } from './deliver.ts';
import { bucketOf, countsAsFailure, type Ringing, ringsAt } from './floods.ts';
import type { FailureBucket } from './ports.ts';
import { attempt, type Claimed, each, type Run } from './run.ts';

/** Failures looked at to name users and addresses; names shown of each. */
const TRIES = 200;
const NAMED = 10;

/** A failure that rings as the `count`-th of its bucket, with those that its notice also tells. */
type Lead = { readonly signIn: SignIn; readonly count: number; readonly folded: readonly SignIn[] };

/** Counts the failures of every bucket, settles those that do not ring, and returns those that do. */
export async function countFailures(run: Run, claimed: readonly Claimed[]): Promise<Ringing[]> {
  const failed = claimed.filter(({ signIn }) => countsAsFailure(signIn));
  const buckets = Map.groupBy(failed, ({ signIn }) => JSON.stringify(bucketOf(signIn)));
  const ringing: Ringing[] = [];
  await each(run, [...buckets.values()], async (bucket) => {
    const signIns = bucket.map(({ signIn }) => signIn);
    await attempt(run, 'count', signIns, async () => {
      ringing.push(...(await countBucket(run, bucket)));
    });
  });
  return ringing;
}

/**
 * Numbers the failures that this run stored first. Those claimed again (an earlier worker did not come to
 * the end) change no count: whether they were counted is not known, so one notice tells of them all.
 */
async function countBucket(run: Run, failed: readonly Claimed[]): Promise<Ringing[]> {
  const [first] = failed;
  if (first === undefined) return [];
  const bucket = bucketOf(first.signIn);
  const signIns = failed.map(({ signIn }) => signIn);
  const fresh = failed.filter(({ isNew }) => isNew).map(({ signIn }) => signIn);
  const again = failed.filter(({ isNew }) => !isNew).map(({ signIn }) => signIn);
  const total = await run.deps.journal.countFailures(bucket, fresh.length);
  const leads: Lead[] = [];
  const silent: SignIn[] = [];
  for (const [i, signIn] of fresh.entries()) {
    const count = total - fresh.length + i + 1;
    if (ringsAt(count)) leads.push({ signIn, count, folded: [] });
    else silent.push(signIn);
  }
  const last = again.at(-1);
  if (last !== undefined) {
    const count = Math.max(total, again.length);
    leads.push({ signIn: last, count, folded: again.slice(0, -1) });
  }
  await settleAll(
    run,
    silent.map((signIn) => ({ signIn, state: 'folded' })),
  );
  const tries = leads.some(({ count }) => count > 1)
    ? await loadTries(run, bucket, signIns)
    : signIns;
  const ringing: Ringing[] = [];
  for (const { signIn, count, folded } of leads) {
    const tally = { ...tallyOf(bucket, count, tries), total: Math.max(total, count) };
    ringing.push({ telling: { ...(await assessFailure(run, signIn, signIns)), tally }, folded });
  }
  return ringing;
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
  const query = { since, until, accountId: bucket.accountId, outcome: 'failure' } as const;
  for await (const { signIn } of run.deps.history.entries(query)) {
    if (bucketOf(signIn).group === bucket.group) tries.set(signIn.eventId, signIn);
    looked += 1;
    if (looked === TRIES) break;
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
