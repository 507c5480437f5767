import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { noCoordination } from '../../src/bell/noCoordination.ts';
import type { Acts, Coordination, SignInHistory, SignInJournal } from '../../src/bell/ports.ts';
import { openJournalFile } from '../../src/local/openJournalFile.ts';
import { createSqliteJournal } from '../../src/local/sqliteJournal.ts';
import { SCHEMA } from '../../src/local/sqliteSchema.ts';
import { createMemoryJournal } from '../fakes/memoryJournal.ts';
import type { Schedule } from './schedule.ts';
import type { VirtualTime } from './virtualTime.ts';

/** A journal on an empty store. */
export type OpenJournal = {
  readonly journal: SignInJournal & SignInHistory & Acts;
  /** In memory: that of all workers. SQLite has none, as one machine needs none. */
  readonly coordination: Coordination;
  close(): void;
};

const SETTINGS = { timeZone: 'UTC', retentionDays: 90 };

/** `sqlite-unsynced`: a file that does not wait for the disk, for much that need not outlive the run. */
export type JournalKind = Schedule['journal'] | 'sqlite-unsynced';

export function openJournal(kind: JournalKind, time: VirtualTime): OpenJournal {
  const clock = { now: time.now, sleep: () => Promise.reject(new Error('a journal never sleeps')) };
  if (kind === 'memory') {
    const journal = createMemoryJournal(clock, SETTINGS);
    return { journal, coordination: journal.coordination, close: () => undefined };
  }
  const folder =
    kind === 'sqlite' ? undefined : mkdtempSync(join(tmpdir(), 'loginbell-simulation-'));
  const database = folder === undefined ? inMemory() : openJournalFile(folder);
  if (kind === 'sqlite-unsynced') database.exec('PRAGMA synchronous = OFF');
  return {
    journal: createSqliteJournal({ database, clock, settings: SETTINGS }),
    coordination: noCoordination,
    close: () => {
      database.close();
      if (folder !== undefined) rmSync(folder, { recursive: true });
    },
  };
}

function inMemory(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  database.exec(SCHEMA);
  return database;
}
