import type { RingReport } from '../bell/bell.ts';
import type { Clock } from '../bell/ports.ts';
import { concurrently } from '../concurrently.ts';
import type { Extracted } from '../envelopes/recordsOf.ts';
import { reasonOf } from '../errors.ts';
import { fieldAt } from '../signin/fields.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * How far behind the present the look ends. The stream takes 5 to 10 minutes, its retries 3 more, and
 * LookupEvents itself lags up to 15: what the stream has not brought after half an hour, it has missed.
 */
export const LEAVE_TO_STREAM = 30 * MINUTE;
/** How far back every look goes, whatever was looked at before: an event may show up hours late. */
export const LOOK_BACK = 6 * HOUR;
/**
 * After a long outage the first look goes back to the last one that was whole, but no further than a row of
 * the journal lives at least: what is looked at must still be known if it was told.
 */
const FURTHEST = 7 * 24 * HOUR;
/** Regions looked at together. Each has a rate of its own at CloudTrail. */
const REGIONS_AT_ONCE = 8;

/** Records rung for together: few enough to be told within one lease, even if each rings alone. */
const SHARE = 200;

/** Milliseconds since the epoch. */
export type Span = { readonly since: number; readonly until: number };

/** The span to look at. `reached`: the end of the last look that was whole. */
export function spanOf(now: number, reached: number | undefined): Span {
  const until = now - LEAVE_TO_STREAM;
  const since = Math.min(now - LOOK_BACK, reached ?? now);
  return { since: Math.max(since, now - FURTHEST), until };
}

export type ReconcileDeps = {
  readonly clock: Clock;
  readonly regions: readonly string[];
  /** The watched events of one region. */
  readonly find: (region: string, span: Span) => AsyncIterable<Extracted>;
  /** Rings for what is not told yet, as found by the check; `mute`: stores it without ringing. */
  readonly ring: (records: readonly Extracted[], mute: boolean) => Promise<RingReport>;
};

export type Reconciliation = {
  records: number;
  notices: number;
  /** What did not work, one line for each region or step; empty when the look was whole. */
  readonly problems: string[];
};

/**
 * Looks for sign-ins that the stream missed, region by region, and rings for them. Whatever is told already
 * is told by nobody again: the journal's claim sees to that. A region that fails is a problem in the answer
 * and delays no other; what it gave before is rung for, and so is what it gave by `deadline`. `mutedBefore`: what
 * happened earlier than this (milliseconds) is stored without ringing. Never rejects.
 */
export async function reconcile(
  deps: ReconcileDeps,
  span: Span,
  limits: { readonly deadline: number; readonly mutedBefore: number },
): Promise<Reconciliation> {
  const { clock, regions, find } = deps;
  const result: Reconciliation = { records: 0, notices: 0, problems: [] };

  async function lookAt(region: string): Promise<void> {
    const failIfLate = () => {
      if (clock.now() > limits.deadline) throw new Error('no time was left to look at all of it');
    };
    let share: Extracted[] = [];
    const ringForShare = async () => {
      const records = share;
      share = [];
      result.records += records.length;
      await inTurn(() => ringFor(region, records));
    };
    try {
      failIfLate();
      for await (const extracted of find(region, span)) {
        share.push(extracted);
        if (share.length === SHARE) await ringForShare();
        failIfLate();
      }
    } finally {
      await ringForShare();
    }
  }

  async function ringFor(region: string, found: readonly Extracted[]): Promise<void> {
    const isOld = (one: Extracted) => happenedAt(one) < limits.mutedBefore;
    for (const mute of [false, true]) {
      const part = found.filter((one) => isOld(one) === mute);
      if (part.length === 0) continue;
      const { notices, failures } = await deps.ring(part, mute);
      result.notices += notices;
      // What another worker holds is no problem: it tells it, or the next hour does.
      for (const { eventId, step, reason } of failures) {
        result.problems.push(`${region}: ${step} ${eventId}: ${reason}`);
      }
    }
  }

  // One after the other: a claim must be told within its lease, and one notifier keeps one rate.
  let turn = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  await concurrently(regions, REGIONS_AT_ONCE, (region) =>
    lookAt(region).catch((error: unknown) => {
      result.problems.push(`${region}: ${reasonOf(error)}`);
    }),
  );
  return result;
}

function happenedAt(extracted: Extracted): number {
  if (extracted.kind === 'unreadable') return Number.POSITIVE_INFINITY;
  const at = Date.parse(String(fieldAt(extracted.record, 'eventTime')));
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
}
