/** Claims and settles so many sign-ins, one after the other, in a new journal: `claimAll.ts COUNT FOLDER`. */
import { openJournalFile } from '../../src/local/openJournalFile.ts';
import { createSqliteJournal } from '../../src/local/sqliteJournal.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import { systemClock } from '../../src/systemClock.ts';
import { signInRecord } from './logFiles.ts';

const [count = 0, folder = ''] = process.argv
  .slice(2)
  .map((text, i) => (i === 0 ? Number(text) : text));
await claimAll(Number(count), String(folder));

async function claimAll(count: number, folder: string): Promise<void> {
  const database = openJournalFile(folder);
  const settings = { timeZone: 'UTC', retentionDays: undefined };
  const journal = createSqliteJournal({ database, clock: systemClock, settings });
  const watch = { events: 'ConsoleLogin', ownResources: [] } as const;
  for (let n = 0; n < count; n += 1) {
    const at = systemClock.now();
    const parsed = parseSignIn(signInRecord(n, count), watch, { at, truncated: false });
    if (parsed.kind !== 'sign-in') throw new Error(`record ${n} is no sign-in`);
    const { eventId } = parsed.signIn;
    const claim = await journal.claim(parsed.signIn, { token: 'bench', until: at + 60_000 });
    if (claim.kind !== 'claimed') throw new Error(`record ${n} is not new`);
    await journal.settle([{ signIn: { eventId }, state: 'sent' }], at);
  }
  database.close();
}
