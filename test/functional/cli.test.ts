import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consoleLogin, FAILED, iamUser, rootUser } from '../fakes/records.ts';
import { type CliResult, runCli } from '../fakes/runCli.ts';
import { startSmtpServer } from '../fakes/smtpServer.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'loginbell-cli-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const run = (...args: string[]): Promise<CliResult> => runCli(args, { cwd });
const write = (name: string, content: string | Buffer) => writeFileSync(join(cwd, name), content);
const lines = (...records: unknown[]) =>
  `${records.map((one) => JSON.stringify(one)).join('\n')}\n`;
const fresh = () => new Date(Date.now() - 60_000).toISOString();
const login = (seed: string, changes = {}) =>
  consoleLogin(seed, { eventTime: fresh(), ...changes });
const outbox = () => readdirSync(join(cwd, '.loginbell/outbox'));

describe('loginbell ring --sample', () => {
  it('shows each kind of sign-in, rings again for nothing, and says what to do next', async () => {
    const first = await run('ring', '--sample');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('Root');
    expect(first.out).toContain('What next');
    const mails = outbox();
    expect(mails.length).toBeGreaterThan(10);
    const second = await run('ring', '--sample');
    expect(second.out).toContain('0 notices');
    expect(outbox()).toEqual(mails);
  });
});

describe('loginbell ring', () => {
  it('rings for files, gzip files, folders and standard input, and once for what stands in several', async () => {
    mkdirSync(join(cwd, 'logs/2026'), { recursive: true });
    const bob = login('b', { userIdentity: iamUser('bob') });
    write('logs/2026/one.json', JSON.stringify({ Records: [login('a'), bob] }));
    write(
      'logs/two.json.gz',
      gzipSync(JSON.stringify({ Records: [bob, login('c', { userIdentity: rootUser() })] })),
    );
    const result = await run('ring', 'logs', '--json');
    expect(result.code).toBe(0);
    expect(JSON.parse(result.out)).toMatchObject({ records: 4, notices: 3, duplicates: 1 });
    const piped = await runCli(['ring', '-', '--json'], { cwd, input: lines(login('d'), bob) });
    expect(JSON.parse(piped.out)).toMatchObject({ records: 2, notices: 1, duplicates: 1 });
  });

  it('sends through SMTP, and what the server refuses rings on the next run', async () => {
    const server = await startSmtpServer();
    write('log.ndjson', lines(login('a'), login('b', { userIdentity: iamUser('bob') })));
    const args = ['ring', 'log.ndjson', '--smtp-url', server.url, '--to', 'you@example.com'];
    server.refuse = () => new Error('mailbox full');
    const refused = await run(...args);
    expect(refused.code).toBe(4);
    expect(refused.err).toContain('mailbox full');
    expect(refused.err).toContain('run the same command again');
    server.refuse = () => undefined;
    expect((await run(...args)).code).toBe(0);
    expect(server.received).toHaveLength(2);
    await run(...args);
    expect(server.received).toHaveLength(2);
    await server.close();
  });

  it('stores without telling with --no-notify', async () => {
    write('log.ndjson', lines(login('a')));
    const result = await run('ring', 'log.ndjson', '--no-notify');
    expect(result.out).toContain('1 stored without a notice');
    expect((await run('ring', 'log.ndjson')).out).toContain('0 notices');
  });

  it('works in Japanese and takes settings from loginbell.json and the environment', async () => {
    write(
      'loginbell.json',
      JSON.stringify({ language: 'ja', accountNames: { '123456789012': '本番' } }),
    );
    write('log.ndjson', lines(login('a')));
    expect((await run('ring', 'log.ndjson')).out).toContain('本番');
    write('log.ndjson', lines(login('b')));
    const english = await runCli(['ring', 'log.ndjson'], {
      cwd,
      env: { LOGINBELL_LANGUAGE: 'en' },
    });
    expect(english.out).toContain('sign-in');
  });
});

describe('bad input', () => {
  /** Each names the input, the reason and the way out; what was readable is told all the same. */
  const cases: Record<
    string,
    { prepare(): readonly string[]; code: number; says: RegExp[]; notices?: number }
  > = {
    'a missing file': {
      prepare: () => {
        write('good.json', JSON.stringify(login('a')));
        return ['nowhere.json', 'good.json'];
      },
      code: 3,
      says: [/nowhere\.json/, /no such file|not found|does not exist/i],
      notices: 1,
    },
    'a folder without logs': {
      prepare: () => {
        mkdirSync(join(cwd, 'empty'));
        return ['empty'];
      },
      code: 3,
      says: [/empty/, /no (CloudTrail )?log/i],
    },
    'a gzip file cut off': {
      prepare: () => {
        const records = Array.from({ length: 400 }, (_, i) =>
          login(`r${i}`, { requestID: createHash('sha512').update(`${i}`).digest('hex') }),
        );
        const whole = gzipSync(JSON.stringify({ Records: records }));
        write('cut.json.gz', whole.subarray(0, whole.length - 2000));
        return ['cut.json.gz'];
      },
      code: 3,
      says: [/cut\.json\.gz/, /cut off|truncated|ends/i],
      notices: 1,
    },
    'JSON cut off in the middle': {
      prepare: () => {
        const text = JSON.stringify({
          Records: [login('a'), login('b', { userIdentity: iamUser('bob') })],
        });
        write('cut.json', text.slice(0, -40));
        return ['cut.json'];
      },
      code: 3,
      says: [/cut\.json/, /cut off/i],
      notices: 2,
    },
    'a digest file': {
      prepare: () => {
        write(
          'digest.json',
          JSON.stringify({ digestS3Bucket: 'b', logFiles: [], awsAccountId: '123456789012' }),
        );
        return ['digest.json'];
      },
      code: 3,
      says: [/digest\.json/, /digest/i],
    },
    'binary rubbish': {
      prepare: () => {
        write('rubbish.json', createHash('sha512').update('x').digest());
        return ['rubbish.json'];
      },
      code: 3,
      says: [/rubbish\.json/],
    },
    'an unknown language and an impossible zone, together': {
      prepare: () => ['x.json', '--language', 'tlh', '--time-zone', 'Mars/Olympus'],
      code: 2,
      says: [
        /--language: unknown language "tlh"; choose ja or en/,
        /--time-zone: unknown time zone "Mars/,
      ],
    },
    'an SMTP URL that is none, without repeating it': {
      prepare: () => ['x.json', '--smtp-url', 'http://u:topsecret@h', '--to', 'a@example.com'],
      code: 2,
      says: [/--smtp-url: not an SMTP URL; write smtp:/, /^(?!.*topsecret)/s],
    },
    'nothing at all': {
      prepare: () => [],
      code: 2,
      says: [/nothing to ring; name CloudTrail files/],
    },
    'an unknown option': {
      prepare: () => ['--colour'],
      code: 2,
      says: [/unknown option '--colour'/],
    },
    'a journal that is no database': {
      prepare: () => {
        mkdirSync(join(cwd, '.loginbell'));
        write(
          '.loginbell/journal.sqlite',
          'this is not a database, however much it would like to be one '.repeat(20),
        );
        write('good.json', JSON.stringify(login('a')));
        return ['good.json'];
      },
      code: 1,
      says: [/journal\.sqlite/, /not a database/, /move it away/],
    },
    'a data folder that cannot be one': {
      prepare: () => {
        write('.loginbell', 'a file');
        write('good.json', JSON.stringify(login('a')));
        return ['good.json'];
      },
      code: 1,
      says: [/cannot keep a journal in \.loginbell/, /--data/],
    },
    'a broken settings file': {
      prepare: () => {
        write('loginbell.json', '{"language": ');
        return ['x.json'];
      },
      code: 2,
      says: [/loginbell\.json/],
    },
  };

  it.each(Object.entries(cases))(
    '%s is explained',
    async (_, { prepare, code, says, notices = 0 }) => {
      const result = await run('ring', ...prepare());
      for (const expected of says) expect(result.err).toMatch(expected);
      expect([result.code, result.err.includes('defect')]).toEqual([code, false]);
      if (notices > 0) expect(outbox().length).toBeGreaterThanOrEqual(notices);
    },
  );

  it('half a journal is explained', async () => {
    write('log.ndjson', lines(...Array.from({ length: 60 }, (_, i) => login(`n${i}`))));
    await run('ring', 'log.ndjson');
    truncateSync(join(cwd, '.loginbell/journal.sqlite'), 20_000);
    const result = await run('history');
    expect(result.code).toBe(1);
    expect(result.err).toMatch(/journal\.sqlite: it is (cut off|damaged)|malformed/);
    expect(result.err).toContain('move it away');
  });

  it('a journal that is damaged in the middle is said once, with the way out', async () => {
    write('log.ndjson', lines(...Array.from({ length: 60 }, (_, i) => login(`n${i}`))));
    await run('ring', 'log.ndjson');
    const file = join(cwd, '.loginbell/journal.sqlite');
    const bytes = readFileSync(file);
    // All but the first pages, which hold the schema.
    for (let at = 3 * 4096; at < bytes.length; at += 4096) bytes.fill(0xff, at, at + 64);
    writeFileSync(file, bytes);
    write('more.ndjson', lines(...Array.from({ length: 20 }, (_, i) => login(`m${i}`))));
    const result = await run('ring', 'more.ndjson');
    expect(result.code).toBe(1);
    expect(result.err.match(/malformed/g)).toHaveLength(1);
    expect(result.err).toContain('ring --no-notify');
  });

  it.skipIf(process.getuid?.() === 0)(
    'an unwritable data folder is explained (not run as root, whom nothing stops)',
    async () => {
      chmodSync(cwd, 0o500);
      const result = await run('ring', '--sample');
      chmodSync(cwd, 0o700);
      expect(result.code).toBe(1);
      expect(result.err).toContain('--data');
    },
  );
});

describe('loginbell history', () => {
  beforeEach(async () => {
    write(
      'log.ndjson',
      lines(
        login('a', { eventTime: '2026-01-02T03:04:05Z', userIdentity: iamUser('=cmd|calc') }),
        login('b', { ...FAILED, userIdentity: iamUser('bob'), userAgent: 'x\u001b[31mred' }),
      ),
    );
    await run('ring', 'log.ndjson', '--no-notify');
  });

  it('is a table, newest first, without escapes of others', async () => {
    const { out, code } = await run('history', '--time-zone', 'Asia/Tokyo');
    expect(code).toBe(0);
    const rows = out.trimEnd().split('\n');
    expect(rows).toHaveLength(3);
    expect(rows[1]).toContain('bob');
    expect(rows[2]).toContain('2026/01/02 12:04:05');
    expect(out).not.toContain('\u001b');
  });

  it('filters by user, outcome and time, and says when nothing matches', async () => {
    expect((await run('history', '--user', 'bob', '--json')).out.trim().split('\n')).toHaveLength(
      1,
    );
    expect((await run('history', '--failed', '--json')).out).toContain('"userName":"bob"');
    expect((await run('history', '--until', '2026-01-03', '--json')).out).not.toContain('bob');
    expect(
      (
        await run(
          'history',
          '--since',
          '2026-01-02 12:04:06',
          '--until',
          '2026-01-03',
          '--time-zone',
          'Asia/Tokyo',
        )
      ).err,
    ).toContain('No sign-ins match');
  });

  it('gives CSV that no spreadsheet runs', async () => {
    const { out } = await run('history', '--csv');
    expect(out.split('\n')[0]).toContain('"eventID","occurredAt"');
    expect(out).toContain('"\'=cmd|calc"');
  });

  it('explains wrong times, limits and a missing journal', async () => {
    const wrong = await run('history', '--since', 'tomorrowish', '--limit', 'many');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/--since: "tomorrowish" is no time/);
    expect(wrong.err).toMatch(/--limit: "many" is no count/);
    const missing = await run('history', '--data', 'elsewhere');
    expect(missing.code).toBe(2);
    expect(missing.err).toContain('no journal in elsewhere');
    expect(readFileSync(join(cwd, 'log.ndjson'), 'utf8')).not.toBe('');
  });
});
