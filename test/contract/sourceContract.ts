import { describe, expect, it } from 'vitest';
import type { Extracted } from '../../src/envelopes/recordsOf.ts';
import type { Source } from '../../src/local/watch/listen.ts';
import { fieldAt } from '../../src/signin/fields.ts';
import type { Fault } from '../fakes/faultPoint.ts';
import { consoleLogin, eventIdFor, type RecordFields } from '../fakes/records.ts';

/** A source under test, and the world that it listens to. */
export type SourceUnderTest = {
  readonly source: Source;
  /** Brings records to where the source looks. */
  put(name: string, records: readonly RecordFields[]): Promise<void>;
  /** Switches a fault between the source and what it looks at, from now on. */
  setFault(fault: Fault): Promise<void>;
  /** Lets so much time pass that whatever was held back by a look can be seen by the next. */
  passTime(): Promise<void>;
  close(): Promise<void>;
};

/** Looks until everything has come to rest: a folder waits for one look more. */
const LOOKS = 3;

/** What every source of `watch` must do; `eventTime`: of records that are new to it. */
export function describeSource(
  name: string,
  eventTime: () => string,
  open: () => Promise<SourceUnderTest>,
): void {
  const withSource = (test: (under: Tried) => Promise<void>) => async () => {
    const under = await open();
    try {
      await test(tried(under));
    } finally {
      await under.close();
    }
  };
  const record = (seed: string) => consoleLogin(seed, { eventTime: eventTime() });

  describe(name, () => {
    it(
      'hands on all that there is, and what was settled not again',
      withSource(async ({ under, looks }) => {
        await under.put('first', [record('a'), record('b')]);
        expect(await looks()).toEqual({ ids: idsOf('a', 'b'), failures: 0 });
        await under.put('second', [record('c')]);
        expect(await looks()).toEqual({ ids: idsOf('c'), failures: 0 });
        expect(await looks()).toEqual({ ids: [], failures: 0 });
      }),
    );

    it(
      'hands on again what was not settled, and says that it was not',
      withSource(async ({ under, looks }) => {
        await under.put('first', [record('a'), record('b')]);
        const open = await looks(false);
        expect([...new Set(open.ids)]).toEqual(idsOf('a', 'b'));
        expect(open.failures).toBeGreaterThan(0);
        expect(await looks()).toEqual({ ids: idsOf('a', 'b'), failures: 0 });
      }),
    );

    it(
      'hands on again what the bell could not take, when it can',
      withSource(async ({ under, looks, failingLooks }) => {
        await under.put('first', [record('a')]);
        expect(await failingLooks()).toBeGreaterThan(0);
        expect(await looks()).toEqual({ ids: idsOf('a'), failures: 0 });
      }),
    );

    it.each(['refused', 'answer-lost', 'garbage'] as const)(
      'says that it was not heard where it is %s, and loses nothing by it',
      (fault) =>
        withSource(async ({ under, looks }) => {
          await under.put('before', [record('a')]);
          await under.setFault(fault);
          await expect(under.source.look(async () => true)).rejects.toThrow();
          await under.passTime();
          await under.put('meanwhile', [record('b')]);
          await under.setFault('none');
          expect((await looks()).ids).toEqual(idsOf('a', 'b'));
        })(),
    );

    it(
      'waits for what comes slowly, and takes it whole',
      withSource(async ({ under, looks }) => {
        await under.setFault('slow');
        await under.put('first', [record('a'), record('b')]);
        expect(await looks()).toEqual({ ids: idsOf('a', 'b'), failures: 0 });
      }),
    );
  });
}

type Tried = {
  readonly under: SourceUnderTest;
  /** Looks a few times; event ids as they were handed on, sorted, and how many looks failed. */
  looks(isSettled?: boolean): Promise<{ readonly ids: string[]; readonly failures: number }>;
  /** Looks a few times with a bell that fails; how many looks failed. */
  failingLooks(): Promise<number>;
};

function tried(under: SourceUnderTest): Tried {
  const lookWith = async (take: (records: readonly Extracted[]) => Promise<boolean>) => {
    let failures = 0;
    for (let look = 0; look < LOOKS; look += 1) {
      await under.source.look(take).catch(() => {
        failures += 1;
      });
      await under.passTime();
    }
    return failures;
  };
  return {
    under,
    looks: async (isSettled = true) => {
      const ids: string[] = [];
      const failures = await lookWith(async (records) => {
        for (const one of records) {
          if (one.kind === 'record') ids.push(String(fieldAt(one.record, 'eventID')));
        }
        return isSettled;
      });
      return { ids: ids.sort(), failures };
    },
    failingLooks: () => lookWith(() => Promise.reject(new Error('the disk is full'))),
  };
}

function idsOf(...seeds: readonly string[]): string[] {
  return seeds.map(eventIdFor).sort();
}
