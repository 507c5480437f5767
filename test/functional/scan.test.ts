import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scanFiles } from '../../src/local/scan/scanFiles.ts';
import {
  FAILED,
  iamUser,
  consoleLogin as login,
  type RecordFields,
  rootUser,
} from '../fakes/records.ts';
import { runCli } from '../fakes/runCli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loginbell-scan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const LOGS = 'AWSLogs/123456789012/CloudTrail/us-east-1/2026/03/02';

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const logFile = (...records: readonly RecordFields[]) => JSON.stringify({ Records: records });
const otherCall = (seed: string) =>
  login(seed, { eventName: 'GetObject', eventSource: 's3.amazonaws.com', responseElements: null });
const run = (...args: readonly string[]) => runCli(['scan', ...args], { cwd: folder });

/** An archive with everything in it that a bucket may hold. */
function putArchive(): void {
  const alice = login('a', { eventTime: '2026-03-02T09:00:00Z' });
  put(`${LOGS}/1.json.gz`, gzipSync(logFile(otherCall('1'), alice, otherCall('2'))));
  put(`${LOGS}/2.json.gz`, gzipSync(logFile(alice, otherCall('3'))));
  put(`${LOGS}/3.json`, logFile(login('r', { userIdentity: rootUser() })));
  put(`${LOGS}/4.json.gz`, gzipSync(logFile(otherCall('4'))));
  put('AWSLogs/123456789012/CloudTrail-Digest/us-east-1/d.json.gz', gzipSync('{"logFiles":[]}'));
  put('AWSLogs/123456789012/CloudTrail-Insight/us-east-1/i.json.gz', gzipSync(logFile(login('i'))));
  const bob = { ...FAILED, userIdentity: iamUser('bob'), sourceIPAddress: '198.51.100.9' };
  put(
    'other/lines.ndjson',
    [1, 2, 3]
      .map((i) => JSON.stringify(login(`f${i}`, { ...bob, eventTime: `2026-03-01T10:0${i}:00Z` })))
      .join('\n'),
  );
  const came = { userIdentity: iamUser('bob'), sourceIPAddress: '198.51.100.9' };
  const members = [
    logFile(login('s', { ...came, eventTime: '2026-03-01T10:05:00Z' })),
    logFile(otherCall('5')),
  ];
  put('other/members.json.gz', Buffer.concat(members.map((text) => gzipSync(text))));
}

describe('loginbell scan', () => {
  it('shows the sign-ins of a whole archive, each once, newest first, and sums them up', async () => {
    putArchive();
    const { out, err, code } = await run('.');
    expect(code).toBe(0);
    // How small gzip makes a file differs between its versions.
    await expect(out.replace(/\(.* as stored\)/, '(SIZE as stored)')).toMatchFileSnapshot(
      '../golden/scan.txt',
    );
    expect(err).toBe(
      '2 files without records passed over: 1 CloudTrail digest, 1 CloudTrail Insights.\n',
    );
  });

  it('prints JSON and CSV for other programs, the summary beside them', async () => {
    putArchive();
    const json = await run('.', '--json');
    const ids = json.out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line).eventId);
    expect(new Set(ids).size).toBe(6);
    expect(json.err).toContain('6 sign-ins in 6 files');
    const csv = await run('.', '--csv');
    expect(csv.out.trim().split('\n')).toHaveLength(7);
    expect(csv.out.split('\n')[0]).toContain('"eventID","occurredAt"');
  });

  it('asks by user, outcome, time and number as history does', async () => {
    putArchive();
    const rows = async (...args: readonly string[]) =>
      (await run('.', '--csv', ...args)).out.trim().split('\n').length - 1;
    expect(await rows('--user', 'bob')).toBe(4);
    expect(await rows('--user', 'bob', '--failed')).toBe(3);
    expect(await rows('--since', '2026-03-02')).toBe(2);
    expect(await rows('--until', '2026-03-02', '--limit', '2')).toBe(2);
    const wrong = await run('.', '--since', 'tomorrowish');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect((await run('.', '--threads', 'many')).err).toContain('"many" is no number of threads');
  });

  it('finds other sign-ins when asked to, and takes standard input', async () => {
    const input = logFile(login('s', { eventName: 'SwitchRole' }), login('a'));
    const options = { cwd: folder, input };
    const one = await runCli(['scan', '-', '--json'], options);
    expect(one.out.trim().split('\n')).toHaveLength(1);
    const all = await runCli(['scan', '-', '--json', '--events', 'AllSignIns'], options);
    expect(all.out.trim().split('\n')).toHaveLength(2);
  });

  it('keeps what it can read of broken files, and names them at the end and by its exit code', async () => {
    const whole = gzipSync(logFile(login('a'), login('b'), login('c')));
    put('broken.json.gz', whole.subarray(0, whole.length - 20));
    const flipped = Buffer.from(gzipSync(logFile(login('d'), login('e'))));
    flipped.writeUInt32LE(7, flipped.length - 8);
    put('checksum.json.gz', flipped);
    put('cut.json', logFile(login('f'), login('g')).slice(0, -30));
    put('empty.json', '');
    put('no.json', 'not JSON');
    put('ok.json', logFile(login('h')));
    const { out, err, code } = await run('.', 'missing.json', '--json');
    expect(code).toBe(3);
    const found = out.trim().split('\n').length;
    expect(found).toBeGreaterThanOrEqual(6);
    expect(err).toContain('6 files could not be read, or not to the end:');
    expect(err).toMatch(/broken\.json\.gz: its gzip data is cut off/);
    expect(err).toMatch(/checksum\.json\.gz: its gzip data is damaged/);
    expect(err).toMatch(/cut\.json, line 1: it is cut off/);
    expect(err).toMatch(/empty\.json: it is empty/);
    expect(err).toMatch(/no\.json.*: it is not JSON/);
    expect(err).toMatch(/missing\.json: it does not exist/);
  });

  it('lets no record write to the terminal or into a spreadsheet', async () => {
    const name = '=cmd|calc\u001b[31m\u202e';
    const sourceIPAddress = '\u001b]0;title\u0007http://example.net';
    put(
      'log.json',
      logFile(login('x', { ...FAILED, userIdentity: iamUser(name), sourceIPAddress })),
    );
    put('evil\u001b[2J.json', 'x');
    for (const format of ['--limit=9', '--csv', '--json']) {
      const { out, err } = await run('.', format);
      expect((out + err).replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}/u);
      expect(out).not.toMatch(/^"?=/m);
    }
  });

  it('says so when there is nothing to find', async () => {
    put('log.json.gz', gzipSync(logFile(otherCall('1'))));
    const { out, code } = await run('.');
    expect(out).toMatch(/^0 sign-ins in 1 file \(/);
    expect(code).toBe(0);
  });
});

describe('scanFiles', () => {
  const settings = {
    events: 'ConsoleLogin',
    query: { since: '0000', until: '9999' },
    now: Date.parse('2026-03-03T00:00:00Z'),
  } as const;

  it('finds a sign-in in a file of 50 MB as in one of five records', async () => {
    const padding = otherCall('p');
    const text = JSON.stringify(padding);
    const many = Array<string>(Math.floor(50_000_000 / text.length)).fill(text);
    many[20_000] = JSON.stringify(login('middle'));
    many.push(JSON.stringify(login('last')));
    put('large.json.gz', gzipSync(`{"Records":[${many.join(',')}]}`, { level: 1 }));
    put(
      'small.json.gz',
      gzipSync(logFile(...[1, 2, 3, 4].map((i) => otherCall(`${i}`)), login('s'))),
    );
    // Two threads unpack it at once; of four, each has too small a share of the memory and takes it by pieces.
    const atOnce = await scanFiles([folder], settings, { threads: 2 });
    expect(atOnce.signIns).toHaveLength(3);
    expect(atOnce.problems).toEqual([]);
    expect(await scanFiles([folder], settings, { threads: 4 })).toEqual(atOnce);
  });

  it('reads gzip of several members that is larger than its end says', async () => {
    const text = JSON.stringify(otherCall('p'));
    const large = logFile(...Array<RecordFields>(6000).fill(otherCall('p')), login('in'));
    expect(large.length).toBeGreaterThan(4 * 1024 * 1024);
    const end = gzipSync(`{"Records":[${text}]}`);
    put('members.json.gz', Buffer.concat([gzipSync(large), end]));
    const { signIns, problems } = await scanFiles([folder], settings, { threads: 2 });
    expect(signIns).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  it('comes to the same report with one thread as with four', async () => {
    for (let i = 0; i < 200; i += 1) {
      const records = [login(`${i % 90}`, { userAgent: `copy ${i}` }), otherCall(`${i}`)];
      put(`${i}.json.gz`, gzipSync(logFile(...records)));
    }
    const [one, four] = await Promise.all([
      scanFiles([folder], settings, { threads: 1 }),
      scanFiles([folder], settings, { threads: 4 }),
    ]);
    expect(one.signIns).toHaveLength(90);
    expect(one).toMatchObject({ files: 200, duplicates: 110, stopped: false });
    expect(four).toEqual(one);
  });

  it('stops when told to, and says so', async () => {
    for (let i = 0; i < 300; i += 1) put(`${i}.json`, logFile(login(`${i}`)));
    const interrupt = new AbortController();
    const { signal } = interrupt;
    const onProgress = () => interrupt.abort();
    const report = await scanFiles([folder], settings, { threads: 2, signal, onProgress });
    expect(report.stopped).toBe(true);
    expect(report.files).toBeLessThan(300);
  });
});
