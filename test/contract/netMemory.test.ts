import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbRows } from '../../src/aws/dynamoDbRows.ts';
import { createSdkDynamoDbCalls } from '../../src/aws/dynamoDbSdkCalls.ts';
import { createSafetyNetMemory } from '../../src/aws/safetyNetMemory.ts';
import type { HealthState } from '../../src/health/healthNews.ts';
import type { SafetyNetMemory } from '../../src/safetyNet/memory.ts';
import { startDynamoDb, type TestDynamoDb } from '../fakes/dynamoDb.ts';
import { createFakeClock, type FakeClock } from '../fakes/fakeClock.ts';

let dynamoDb: TestDynamoDb;
let memory: SafetyNetMemory;
let clock: FakeClock;
beforeAll(async () => {
  dynamoDb = await startDynamoDb();
});
afterAll(() => dynamoDb.close());
beforeEach(async () => {
  clock = createFakeClock();
  const tableName = await dynamoDb.createTable();
  memory = createSafetyNetMemory(
    createDynamoDbRows(createSdkDynamoDbCalls(dynamoDb.client), tableName),
    clock,
  );
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
