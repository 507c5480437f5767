import { describe, expect, it } from 'vitest';
import {
  followTrial,
  type SyntheticChain,
  type TrialStep,
} from '../../../src/installation/syntheticProgress.ts';
import { syntheticSignIn } from '../../../src/installation/syntheticSignIn.ts';
import type { Fields } from '../../../src/signin/fields.ts';
import { createFakeClock, type FakeClock } from '../../fakes/fakeClock.ts';

const PLACE = { accountId: '123456789012', partition: 'aws', region: 'us-east-1' };
const record = syntheticSignIn({ id: 'one', at: Date.parse('2026-03-02T09:30:00Z'), ...PLACE });

/** A chain whose function stores and whose topic takes, so many milliseconds after the record was written. */
function chainWith(clock: FakeClock, times: { stored?: number; settled?: number }) {
  const happened: string[] = [];
  let written = 0;
  const chain: SyntheticChain = {
    write: async ({ eventID }: Fields) => {
      happened.push(`wrote ${eventID}`);
      clock.advance(200);
      written = clock.now();
    },
    look: async () => {
      const has = (ms: number | undefined) => ms !== undefined && clock.now() >= written + ms;
      const storedAt = written + (times.stored ?? 0);
      if (has(times.settled)) {
        return { state: 'sent', storedAt, settledAt: written + (times.settled ?? 0) };
      }
      return has(times.stored) ? { state: 'claimed', storedAt } : undefined;
    },
    cleanUp: async () => {
      happened.push('cleaned up');
    },
  };
  return { chain, happened };
}

async function steps(clock: FakeClock, chain: SyntheticChain): Promise<TrialStep[]> {
  const found: TrialStep[] = [];
  for await (const step of followTrial(record, chain, { clock, patience: 10_000 })) {
    if (step.kind !== 'waiting') found.push(step);
  }
  return found;
}

describe('a trial', () => {
  it('says how long each link took, and cleans up', async () => {
    const clock = createFakeClock();
    const { chain, happened } = chainWith(clock, { stored: 3000, settled: 3400 });
    expect(await steps(clock, chain)).toEqual([
      { kind: 'passed', stage: 'logged', took: 200 },
      { kind: 'passed', stage: 'stored', took: 3000 },
      { kind: 'passed', stage: 'sent', took: 400 },
    ]);
    expect(happened).toEqual(['wrote loginbell-test-one', 'cleaned up']);
  });

  it.each([
    ['the function', {}, 'stored'],
    ['the topic', { stored: 2000 }, 'sent'],
  ])('says that it stopped at %s', async (_, times, stage) => {
    const clock = createFakeClock();
    const { chain, happened } = chainWith(clock, times);
    const found = await steps(clock, chain);
    expect(found.at(-1)).toEqual({ kind: 'stopped', stage, waited: 10_000 });
    expect(happened.at(-1)).toBe('cleaned up');
  });

  it('says what it could not clean up, after everything else', async () => {
    const clock = createFakeClock();
    const { chain } = chainWith(clock, { stored: 1000, settled: 1100 });
    const error = new Error('denied');
    const found = await steps(clock, { ...chain, cleanUp: () => Promise.reject(error) });
    expect(found.map(({ kind }) => kind)).toEqual(['passed', 'passed', 'passed', 'left-behind']);
  });

  it('says what went wrong first, though the clean-up fails too', async () => {
    const clock = createFakeClock();
    const { chain } = chainWith(clock, {});
    const fail = (reason: string) => () => Promise.reject(new Error(reason));
    const broken = { ...chain, write: fail('no such log group'), cleanUp: fail('denied') };
    await expect(steps(clock, broken)).rejects.toThrow('no such log group');
  });

  it('cleans up when the log group does not take it', async () => {
    const clock = createFakeClock();
    const { chain, happened } = chainWith(clock, {});
    const refusing = { ...chain, write: () => Promise.reject(new Error('no such log group')) };
    await expect(steps(clock, refusing)).rejects.toThrow('no such log group');
    expect(happened).toEqual(['cleaned up']);
  });
});
