import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbRows } from '../../src/aws/dynamoDbRows.ts';
import { createSdkDynamoDbCalls } from '../../src/aws/dynamoDbSdkCalls.ts';
import { createLetterMemory } from '../../src/aws/letterMemory.ts';
import { ring } from '../../src/bell/bell.ts';
import { noCoordination } from '../../src/bell/noCoordination.ts';
import { CHECK_NAMES } from '../../src/health/checks.ts';
import { judgeHealth } from '../../src/health/judgeHealth.ts';
import type { Language } from '../../src/notice/notice.ts';
import type { LetterSchedule } from '../../src/safetyNet/letterTime.ts';
import type { LetterMemory } from '../../src/safetyNet/memory.ts';
import { type Look, sendDueLetter } from '../../src/safetyNet/weeklyLetter.ts';
import { startDynamoDb, type TestDynamoDb } from '../fakes/dynamoDb.ts';
import { createFakeClock, type FakeClock } from '../fakes/fakeClock.ts';
import { healthFacts, seen } from '../fakes/healthFacts.ts';
import { createMemoryJournal, type MemoryJournal } from '../fakes/memoryJournal.ts';
import { createRecordingNotifier, type RecordingNotifier } from '../fakes/recordingNotifier.ts';
import { consoleLogin, FAILED, iamUser, type RecordFields, rootUser } from '../fakes/records.ts';

const ALL = CHECK_NAMES.length;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = 'Asia/Tokyo';

let dynamoDb: TestDynamoDb;
let clock: FakeClock;
let letters: LetterMemory;
let journal: MemoryJournal;
let post: RecordingNotifier;
let schedule: LetterSchedule | undefined;
let language: Language;
let runs = 0;

beforeAll(async () => {
  dynamoDb = await startDynamoDb();
});
afterAll(() => dynamoDb.close());
beforeEach(async () => {
  // A Monday, 09:30 in Tokyo: the letter of today was due half an hour ago.
  clock = createFakeClock('2026-03-02T00:30:00.000Z');
  const tableName = await dynamoDb.createTable();
  const rows = createDynamoDbRows(createSdkDynamoDbCalls(dynamoDb.client), tableName);
  letters = createLetterMemory(rows, clock);
  journal = createMemoryJournal(clock, { timeZone: ZONE, retentionDays: 90 });
  post = createRecordingNotifier();
  schedule = { day: 'Monday', hour: 9 };
  language = 'en';
});

const notice = () => ({ language, timeZone: ZONE, accountNames: {} });
const hold = (isWhole = true): Look => ({
  verdicts: judgeHealth(healthFacts(), language),
  isWhole,
});
const broken = (): Look => ({
  verdicts: judgeHealth(
    healthFacts({ topic: seen({ confirmed: 0, emails: [], pending: [] }) }),
    language,
  ),
  isWhole: true,
});

function look(one: Look = hold(), memory = letters): Promise<boolean> {
  runs += 1;
  return sendDueLetter(
    {
      letters: memory,
      history: journal,
      notifier: post,
      clock,
      token: `run-${runs}`,
      notice: notice(),
      schedule,
      historyOptions: '--region eu-west-1 --suffix ab',
    },
    one,
  );
}

async function hours(count: number, one?: Look): Promise<void> {
  for (let hour = 0; hour < count; hour += 1) {
    clock.advance(HOUR);
    await look(one);
  }
}

const silent = createRecordingNotifier();
async function signIn(seed: string, changes: RecordFields = {}): Promise<void> {
  const record = consoleLogin(seed, {
    eventTime: `${new Date(clock.now() - 300_000).toISOString().slice(0, 19)}Z`,
    ...changes,
  });
  const deps = {
    journal,
    history: journal,
    acts: journal,
    notifier: silent,
    coordination: noCoordination,
    clock,
    leaseToken: seed,
  };
  await ring([{ kind: 'record', record }], deps, {
    notice: notice(),
    watch: { events: 'ConsoleLogin', ownResources: [] },
    quiet: [],
    leaseMs: 50_000,
    concurrency: 10,
    mute: false,
  });
}

const subjects = () => post.sent.map(({ subject }) => subject);
const lastText = () => post.sent.at(-1)?.text ?? '';

describe('the weekly letter of the safety net', () => {
  it('comes once a week at its hour, from the first one on that is due after the first look', async () => {
    await look();
    await hours(7 * 24 - 1);
    expect(post.sent).toEqual([]);
    await hours(1);
    expect(subjects()).toEqual(['AWS sign-ins of the week: none (2026/03/02 – 2026/03/09)']);
    expect(lastText()).toContain('no sign-ins. loginbell was listening all the time.');
    expect(lastText()).toContain(`7 of 7 days without a gap; ${ALL} of ${ALL} checks hold now`);
    expect(lastText()).toContain(
      'loginbell history --region eu-west-1 --suffix ab --since 2026-03-02',
    );
    await hours(7 * 24 - 1);
    expect(post.sent).toHaveLength(1);
    await hours(1);
    expect(post.sent).toHaveLength(2);
  });

  it('is told once, though two runs write it at the same time', async () => {
    await look();
    await hours(7 * 24 - 1);
    clock.advance(HOUR);
    const both = await Promise.all([look(), look()]);
    expect([both.sort(), post.sent.length]).toEqual([[false, true], 1]);
  });

  it('is tried again an hour later where it could not be sent', async () => {
    await look();
    await hours(7 * 24 - 1);
    post.refuse = () => true;
    clock.advance(HOUR);
    await expect(look()).rejects.toThrow('the channel is down');
    post.refuse = () => false;
    await hours(1);
    await hours(1);
    expect(post.sent).toHaveLength(1);
  });

  it('comes late after an outage, says so, and leaves nothing out', async () => {
    await look();
    await hours(7 * 24);
    await hours(2 * 24);
    await signIn('before the outage');
    clock.advance(14 * DAY);
    await look();
    expect(post.sent).toHaveLength(2);
    expect(post.sent[1]?.subject).toContain('1, 0 failed, with faults of loginbell');
    expect(lastText()).toContain('From 2026/03/09 to 2026/03/23: 1 sign-ins');
    expect(lastText()).toContain('No hourly check: 2026/03/11 09:30 to 2026/03/25 09:30');
    expect(lastText()).toContain('2 of 14 days without a gap');
    expect(post.sent[1]?.attributes.severity).toBe('warning');
  });

  it('says when a check did not hold, from when to when, and what does not hold now', async () => {
    await look();
    await hours(30);
    await hours(5, broken());
    await hours(100);
    await hours(7 * 24 - 136, hold(false));
    await hours(1, broken());
    expect(subjects()).toEqual([
      'AWS sign-ins of the week: none, with faults of loginbell (2026/03/02 – 2026/03/09)',
    ]);
    expect(lastText()).toContain('Something was wrong with loginbell meanwhile');
    expect(lastText()).toContain('Topic and its subscribers: 2026/03/03 16:30 to 2026/03/03 20:30');
    expect(lastText()).toContain('Hourly check incomplete: 2026/03/08 01:30 to');
    expect(lastText()).toContain('! Broken now: Topic and its subscribers.');
    expect(lastText()).toContain(`4 of 7 days without a gap; ${ALL - 1} of ${ALL} checks hold now`);
  });

  it('does not come where it is off; switched on, the last one that was due comes at once', async () => {
    schedule = undefined;
    await look();
    await hours(8 * 24);
    expect(post.sent).toEqual([]);
    schedule = { day: 'Wednesday', hour: 9 };
    await hours(1);
    expect(lastText()).toContain('From 2026/02/25 to 2026/03/04');
    expect(lastText()).toContain('(since 2026/03/02 09:30)');
    await hours(22);
    expect(post.sent).toHaveLength(1);
  });

  it('does not come twice within days where the day is changed, and then covers them', async () => {
    await look();
    await hours(7 * 24);
    schedule = { day: 'Tuesday', hour: 9 };
    await hours(7 * 24);
    expect(post.sent).toHaveLength(1);
    await hours(24);
    expect(post.sent).toHaveLength(2);
    expect(lastText()).toContain('From 2026/03/09 to 2026/03/17');
  });

  it('goes through a quarter of a company of 50 in 6 accounts, a letter a week, every sign-in in one', async () => {
    const plain = memoryOf();
    let count = 0;
    await look(hold(), plain);
    for (let hour = 1; hour <= 13 * 7 * 24; hour += 1) {
      clock.advance(HOUR);
      const day = Math.floor(hour / 24);
      // Working days from ten in the morning: each person comes every third day.
      if (hour % 24 === 1 && day % 7 < 5) {
        for (let person = day % 3; person < 50; person += 3) {
          const account = `11112222000${person % 6}`;
          count += 1;
          await signIn(`${day}/${person}`, {
            userIdentity: iamUser(`person-${person}`, account),
            recipientAccountId: account,
            ...(person === 7 ? FAILED : {}),
          });
        }
      }
      if (hour === 40 * 24) {
        count += 1;
        await signIn('root', { userIdentity: rootUser() });
      }
      language = day < 45 ? 'en' : 'ja';
      await look(day === 20 ? broken() : hold(), plain);
    }
    expect(post.sent).toHaveLength(13);
    const counted = post.sent.map(({ content }) =>
      Number(/(\d+) sign-ins|ログイン(\d+)件/.exec(content.headline)?.slice(1).find(Boolean)),
    );
    expect(counted.reduce((sum, one) => sum + one, 0)).toBe(count);
    const troubled = post.sent.map(({ attributes }) => attributes.severity === 'warning');
    expect(troubled.map((one, week) => (one ? week : -1)).filter((week) => week >= 0)).toEqual([2]);
    expect(post.sent[1]?.text).toContain('7 of 7 days without a gap');
    expect(post.sent[5]?.text).toContain('Critical, each told at once: 1');
    expect(lastText()).toContain('7日のうち7日は異常なし');
    for (const { subject, text } of post.sent) {
      expect(subject.length).toBeLessThan(100);
      expect(Buffer.byteLength(text)).toBeLessThan(6_000);
    }
  });
});

/** The same memory, in memory. */
function memoryOf(): LetterMemory {
  let told: number | undefined;
  let listening: Awaited<ReturnType<LetterMemory['loadListening']>>;
  return {
    loadTold: async () => told,
    claim: async () => true,
    settle: async (due) => {
      told = due;
    },
    loadListening: async () => listening,
    saveListening: async (next) => {
      listening = next;
    },
  };
}
