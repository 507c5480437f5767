import type { JournalEntry } from '../../src/bell/ports.ts';
import { ACCOUNT } from '../fakes/records.ts';
import { collected } from './collected.ts';
import { ACT_LASTS, BUCKETS, type BucketName, type Happening } from './happenings.ts';
import type { Outcome } from './platform.ts';
import { windowOf } from './sendSettleWindow.ts';
import type { Worker } from './truth.ts';

/**
 * Every breach of the laws in what came of a schedule; empty when all are kept. Each begins with the
 * letter of its law:
 *
 * - **a. Nothing is lost.** When a delivery of an envelope ends without a dead letter, every sign-in of it
 *   has been told: a notice that names it went out, or it is a failure that the journal calls `folded`
 *   and that another notice or a dead letter of its bucket (account, hour, group) stands for, or it was given
 *   to a gathering, and its opener's envelope or another delivery of its own stands in the dead letters. And each is settled, so that no later
 *   delivery tells it again. No run ever rejects.
 * - **b. Told once.** A worker begins to send only what it holds: its claim was given out while nobody
 *   else's lease ran and before anything was settled, and its own lease has not run out. Of the notices
 *   that name one sign-in at most one is clean: its worker learnt that it went out, and wrote that down
 *   before its lease ran out. For each other there is one of the four reasons of `windowOf`.
 * - **c. No failing record delays another.** When a worker comes to its own end (it neither died nor ran
 *   out of time), every sign-in of its envelope is settled, was held by another worker or is in a gathering,
 *   except those that a failed call of this very worker concerned. A claim and a release concern one sign-in; so does
 *   looking up what was seen before; a notice and its settle concern all that they tell; counting and
 *   reading the history concern the failures that are counted together.
 * - **d. The journal does not lie.** `sent` and `digested` are written down only after a notice alone, or
 *   a digest, went out that names the sign-in; `folded` only for failures that are counted.
 * - **e. Counts.** No count of a bucket, in the journal or in a notice, exceeds its distinct failures.
 * - **f. It recovers.** A worker is told that a sign-in is held only while another's lease on it really runs. A
 *   worker that came to its own end, met no failed call and found nothing held, ended complete. So an
 *   envelope comes to the dead letters only by faults of its own last attempt.
 * - **j. Acts.** What is folded without being a counted failure names the sign-in that it is folded into, and that one was told before: of
 *   the same person, another record of it, at most ten minutes apart; and what came from an address that is first seen only
 *   into a notice that said so.
 */
export async function breaches(outcome: Outcome): Promise<string[]> {
  const entries = await collected(outcome.journal.entries({ since: '0000', until: '9999' }));
  return [
    ...outcome.truth.broken,
    ...lostSignIns(outcome, entries),
    ...toldTwice(outcome),
    ...delayedNeighbours(outcome),
    ...lies(outcome, entries),
    ...(await miscounts(outcome)),
    ...wrongFolds(outcome, entries),
    ...needlessRetries(outcome),
  ];
}

/**
 * What else must hold where no fault strikes, however often, late and mixed up the envelopes come: nothing
 * reaches the dead letters, every sign-in that is no counted failure is told exactly once, and of every
 * bucket exactly the 1st, 2nd, 3rd and 10th failure are.
 */
export function calmBreaches({ truth, envelopes }: Outcome): string[] {
  const happenings = new Map(envelopes.flat().map((one) => [one.eventId, one]));
  const named = truth.landings.flatMap(({ eventIds }) => eventIds);
  const times = (eventId: string) => named.filter((id) => id === eventId).length;
  const found = truth.ends
    .filter(({ end }) => end === 'dead-letter')
    .map(({ envelope }) => `calm: envelope ${envelope} reached the dead letters`);
  // Two workers at once may both tell a part of an act: neither can know of the other's notice yet.
  const isActTold = (person: string) =>
    [...happenings.values()].some(
      ({ act, eventId }) => act?.person === person && times(eventId) > 0,
    );
  for (const { eventId, kind, bucket, act } of happenings.values()) {
    const told = times(eventId);
    if (told === 0 && act !== undefined && isActTold(act.person)) continue;
    if (told > 1 || (told === 0 && bucket === undefined)) {
      found.push(`calm: ${eventId} (${kind}) was told ${told} times`);
    }
  }
  for (const name of Object.keys(BUCKETS)) {
    const failures = [...happenings.values()].filter(({ bucket }) => bucket === name);
    const told = failures.filter(({ eventId }) => times(eventId) > 0).length;
    const due = [1, 2, 3, 10, 100].filter((count) => count <= failures.length).length;
    if (told !== due) found.push(`calm: ${told} of ${failures.length} ${name} rang, not ${due}`);
  }
  return found;
}

/**
 * What else must hold where no fault strikes, but an envelope holds more failures than one run has the time for:
 *
 * - **g. The important first.** What is no failure is told by the first run of its envelope, in so many seconds.
 * - **h. Further each time.** Every run of an envelope settles something that was not settled before, until all is.
 * - **i. Whatever a member holds** (see also `effects.ts`): nothing of it reaches the dead letters by what another holds.
 */
export function busyBreaches({ truth, envelopes }: Outcome): string[] {
  const [first] = truth.workers;
  const [envelope = []] = envelopes;
  const found = envelope
    .filter(({ bucket, act }) => bucket === undefined && act === undefined)
    .flatMap(({ eventId, kind }) => {
      const told = truth.landings.find(({ eventIds }) => eventIds.includes(eventId));
      const late = (told?.landedAt ?? Number.POSITIVE_INFINITY) - (first?.startedAt ?? 0);
      return told?.worker === first && late <= SOON
        ? []
        : [`g: ${eventId} (${kind}) was told ${late / 1000} s after the first run began`];
    });
  let before = 0;
  for (const worker of truth.workers) {
    const settled = new Set(
      truth.settles
        .filter(({ landedAt }) => landedAt <= worker.endedAt)
        .flatMap(({ settlements }) => settlements.map(({ signIn: { eventId } }) => eventId)),
    ).size;
    if (settled <= before) found.push(`h: ${worker.id} settled nothing more than ${before}`);
    before = settled;
  }
  return found;
}

/** Milliseconds. */
const SOON = 5_000;

function lostSignIns({ truth, envelopes }: Outcome, entries: readonly JournalEntry[]): string[] {
  const states = new Map(entries.map(({ signIn, state }) => [signIn.eventId, state]));
  const dead = truth.ends.flatMap(({ end, envelope }) =>
    end === 'dead-letter' ? (envelopes[envelope] ?? []) : [],
  );
  const standsFor = (bucket: BucketName) =>
    dead.some((one) => one.bucket === bucket) ||
    envelopes.flat().some((one) => one.bucket === bucket && truth.isTold(one.eventId));
  // Whether what stands for a part of an act was told is law j.
  const isTold = ({ eventId, bucket, act }: Happening) =>
    truth.isTold(eventId) ||
    (states.get(eventId) === 'folded' &&
      (act !== undefined || (bucket !== undefined && standsFor(bucket))));
  const answersFor = new Set(dead.map(({ eventId }) => eventId));
  const isGathered = ({ eventId }: Happening) =>
    [...(truth.handed.get(eventId) ?? [])].some(
      (gathering) => answersFor.has(gathering) || answersFor.has(eventId),
    );
  const lost = truth.ends
    .filter(({ end }) => end === 'complete')
    .flatMap(({ envelope }) => envelopes[envelope] ?? [])
    .filter((one) => !isGathered(one))
    .flatMap((one) => {
      if (!isTold(one)) return [`a: ${one.eventId} (${one.kind}) is untold, and no alarm rang`];
      const state = states.get(one.eventId);
      const open = state === undefined || state === 'claimed';
      return open ? [`a: ${one.eventId} (${one.kind}) was let go while ${state ?? 'unknown'}`] : [];
    });
  const threw = truth.workers.filter(({ ending }) => ending === 'threw');
  const endless = truth.workers.filter(({ ending }) => ending === undefined);
  return [
    ...new Set(lost),
    ...threw.map(({ id }) => `a: the run of ${id} rejected`),
    ...endless.map(({ id }) => `a: the run of ${id} never ended`),
  ];
}

function toldTwice({ truth }: Outcome): string[] {
  const told = new Set(truth.landings.flatMap(({ eventIds }) => eventIds));
  return [...told].flatMap((eventId) => {
    const windows = truth.landings
      .filter(({ eventIds }) => eventIds.includes(eventId))
      .map((landing) => windowOf(truth, landing, eventId));
    if (windows.length < 2) return [];
    const clean = windows.filter((window) => window === 'clean').length;
    const unexplained = windows.filter((window) => window === 'unexplained').length;
    return clean > 1 || unexplained > 0
      ? [`b: ${eventId} was told ${windows.length} times: ${windows.join(', ')}`]
      : [];
  });
}

/** A worker that is slower than its lease must not send any more: that is a reason of its own. */
function lostRight(worker: Worker, eventId: string): boolean {
  return (worker.rights.get(eventId) ?? Number.POSITIVE_INFINITY) <= worker.endedAt;
}

function delayedNeighbours({ truth, envelopes }: Outcome): string[] {
  return truth.workers.flatMap((worker) => {
    if (worker.ending !== 'complete' && worker.ending !== 'incomplete') return [];
    return (envelopes[worker.envelope] ?? []).flatMap(({ eventId, kind, bucket }) => {
      if (worker.hurt.has(eventId) || worker.held.has(eventId) || lostRight(worker, eventId))
        return [];
      if (truth.handed.has(eventId)) return [];
      if (bucket !== undefined && worker.unreached > 0) return [];
      const settled = truth.settles.some(
        ({ settlements, landedAt }) =>
          landedAt <= worker.endedAt && settlements.some((one) => one.signIn.eventId === eventId),
      );
      return settled ? [] : [`c: ${worker.id} left ${eventId} (${kind}) though nothing was wrong`];
    });
  });
}

function lies({ truth, envelopes }: Outcome, entries: readonly JournalEntry[]): string[] {
  const counted = new Set(
    envelopes.flat().flatMap(({ eventId, bucket, act }) => ((bucket ?? act) ? [eventId] : [])),
  );
  return entries.flatMap(({ signIn: { eventId }, state }) => {
    const isLie =
      state === 'folded'
        ? !counted.has(eventId)
        : state === 'muted' || (state !== 'claimed' && !truth.isTold(eventId));
    return isLie ? [`d: the journal says ${state} of ${eventId}, and it was not`] : [];
  });
}

function wrongFolds({ truth, envelopes }: Outcome, entries: readonly JournalEntry[]): string[] {
  const happenings = new Map(envelopes.flat().map((one) => [one.eventId, one]));
  const byId = new Map(entries.map((entry) => [entry.signIn.eventId, entry]));
  return entries.flatMap(({ signIn: { eventId }, state, foldedInto = '', marks }) => {
    const own = happenings.get(eventId);
    if (state !== 'folded' || own === undefined || own.bucket !== undefined) return [];
    const other = happenings.get(foldedInto);
    const wrong = (why: string) => [`j: ${eventId} (${own.kind}) is folded into ${why}`];
    if (!truth.isTold(foldedInto)) return wrong(`${foldedInto || 'nothing'}, which was not told`);
    if (own.act === undefined || other?.act?.person !== own.act.person) {
      return wrong(`${other?.kind}, which is another act`);
    }
    if (other.kind === own.kind) return wrong('another sign-in of its own event');
    if (Math.abs(other.act.at - own.act.at) > ACT_LASTS) return wrong('what is too long ago');
    const isNew = marks?.address === true || marks?.client === true;
    return isNew && byId.get(foldedInto)?.marks?.address !== true
      ? wrong('a notice that does not say that the address is new')
      : [];
  });
}

async function miscounts({ truth, envelopes, journal }: Outcome): Promise<string[]> {
  const found: string[] = [];
  for (const [name, bucket] of Object.entries(BUCKETS)) {
    const failures = new Set(
      envelopes.flat().flatMap((one) => (one.bucket === name ? [one.eventId] : [])),
    );
    const count = await journal.countFailures({ accountId: ACCOUNT, ...bucket }, 0);
    if (count > failures.size)
      found.push(`e: ${name} counts ${count} of ${failures.size} failures`);
    const tallies = truth.landings.filter(({ eventIds }) =>
      eventIds.some((id) => failures.has(id)),
    );
    for (const { tally = 0 } of tallies) {
      if (tally > failures.size) found.push(`e: a notice told of ${tally} of ${failures.size}`);
    }
  }
  return found;
}

function needlessRetries({ truth }: Outcome): string[] {
  return truth.workers
    .filter(({ ending, hurt, held, unreached }) => {
      return ending === 'incomplete' && hurt.size + held.size + unreached === 0;
    })
    .filter((worker) => ![...worker.rights.keys()].some((eventId) => lostRight(worker, eventId)))
    .map(({ id }) => `f: ${id} failed its envelope without a reason`);
}
