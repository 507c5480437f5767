import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournalFile } from '../../src/local/openJournalFile.ts';
import { createSqliteJournal } from '../../src/local/sqliteJournal.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { createMemoryJournal } from '../fakes/memoryJournal.ts';
import { describeCrowd } from './crowdContract.ts';
import { describeJournal } from './journalContract.ts';

const settings = { timeZone: 'Asia/Tokyo', retentionDays: 90 };

describeJournal('in-memory', async () => {
  const clock = createFakeClock();
  return { journal: createMemoryJournal(clock, settings), clock, close: async () => undefined };
});

describeCrowd('in-memory', async () => {
  const clock = createFakeClock();
  const journal = createMemoryJournal(clock, settings);
  return { coordination: journal.coordination, journal, clock };
});

describeJournal('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'loginbell-journal-'));
  const clock = createFakeClock();
  const database = openJournalFile(folder);
  return {
    journal: createSqliteJournal({ database, clock, settings }),
    clock,
    close: async () => {
      database.close();
      await rm(folder, { recursive: true });
    },
  };
});
