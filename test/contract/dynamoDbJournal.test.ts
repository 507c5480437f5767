import { afterAll, beforeAll } from 'vitest';
import { createDynamoDbJournal } from '../../src/aws/dynamoDbJournal.ts';
import { startDynamoDb, type TestDynamoDb } from '../fakes/dynamoDb.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { describeJournal } from './journalContract.ts';

let server: TestDynamoDb;
beforeAll(async () => {
  server = await startDynamoDb();
});
afterAll(() => server.close());

describeJournal('DynamoDB', async () => {
  const clock = createFakeClock();
  const tableName = await server.createTable();
  const settings = { timeZone: 'Asia/Tokyo', retentionDays: 90 };
  const journal = createDynamoDbJournal({ client: server.client, tableName, clock, settings });
  return { journal, clock, close: async () => undefined };
});
