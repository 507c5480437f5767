import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournalFile } from '../../src/local/openJournalFile.ts';
import { PAGE_OF_ALL, PAGE_OF_PRINCIPAL } from '../../src/local/sqliteHistory.ts';
import { createSqliteJournal } from '../../src/local/sqliteJournal.ts';
import { fieldsOf } from '../../src/signin/fields.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { consoleLogin, iamUser, type RecordFields, roleSession } from '../fakes/records.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loginbell-journal-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function open() {
  const database = openJournalFile(folder);
  const clock = createFakeClock();
  const settings = { timeZone: 'UTC', retentionDays: undefined };
  return { database, journal: createSqliteJournal({ database, clock, settings }) };
}

async function store(journal: ReturnType<typeof open>['journal'], ...records: RecordFields[]) {
  for (const record of records) {
    const watch = { events: 'AllSignIns', ownResources: [] } as const;
    const parsed = parseSignIn(record, watch, { at: Date.parse('2026-03-02T09:30:00Z') });
    if (parsed.kind === 'sign-in') await journal.claim(parsed.signIn, { token: 't', until: 0 });
  }
}

async function eventsOf(journal: ReturnType<typeof open>['journal'], user: string) {
  const found: string[] = [];
  for await (const { signIn } of journal.entries({ since: '0000', until: '9999', user })) {
    found.push(`${signIn.occurredAt.slice(11, 16)} ${signIn.accountId}`);
  }
  return found;
}

const RECORDS = [
  consoleLogin('a', { eventTime: '2026-03-02T09:01:00Z', userIdentity: iamUser('alice') }),
  consoleLogin('b', { eventTime: '2026-03-02T09:02:00Z', userIdentity: iamUser('bob') }),
  consoleLogin('c', {
    eventTime: '2026-03-02T09:03:00Z',
    userIdentity: roleSession('Admin', 'alice'),
  }),
  consoleLogin('d', { eventTime: '2026-03-02T09:04:00Z', userIdentity: iamUser('alice') }),
];

describe('the journal file', () => {
  it.skipIf(process.platform === 'win32')(
    "is its owner's alone, with its helpers, in a folder that is open to all (modes are of POSIX)",
    async () => {
      chmodSync(folder, 0o755);
      const { database, journal } = open();
      await store(journal, ...RECORDS);
      const modes = readdirSync(folder).map((name) => [
        name,
        statSync(join(folder, name)).mode & 0o777,
      ]);
      database.close();
      expect(modes.map(([name]) => name)).toContain('journal.sqlite-wal');
      expect(modes.filter(([, mode]) => mode !== 0o600)).toEqual([]);
    },
  );

  it("gives one user's sign-ins of all principals of that name, newest first", async () => {
    const { database, journal } = open();
    await store(journal, ...RECORDS);
    const times = (await eventsOf(journal, 'alice')).map((text) => text.slice(0, 5));
    expect(times).toEqual(['09:04', '09:03', '09:01']);
    expect(await eventsOf(journal, '123456789012:user/bob')).toHaveLength(1);
    expect(await eventsOf(journal, 'nobody')).toEqual([]);
    database.close();
  });

  it('finds them by an index, not by reading what others did', () => {
    const { database } = open();
    const values = { since: '', before: '9', beforeId: '', now: 0, accountId: null, outcome: null };
    const planOf = (sql: string, more: object) =>
      JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all({ ...values, ...more }));
    const plan = planOf(PAGE_OF_PRINCIPAL, { principal: 'p' });
    expect(plan).toContain('USING INDEX byPrincipal (principal=? AND occurredAt');
    expect(planOf(PAGE_OF_ALL, {})).toContain('USING INDEX byTime (occurredAt');
    expect(plan).not.toContain('TEMP B-TREE');
    database.close();
  });

  it('is whole after a kill in the middle of a checkpoint, when part of it stands in its log', async () => {
    const file = join(folder, 'journal.sqlite');
    const filled = open();
    await store(filled.journal, ...RECORDS);
    filled.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const before = readFileSync(file);
    const more = Array.from({ length: 200 }, (_, i) => consoleLogin(`more-${i}`, {}));
    await store(filled.journal, ...more);
    const log = readFileSync(`${file}-wal`);
    filled.database.close();
    // The first page, with the new number of pages, is the first that a checkpoint writes back.
    const firstPage = readFileSync(file).subarray(0, 4096);
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    writeFileSync(file, Buffer.concat([firstPage, before.subarray(4096)]));
    writeFileSync(`${file}-wal`, log);
    const after = open();
    const { n } = fieldsOf(after.database.prepare('SELECT count(*) AS n FROM sign_ins').get());
    after.database.close();
    expect(n).toBe(204);
  });

  it('that is cut off is refused, with a way out that tells nobody twice', async () => {
    const file = join(folder, 'journal.sqlite');
    const filled = open();
    await store(filled.journal, ...Array.from({ length: 200 }, (_, i) => consoleLogin(`${i}`, {})));
    filled.database.close();
    truncateSync(file, 40_960);
    expect(open).toThrow(/(cut off|malformed).*move it away.*--no-notify/);
  });

  it('of a version before the first release is refused, with what to do', async () => {
    const before = open();
    await store(before.journal, ...RECORDS);
    before.database.exec('PRAGMA user_version = 1;');
    before.database.close();
    expect(open).toThrow(/before its first release.*move it away.*backfill --local/);
  });
});
