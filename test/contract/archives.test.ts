import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createDynamoDbArchive } from '../../src/aws/dynamoDbArchive.ts';
import { createDynamoDbJournal } from '../../src/aws/dynamoDbJournal.ts';
import { createSdkDynamoDbCalls } from '../../src/aws/dynamoDbSdkCalls.ts';
import { openJournalFile } from '../../src/local/openJournalFile.ts';
import { createSqliteArchive } from '../../src/local/sqliteArchive.ts';
import { createSqliteJournal } from '../../src/local/sqliteJournal.ts';
import { startDynamoDb, type TestDynamoDb } from '../fakes/dynamoDb.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { describeArchive } from './archiveContract.ts';

const settings = { timeZone: 'Asia/Tokyo', retentionDays: 90 };

let server: TestDynamoDb;
beforeAll(async () => {
  server = await startDynamoDb();
});
afterAll(() => server.close());

describeArchive('DynamoDB', async () => {
  const clock = createFakeClock();
  const tableName = await server.createTable();
  const deps = { call: createSdkDynamoDbCalls(server.client), tableName, clock, settings };
  const [archive, journal] = [createDynamoDbArchive(deps), createDynamoDbJournal(deps)];
  return { archive, journal, clock, close: async () => undefined };
});

describeArchive('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'loginbell-archive-'));
  const clock = createFakeClock();
  const database = openJournalFile(folder);
  const deps = { database, clock, settings };
  return {
    archive: createSqliteArchive(deps),
    journal: createSqliteJournal(deps),
    clock,
    close: async () => {
      database.close();
      await rm(folder, { recursive: true });
    },
  };
});
