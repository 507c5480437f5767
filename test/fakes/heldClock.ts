import type { FakeClock } from './fakeClock.ts';

/** A clock on which whoever sleeps wakes up only when it is moved that far. */
export type HeldClock = FakeClock & {
  /** Resolves when everybody sleeps or has ended. */
  settled(): Promise<void>;
  /** Nobody who sleeps now ever wakes up, as in a process that is gone. */
  kill(): void;
};

export function createHeldClock(start = '2026-03-02T09:30:00.000Z'): HeldClock {
  let time = Date.parse(start);
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    now: () => time,
    sleep: (ms) =>
      new Promise((wake) => {
        sleepers.push({ until: time + ms, wake });
      }),
    advance: (ms) => {
      time += ms;
      const due = sleepers.filter(({ until }) => until <= time);
      sleepers = sleepers.filter(({ until }) => until > time);
      for (const { wake } of due) wake();
    },
    settled: () =>
      new Promise((resolve) => {
        setImmediate(resolve);
      }),
    kill: () => {
      sleepers = [];
    },
  };
}
