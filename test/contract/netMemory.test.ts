import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbRows, type DynamoDbRows } from '../../src/aws/dynamoDbRows.ts';
import { createSdkDynamoDbCalls } from '../../src/aws/dynamoDbSdkCalls.ts';
import { createLetterMemory } from '../../src/aws/letterMemory.ts';
import { createSafetyNetMemory } from '../../src/aws/safetyNetMemory.ts';
import type { HealthState } from '../../src/health/healthNews.ts';
import type { LetterMemory, SafetyNetMemory } from '../../src/safetyNet/memory.ts';
import { startDynamoDb, type TestDynamoDb } from '../fakes/dynamoDb.ts';
import { createFakeClock, type FakeClock } from '../fakes/fakeClock.ts';

let dynamoDb: TestDynamoDb;
let memory: SafetyNetMemory;
let letters: LetterMemory;
let rows: DynamoDbRows;
let clock: FakeClock;
beforeAll(async () => {
  dynamoDb = await startDynamoDb();
});
afterAll(() => dynamoDb.close());
beforeEach(async () => {
  clock = createFakeClock();
  const tableName = await dynamoDb.createTable();
  rows = createDynamoDbRows(createSdkDynamoDbCalls(dynamoDb.client), tableName);
  memory = createSafetyNetMemory(rows, clock);
  letters = createLetterMemory(rows, clock);
});

const STATE: HealthState = {
  broken: ['filter'],
  unknownSince: { alarms: 12 },
  mentioned: [],
};
const lease = (token: string) => ({ token, until: clock.now() + 60_000 });

describe('the memory of the hourly check', () => {
  it('knows nothing at first', async () => {
    expect(await memory.load()).toEqual({ state: undefined, version: 0 });
    expect(await memory.loadReached()).toBeUndefined();
  });

  it('gives back what was written down', async () => {
    expect(await memory.claim(0, lease('a'))).toBe(true);
    await memory.settle(STATE, 1, lease('a'));
    expect(await memory.load()).toEqual({ state: STATE, version: 1 });
    await memory.saveReached(1234);
    expect(await memory.loadReached()).toBe(1234);
  });

  it('lets one of two runs tell', async () => {
    const both = await Promise.all([memory.claim(0, lease('a')), memory.claim(0, lease('b'))]);
    expect(both.sort()).toEqual([false, true]);
  });

  it('lets nobody tell again what was told since', async () => {
    await memory.claim(0, lease('a'));
    await memory.settle(STATE, 1, lease('a'));
    expect(await memory.claim(0, lease('b'))).toBe(false);
    expect(await memory.claim(1, lease('b'))).toBe(true);
  });

  it('gives the right to the next run when the lease has run out, and takes nothing from it', async () => {
    await memory.claim(0, lease('a'));
    clock.advance(60_001);
    expect(await memory.claim(0, lease('b'))).toBe(true);
    await memory.settle({ ...STATE, broken: [] }, 1, lease('a'));
    expect(await memory.load()).toMatchObject({ version: 0 });
    await memory.settle(STATE, 1, lease('b'));
    expect(await memory.load()).toEqual({ state: STATE, version: 1 });
  });
});

describe('the memory of the weekly letter', () => {
  const WEEK = 7 * 86_400_000;

  it('knows nothing at first, and gives back what was written down', async () => {
    expect(await letters.loadTold()).toBeUndefined();
    expect(await letters.loadListening()).toBeUndefined();
    const due = clock.now() - 1000;
    expect(await letters.claim(due, lease('a'))).toBe(true);
    await letters.settle(due, lease('a'));
    expect(await letters.loadTold()).toBe(due);
    const listening = {
      since: 1,
      last: clock.now(),
      troubles: [{ what: 'no-look' as const, from: 2, until: 3 }],
    };
    await letters.saveListening(listening);
    expect(await letters.loadListening()).toEqual(listening);
  });

  it('lets one of two runs send a letter, and nobody send it again', async () => {
    const due = clock.now();
    const both = await Promise.all([
      letters.claim(due, lease('a')),
      letters.claim(due, lease('b')),
    ]);
    expect(both.sort()).toEqual([false, true]);
    clock.advance(60_001);
    expect(await letters.claim(due, lease('c'))).toBe(true);
    await letters.settle(due, lease('a'));
    expect(await letters.loadTold()).toBeUndefined();
    await letters.settle(due, lease('c'));
    expect(await letters.claim(due, lease('d'))).toBe(false);
    clock.advance(WEEK);
    expect(await letters.claim(due + WEEK, lease('d'))).toBe(true);
  });

  it('takes rows that no honest run could have written for absent', async () => {
    const forge = (eventID: string, set: string, values: Record<string, number | string>) =>
      rows.update({ eventID, set, values });
    const future = clock.now() + 1000 * WEEK;
    await forge('net#letter', 'SET told = :at, leaseUntil = :at', { ':at': future });
    expect(await letters.loadTold()).toBeUndefined();
    expect(await letters.claim(clock.now(), lease('a'))).toBe(true);
    const details = JSON.stringify({ since: 1, last: future, troubles: [] });
    await forge('net#listening', 'SET details = :details', { ':details': details });
    expect(await letters.loadListening()).toBeUndefined();
  });
});
