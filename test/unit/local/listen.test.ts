import { describe, expect, it } from 'vitest';
import { recordsOf } from '../../../src/envelopes/recordsOf.ts';
import { createHistorySource } from '../../../src/local/watch/historySource.ts';
import { listen, type Source, type SourceHealth } from '../../../src/local/watch/listen.ts';
import type { Looks } from '../../../src/local/watch/looks.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { consoleLogin } from '../../fakes/records.ts';

const MINUTE = 60_000;

/** Listens for so many looks, each `everyMs` after the last, and returns what people were told. */
async function listened(looks: readonly (() => Promise<void>)[], onDeafFails = 0) {
  const clock = createFakeClock();
  const controller = new AbortController();
  const told: string[] = [];
  let look = 0;
  let refusals = onDeafFails;
  const source: Source = {
    name: 'us-east-1',
    everyMs: MINUTE,
    look: async () => {
      const next = looks[look];
      look += 1;
      if (look === looks.length) controller.abort();
      await next?.();
    },
  };
  const health: SourceHealth = {
    name: source.name,
    heardAt: clock.now(),
    looks: 0,
    failures: 0,
    saidDeaf: false,
  };
  await listen(source, health, {
    clock,
    take: async () => true,
    signal: controller.signal,
    onDeaf: async ({ reason }) => {
      if (refusals > 0) {
        refusals -= 1;
        throw new Error('nobody can be told');
      }
      told.push(`deaf: ${reason}`);
    },
    onWell: async (_, since) => {
      told.push(`well since ${new Date(since).toISOString()}`);
    },
  });
  return { told, health };
}

const works = async () => undefined;
const fails = () => Promise.reject(new Error('the credentials have expired'));
const times = (count: number, look: () => Promise<void>) =>
  Array.from({ length: count }, () => look);

describe('listening to a source', () => {
  it('says once that it is deaf, after a quarter of an hour, and once that it is well', async () => {
    const { told } = await listened([works, ...times(40, fails), ...times(3, works)]);
    expect(told).toEqual([
      'deaf: the credentials have expired',
      'well since 2026-03-02T09:30:00.000Z',
    ]);
  });

  it('says nothing of a look that fails now and then', async () => {
    const { told, health } = await listened([
      ...times(14, fails),
      works,
      ...times(14, fails),
      works,
    ]);
    expect(told).toEqual([]);
    expect(health).toMatchObject({ looks: 2, failures: 28 });
  });

  it('says it at a later look where nobody could be told at first', async () => {
    const { told } = await listened([...times(20, fails), works], 3);
    expect(told[0]).toBe('deaf: the credentials have expired');
  });
});

describe("CloudTrail's event history as a source", () => {
  /** What is looked up of each look, and which events are handed on. */
  function source(reached?: number) {
    const clock = createFakeClock();
    const spans: { since: number; until: number }[] = [];
    const taken: string[] = [];
    const saved = new Map<string, number>(reached === undefined ? [] : [['key', reached]]);
    const looks: Looks = {
      reached: (key) => saved.get(key),
      save: (key, at) => saved.set(key, at),
      all: () => [],
    };
    let isSettled = true;
    const history = createHistorySource({
      region: 'us-east-1',
      key: 'key',
      everyMs: MINUTE,
      clock,
      looks,
      lookUp: async function* (span) {
        spans.push(span);
        yield* recordsOf({ Records: [consoleLogin('a'), consoleLogin('b')] });
      },
    });
    const look = () =>
      history.look(async (records) => {
        for (const one of records)
          if (one.kind === 'record') taken.push(JSON.stringify(one.record));
        return isSettled;
      });
    const refuse = (on: boolean) => {
      isSettled = !on;
    };
    return { clock, spans, taken, saved, look, refuse };
  }
  const minutes = ({ since, until }: { since: number; until: number }) => (until - since) / MINUTE;

  it('looks at the last half hour, and every hour at the last six', async () => {
    const { clock, spans, look } = source();
    for (let i = 0; i < 61; i += 1) {
      await look();
      clock.advance(MINUTE);
    }
    expect(spans.slice(0, 60).map(minutes)).toEqual(
      Array.from({ length: 60 }, () => 30).fill(31, 1),
    );
    expect(spans[60] && minutes(spans[60])).toBe(360);
  });

  it('begins where it ended, and goes back seven days at the most', async () => {
    const now = createFakeClock().now();
    const hours = source(now - 5 * 60 * MINUTE);
    await hours.look();
    expect(hours.spans.map(minutes)).toEqual([330]);
    const weeks = source(now - 30 * 24 * 60 * MINUTE);
    await weeks.look();
    expect(weeks.spans.map(minutes)).toEqual([7 * 24 * 60]);
  });

  it('hands on what is settled once, and what is not again', async () => {
    const { taken, look, refuse, saved } = source();
    refuse(true);
    await expect(look()).rejects.toThrow('not told yet');
    expect(saved.size).toBe(0);
    refuse(false);
    await look();
    await look();
    expect(taken).toHaveLength(4);
  });
});
