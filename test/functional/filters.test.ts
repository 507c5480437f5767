import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleLogin, FAILED, iamUser, roleSession, rootUser } from '../fakes/records.ts';
import { runCli } from '../fakes/runCli.ts';

let cwd = '';
const OTHER = '210987654321';
const at = (minute: number) => `2026-03-02T09:${String(minute).padStart(2, '0')}:00Z`;

/** Each under a name of its own, by which the cases below name what they expect. */
const RECORDS = {
  alice: { userIdentity: iamUser('alice'), sourceIPAddress: '203.0.113.7' },
  aliceAgain: { userIdentity: iamUser('alice'), sourceIPAddress: '203.0.113.7' },
  refused: { ...FAILED, userIdentity: iamUser('alice'), sourceIPAddress: '198.51.100.9' },
  bob: {
    userIdentity: iamUser('bob', OTHER),
    recipientAccountId: OTHER,
    sourceIPAddress: '2001:db8::7',
    awsRegion: 'eu-west-1',
  },
  admin: { userIdentity: roleSession('Admin', 'carol'), sourceIPAddress: '203.0.113.99' },
  root: {
    userIdentity: rootUser(),
    additionalEventData: { MFAUsed: 'No' },
    sourceIPAddress: '192.0.2.1',
  },
} as const;
type Name = keyof typeof RECORDS;
const NAMES = Object.keys(RECORDS) as Name[];

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'loginbell-filters-'));
  const records = NAMES.map((name, i) =>
    consoleLogin(name, { eventTime: at(i), eventID: name, ...RECORDS[name] }),
  );
  writeFileSync(join(cwd, 'logs.json'), JSON.stringify({ Records: records }));
  await runCli(['ring', 'logs.json', '--no-notify'], { cwd });
  // The marks of what is new come with the notice: each as if it had come on its day.
  rmSync(join(cwd, '.loginbell'), { recursive: true });
  await runCli(['ring', 'logs.json'], { cwd });
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const VERBS: Readonly<Record<string, readonly string[]>> = {
  scan: ['scan', 'logs.json'],
  history: ['history'],
};

const CASES: readonly (readonly [args: readonly string[], expected: readonly Name[]])[] = [
  [[], NAMES],
  [
    ['--user', 'alice'],
    ['alice', 'aliceAgain', 'refused'],
  ],
  [
    ['--user', 'al*'],
    ['alice', 'aliceAgain', 'refused'],
  ],
  [['--user', 'carol (Admin)'], ['admin']],
  [['--user', 'Root'], ['root']],
  [
    ['--user', 'bob', '--user', 'carol'],
    ['bob', 'admin'],
  ],
  [['--user', 'alice', '--failed'], ['refused']],
  [['--user', 'alice', '--outcome', 'failure'], ['refused']],
  [
    ['--ip', '203.0.113.0/24'],
    ['alice', 'aliceAgain', 'admin'],
  ],
  [['--ip', '203.0.113.99'], ['admin']],
  [['--ip', '2001:db8::/32'], ['bob']],
  [['--account', OTHER], ['bob']],
  [['--account', 'sandbox', '--account-names', `${OTHER}=sandbox`], ['bob']],
  [['--role', 'Adm*'], ['admin']],
  [['--event', 'consolelogin', '--user', 'bob'], ['bob']],
  [['--event', 'Switch*'], []],
  [['--no-mfa'], ['refused', 'root']],
  [['--root'], ['root']],
  [['--critical'], ['root']],
  [
    ['--since', '2026-03-02T09:04:00Z'],
    ['admin', 'root'],
  ],
];

describe.each(Object.entries(VERBS))('%s', (_, verb) => {
  it.each(CASES)('%j', async (args, expected) => {
    const { code, out } = await runCli([...verb, ...args, '--output', 'ndjson'], { cwd });
    expect(code).toBe(0);
    const found = out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line).eventId);
    expect(found.sort()).toEqual([...expected].sort());
  });

  it('refuses what it does not know, with what is known, all at once', async () => {
    const wrong = [
      '--ip',
      '300.1.1.1',
      '--outcome',
      'maybe',
      '--account',
      'prod',
      '--output',
      'xml',
    ];
    const { code, err } = await runCli([...verb, ...wrong], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/--ip: "300\.1\.1\.1" is no address; use one such as/);
    expect(err).toMatch(/--outcome: unknown "maybe"; use success, failure, unclear/);
    expect(err).toMatch(/--account: "prod" is no account; use a number of twelve digits/);
    expect(err).toMatch(/--output: unknown "xml"; use table, json, ndjson, csv/);
  });

  it('gives one JSON object with the summary, and a CSV that always has its header', async () => {
    const { out } = await runCli([...verb, '--output', 'json', '--summary-csv', 's.csv'], { cwd });
    const { signIns, summary } = JSON.parse(out);
    expect(signIns).toHaveLength(NAMES.length);
    expect(summary.outcomes).toEqual({ success: 5, failure: 1, unclear: 0 });
    expect(summary.accounts.map(({ name }: { name: string }) => name)).toContain(OTHER);
    expect(existsSync(join(cwd, 's.csv'))).toBe(true);
    expect(readFileSync(join(cwd, 's.csv'), 'utf8')).toMatch(/^"kind","name","count"/);
    const none = await runCli([...verb, '--csv', '--user', 'nobody'], { cwd });
    expect(none.out).toMatch(/^"eventID","occurredAt".*\n$/);
  });
});

describe('scan', () => {
  it('marks the first from an address or with a client, as far as the files reach', async () => {
    const { out } = await runCli(['scan', 'logs.json', '--first-seen', '--json'], { cwd });
    const ids = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).eventId);
    expect(ids.sort()).toEqual(['admin', 'alice', 'bob', 'root']);
  });

  it('gives the records as they are, with file and line', async () => {
    const { out } = await runCli(['scan', 'logs.json', '--raw', '--json', '--user', 'bob'], {
      cwd,
    });
    expect(JSON.parse(out).source).toMatchObject({
      file: 'logs.json',
      line: 1,
      record: { eventID: 'bob', recipientAccountId: OTHER },
    });
    const { code, err } = await runCli(['scan', 'logs.json', '--raw'], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining('--output json or ndjson')]);
  });
});
