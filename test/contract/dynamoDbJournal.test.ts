import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAwsRequests } from '../../src/aws/awsRequests.ts';
import { createDynamoDbCalls } from '../../src/aws/dynamoDbCalls.ts';
import { createDynamoDbCoordination } from '../../src/aws/dynamoDbCoordination.ts';
import { createDynamoDbJournal } from '../../src/aws/dynamoDbJournal.ts';
import { createDynamoDbRows } from '../../src/aws/dynamoDbRows.ts';
import { createDynamoDbPace } from '../../src/aws/rateLimiter.ts';
import { systemClock } from '../../src/systemClock.ts';
import { startDynamoDb, type TestDynamoDb } from '../fakes/dynamoDb.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { startLossyProxy } from '../fakes/lossyProxy.ts';
import { describeCrowd } from './crowdContract.ts';
import { describeJournal } from './journalContract.ts';

let server: TestDynamoDb;
beforeAll(async () => {
  server = await startDynamoDb();
});
afterAll(() => server.close());

describeCrowd('DynamoDB', async () => {
  const clock = createFakeClock();
  const tableName = await server.createTable();
  const settings = { timeZone: 'Asia/Tokyo', retentionDays: 90 };
  const journal = createDynamoDbJournal({
    call: signedCalls(server.endpoint),
    tableName,
    clock,
    settings,
  });
  const rows = createDynamoDbRows(signedCalls(server.endpoint), tableName);
  return {
    coordination: createDynamoDbCoordination(rows, clock, createDynamoDbPace(rows, clock)),
    journal,
    clock,
  };
});

describeJournal('DynamoDB', async () => {
  const clock = createFakeClock();
  const tableName = await server.createTable();
  const settings = { timeZone: 'Asia/Tokyo', retentionDays: 90 };
  const journal = createDynamoDbJournal({
    call: signedCalls(server.endpoint),
    tableName,
    clock,
    settings,
  });
  return { journal, clock, close: async () => undefined };
});

/** The calls as the function sends them. */
function signedCalls(endpoint: string) {
  const environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  };
  return createDynamoDbCalls(createAwsRequests({ environment, clock: systemClock }));
}

describe('when the answer to a call is lost', () => {
  const bucket = { accountId: '123456789012', hour: '2026-03-02T09', group: 'users' } as const;

  async function journalBehindProxy() {
    const proxy = await startLossyProxy(server.endpoint);
    const call = signedCalls(proxy.endpoint);
    const settings = { timeZone: 'Asia/Tokyo', retentionDays: 90 };
    const tableName = await server.createTable();
    const clock = createFakeClock();
    const journal = createDynamoDbJournal({
      call,
      tableName,
      clock,
      settings,
    });
    const rows = createDynamoDbRows(call, tableName);
    const pace = createDynamoDbPace(rows, clock);
    const coordination = createDynamoDbCoordination(rows, clock, pace);
    return { proxy, journal, coordination, close: () => proxy.close() };
  }

  it('no failure is counted twice: the count is refused, not repeated', async () => {
    const { proxy, journal, close } = await journalBehindProxy();
    proxy.loses = (nth) => nth === 1;
    await expect(journal.countFailures(bucket, 3)).rejects.toMatchObject({
      code: 'journal-failed',
    });
    expect(await journal.countFailures(bucket, 0)).toBe(3);
    expect(proxy.passed()).toBe(2);
    await close();
  });

  it('nothing is given to a gathering twice: joining is refused, not repeated', async () => {
    const { proxy, coordination, close } = await journalBehindProxy();
    const budget = { alone: 1, everyMs: 1000, gatherMs: 1000 };
    await coordination.join('one', [], budget);
    const before = proxy.passed();
    // Asked what is open, dynalite does not return the row, so that it is read: joining is the third call.
    proxy.loses = (nth) => nth === before + 3;
    await expect(
      coordination.join('two', [{ eventId: 'a', token: 't' }], budget),
    ).rejects.toMatchObject({
      code: 'journal-failed',
    });
    expect(proxy.passed() - before).toBe(3);
    await close();
  });

  it('other calls are repeated by the SDK', async () => {
    const { proxy, journal, close } = await journalBehindProxy();
    proxy.loses = (nth) => nth === 1;
    await journal.settle([{ signIn: { eventId: 'none' }, state: 'sent' }], 0);
    expect(proxy.passed()).toBeGreaterThan(1);
    await close();
  });
});
