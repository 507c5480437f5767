/**
 * Three weeks of a company of 50 in six accounts, and its letters, to be read as the person who gets them:
 * `node scripts/simulateLetters.ts`. An ordinary week and one with a broken chain, in both languages, and one without anything.
 */
import { composeLetter, type LetterListening } from '../src/notice/composeLetter.ts';
import type { Language } from '../src/notice/notice.ts';
import { collectLetterFacts } from '../src/safetyNet/letterFacts.ts';
import { companyWeek } from '../test/fakes/companyWeek.ts';
import { createFakeClock } from '../test/fakes/fakeClock.ts';
import { createMemoryJournal } from '../test/fakes/memoryJournal.ts';
import { consoleLogin, type RecordFields, rootUser } from '../test/fakes/records.ts';
import { ringByMinute } from '../test/fakes/ringByMinute.ts';

const WEEK = 7 * 86_400_000;
const WEEKS = 3;
const START = Date.parse('2026-03-02T00:00:00Z');
const NAMES = ['management', 'production', 'staging', 'sandbox', 'audit', 'backup'];
const accountNames = Object.fromEntries(
  NAMES.map((name, i) => [String(100_000_000_001 + i), name]),
);
const timeOf = (record: RecordFields) => String(record['eventTime']);
const isoOf = (time: number) => new Date(time).toISOString();

const clock = createFakeClock(isoOf(START));
const journal = createMemoryJournal(clock, { timeZone: 'UTC', retentionDays: 90 });
for (let week = 0; week < WEEKS; week += 1) {
  // Two people join every week. No letter counts renewals, which are most of the records.
  const { records } = companyWeek(46 + 2 * week);
  const counted = records.filter((record) => record['eventName'] !== 'CreateOAuth2Token');
  const moved = counted.map(
    (record): RecordFields => ({
      ...record,
      eventID: `${record['eventID']}-${week}`,
      eventTime: isoOf(Date.parse(String(record['eventTime'])) + week * WEEK).replace(/\.\d+/, ''),
    }),
  );
  if (week === 2) {
    const eventTime = isoOf(START + week * WEEK + 3 * 86_400_000).replace(/\.\d+/, '');
    moved.push(consoleLogin('root', { eventTime, userIdentity: rootUser() }));
    moved.sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
  }
  await ringByMinute(moved, { journal, clock });
}

const CHECKS = 18;
const WELL = {
  days: 7,
  wholeDays: 7,
  checks: CHECKS,
  holding: CHECKS,
  brokenNow: [],
  troubles: [],
};

/** Prints the letter of a week, counted from 0. */
async function print(week: number, language: Language, listening: LetterListening): Promise<void> {
  const since = START + week * WEEK;
  const span = { since: isoOf(since), until: isoOf(since + WEEK) };
  const entries = journal.entries({ since: isoOf(since - WEEK), until: span.until });
  const facts = await collectLetterFacts(entries, span);
  const timeZone = language === 'ja' ? 'Asia/Tokyo' : 'UTC';
  const { subject, text } = composeLetter(
    { ...facts, listening, historyOptions: '--region us-east-1' },
    { language, timeZone, accountNames },
  );
  console.log(`${'='.repeat(72)}\nSubject: ${subject}\n\n${text}`);
}

for (const language of ['en', 'ja'] as const) {
  const [filter, logging] =
    language === 'en'
      ? ['Subscription filter', 'Trail switched on']
      : ['サブスクリプションフィルター', '証跡のログ記録'];
  await print(1, language, WELL);
  const at = START + 2 * WEEK;
  await print(2, language, {
    ...WELL,
    wholeDays: 5,
    holding: CHECKS - 1,
    brokenNow: [filter],
    troubles: [
      { title: logging, from: isoOf(at + 90_000_000), until: isoOf(at + 104_400_000) },
      { title: filter, from: isoOf(at + 590_400_000), until: isoOf(at + WEEK - 3_600_000) },
    ],
  });
  await print(WEEKS + 2, language, WELL);
}
