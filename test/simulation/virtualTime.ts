import type { Clock } from '../../src/bell/ports.ts';

/** Time that moves only from one planned happening to the next; nothing of it depends on real time. */
export type VirtualTime = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Plans a happening; those of one moment happen in the order in which they were planned. */
  after(ms: number, happen: () => void): void;
  /** Lets everything happen, until nothing is planned. */
  runAll(): Promise<void>;
};

/** More than any schedule needs; past it something calls itself for ever. */
const MOST_HAPPENINGS = 1_000_000;

type Happening = { readonly at: number; readonly happen: () => void };

export function createVirtualTime(start = '2026-03-02T09:30:00.000Z'): VirtualTime {
  let now = Date.parse(start);
  /** Latest first, so that the next one is taken off the end. */
  const planned: Happening[] = [];
  return {
    now: () => now,
    after: (ms, happen) => {
      const at = now + Math.max(0, ms);
      planned.splice(placeFor(planned, at), 0, { at, happen });
    },
    runAll: async () => {
      await settled();
      for (let happened = 0; ; happened += 1) {
        const next = planned.pop();
        if (next === undefined) return;
        if (happened === MOST_HAPPENINGS) throw new Error('the schedule does not come to an end');
        now = next.at;
        next.happen();
        await settled();
      }
    },
  };
}

/** The clock of one worker: of a dead one nothing wakes up again. */
export function clockOf(time: VirtualTime, isAlive: () => boolean): Clock {
  return {
    now: time.now,
    sleep: (ms) =>
      new Promise((resolve) => {
        time.after(ms, () => {
          if (isAlive()) resolve();
        });
      }),
  };
}

/** Where in the list (latest first) a happening stands that comes after all planned for its moment. */
function placeFor(planned: readonly Happening[], at: number): number {
  let [low, high] = [0, planned.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = planned[middle];
    if (other !== undefined && other.at > at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Resolves when every worker stands still, waiting for something planned: a macrotask begins only after
 * the last microtask. Node's only task here, so the order is always the same.
 */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
