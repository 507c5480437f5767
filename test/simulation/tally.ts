import type { Outcome } from './platform.ts';
import { windowOf } from './sendSettleWindow.ts';

/** What many schedules held, added up. */
export type Tally = {
  schedules: number;
  onSqlite: number;
  workers: number;
  /** Calls struck, by the sort of fault; `poison` for records of which a call always fails. */
  readonly strikes: Map<string, number>;
  readonly endings: Map<string, number>;
  notices: number;
  signIns: number;
  /** Notices and the sign-ins that they name, by what lay between send and settle. */
  readonly windows: Map<string, number>;
  toldTwice: number;
  deadLetters: number;
  /** Dead letters of which every sign-in had been told all the same. */
  needlessDeadLetters: number;
  /** Sign-ins given to a gathering. */
  gathered: number;
};

export function emptyTally(): Tally {
  return {
    schedules: 0,
    onSqlite: 0,
    workers: 0,
    strikes: new Map(),
    endings: new Map(),
    notices: 0,
    signIns: 0,
    windows: new Map(),
    toldTwice: 0,
    deadLetters: 0,
    needlessDeadLetters: 0,
    gathered: 0,
  };
}

export function addOutcome(tally: Tally, { schedule, truth, envelopes }: Outcome): void {
  tally.schedules += 1;
  tally.onSqlite += Number(schedule.journal !== 'memory');
  tally.workers += truth.workers.length;
  tally.notices += truth.landings.length;
  tally.gathered += truth.handed.size;
  tally.signIns += new Set(envelopes.flat().map(({ eventId }) => eventId)).size;
  for (const { kind } of truth.strikes) add(tally.strikes, kind);
  for (const { ending = 'none' } of truth.workers) add(tally.endings, ending);
  const times = new Map<string, number>();
  for (const landing of truth.landings) {
    for (const eventId of landing.eventIds) {
      add(tally.windows, windowOf(truth, landing, eventId));
      add(times, eventId);
    }
  }
  tally.toldTwice += [...times.values()].filter((count) => count > 1).length;
  for (const { end, envelope } of truth.ends) {
    if (end === 'complete') continue;
    tally.deadLetters += 1;
    const untold = envelopes[envelope]?.some(
      ({ eventId, bucket }) => bucket === undefined && !truth.isTold(eventId),
    );
    tally.needlessDeadLetters += Number(!untold);
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
