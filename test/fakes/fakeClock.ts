import type { Clock } from '../../src/bell/ports.ts';

/** A clock that stands still until it is moved; sleeping moves it. */
export type FakeClock = Clock & { advance(ms: number): void };

export function createFakeClock(start = '2026-03-02T09:30:00.000Z'): FakeClock {
  let time = Date.parse(start);
  return {
    now: () => time,
    sleep: async (ms) => {
      time += ms;
    },
    advance: (ms) => {
      time += ms;
    },
  };
}
