import { describe, expect, it } from 'vitest';
import { checkSchedules } from './checkSchedules.ts';
import { breaches } from './laws.ts';
import { simulate } from './platform.ts';
import type { Fault, Schedule } from './schedule.ts';

/** One IAM user's sign-in, delivered once, and what goes wrong with it. */
function one(...faults: readonly Fault[]): Schedule {
  return {
    platform: 'lambda',
    journal: 'memory',
    concurrency: 2,
    signIns: ['user'],
    coordination: 0,
    guesses: 0,
    alone: 20,
    scattered: [],
    envelopes: [{ signIns: [0], deliveries: [0] }],
    faults,
    poisons: [],
    cpuMs: 0,
    latencies: [10],
    lands: [true],
  };
}

const once = { nth: 0, times: 1, seconds: 0 };

describe('whatever fails', () => {
  it('every sign-in is told or stands in the dead letters, and twice only for a reason', async () => {
    const { broken, tally } = await checkSchedules({ schedules: 2000, seed: 20_261_123 });
    expect(broken).toBeUndefined();
    // The schedules are worth their time only if they reach what they are made for.
    expect(tally.windows.get('died')).toBeGreaterThan(100);
    expect(tally.deadLetters).toBeGreaterThan(100);
    expect(tally.onSqlite).toBeGreaterThan(50);
    expect(tally.strikes.size).toBe(13);
    expect(tally.gathered).toBeGreaterThan(300);
  }, 120_000);

  it('the same seed runs the same schedules to the same end', async () => {
    const runs = [1, 2].map(() => checkSchedules({ schedules: 60, seed: 7 }));
    const [first, second] = await Promise.all(runs);
    expect(first).toEqual(second);
  });
});

describe('when nothing fails', () => {
  it('every sign-in is told exactly once, and failures at their numbers, however envelopes come', async () => {
    const { broken } = await checkSchedules({ schedules: 400, seed: 20_261_124, calm: true });
    expect(broken).toBeUndefined();
  });
});

describe('when strangers fail more often than a run can count', () => {
  it('what matters is told first and at once, and every run gets further', async () => {
    const { broken, tally } = await checkSchedules({ schedules: 40, seed: 20_261_127, busy: true });
    expect(broken).toBeUndefined();
    // The schedules are worth their time only if one run is often not enough.
    expect(tally.workers).toBeGreaterThan(60);
  }, 60_000);
});

describe('a worker', () => {
  const mails = (schedule: Schedule) =>
    simulate(schedule, async (outcome) => {
      expect(await breaches(outcome)).toEqual([]);
      return [outcome.truth.landings.length, outcome.truth.ends.map(({ end }) => end)];
    });

  it('that dies before it sent is followed by one that tells it once', async () => {
    expect(await mails(one({ ...once, method: 'send', kind: 'dies-undone' }))).toEqual([
      1,
      ['complete'],
    ]);
  });

  it('that dies between send and settle is the reason for a second mail', async () => {
    expect(await mails(one({ ...once, method: 'settle', kind: 'dies-undone' }))).toEqual([
      2,
      ['complete'],
    ]);
  });

  it('that dies after the settle is no reason for a second mail', async () => {
    expect(await mails(one({ ...once, method: 'settle', kind: 'dies-done' }))).toEqual([
      1,
      ['complete'],
    ]);
  });

  it('whose notices are always refused leaves the envelope to the dead letters', async () => {
    expect(await mails(one({ ...once, times: 40, method: 'send', kind: 'refused' }))).toEqual([
      0,
      ['dead-letter'],
    ]);
  });

  it('whose lease ran out before it came to send leaves that to the next', async () => {
    const slow = { ...once, times: 2, method: 'claim', kind: 'slow', seconds: 35 } as const;
    const schedule = { ...one(slow), platform: 'machine', concurrency: 1 } as const;
    const signIns = ['user', 'user'] as const;
    const envelopes = [{ signIns: [0, 1], deliveries: [0] }];
    expect(await mails({ ...schedule, signIns, envelopes })).toEqual([2, ['complete']]);
  });

  it('whose lease on all but one of a digest ran out tells that one, and calls it sent', async () => {
    const slow = { ...once, times: 2, method: 'claim', kind: 'slow-answer', seconds: 59 } as const;
    const envelopes = [{ signIns: [0], deliveries: [6] }];
    const schedule = { ...one(slow), platform: 'machine', concurrency: 1, envelopes } as const;
    expect(await mails({ ...schedule, alone: 0, scattered: [[0]], latencies: [1] })).toEqual([
      2,
      ['complete', 'complete'],
    ]);
  });

  it('whose claim was repeated by the client library goes on with it at once', async () => {
    const schedule = one({ ...once, method: 'claim', kind: 'repeated' });
    expect(await simulate(schedule, async ({ truth }) => truth.workers.length)).toBe(1);
  });

  it('for which one look-up fails tells all failures of the hour at once', async () => {
    const schedule = one({ ...once, method: 'firstSeen', kind: 'refused' });
    const signIns = ['failure', 'failure', 'failure'] as const;
    const envelopes = [{ signIns: [0, 1, 2], deliveries: [0] }];
    const tellers = await simulate({ ...schedule, signIns, envelopes }, async ({ truth }) =>
      truth.landings.map(({ worker }) => worker.id),
    );
    expect(tellers).toEqual(['worker 1', 'worker 1', 'worker 1']);
  });

  it('tells failures that are claimed again although the look-up of one of them always fails', async () => {
    const schedule = one({ ...once, method: 'countFailures', kind: 'dies-done' });
    const signIns = ['failure', 'failure'] as const;
    const envelopes = [{ signIns: [0, 1], deliveries: [0] }];
    const poisons = [{ method: 'firstSeen', signIn: 1 }] as const;
    expect(await mails({ ...schedule, signIns, envelopes, poisons })).toEqual([1, ['complete']]);
  });
});

describe('what has gathered', () => {
  const signIns = ['user', 'user', 'user'] as const;
  const envelopes = [
    { signIns: [0], deliveries: [0] },
    { signIns: [1], deliveries: [2] },
    { signIns: [2], deliveries: [4] },
  ];
  const crowded = (...faults: readonly Fault[]): Schedule => {
    return { ...one(...faults), alone: 0, signIns, envelopes };
  };
  const told = (schedule: Schedule) =>
    simulate(schedule, async (outcome) => {
      expect(await breaches(outcome)).toEqual([]);
      const { landings, ends } = outcome.truth;
      return {
        told: landings.map(({ eventIds }) => eventIds.length),
        ends: ends.map(({ end }) => end),
      };
    });
  const complete = ['complete', 'complete', 'complete'];

  it('is told together by the first, and the others are done at once', async () => {
    expect(await told(crowded())).toEqual({ told: [3], ends: complete });
  });

  it('is told by their own retries when the first dies', async () => {
    const fault = { ...once, method: 'close', kind: 'dies-undone' } as const;
    expect(await told(crowded(fault))).toEqual({ told: [1, 1, 1], ends: complete });
  });

  it('is told by the retry when one of it cannot be taken over at first', async () => {
    const fault = { ...once, method: 'takeOver', kind: 'refused' } as const;
    expect(await told(crowded(fault))).toEqual({ told: [2, 1], ends: complete });
  });

  it('is told by its own retry when it can never be taken over', async () => {
    const poisons = [{ method: 'takeOver', signIn: 1 }] as const;
    expect(await told({ ...crowded(), poisons })).toEqual({
      told: [2, 1],
      ends: ['complete', 'complete', 'dead-letter'],
    });
  });
});
