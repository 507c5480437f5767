import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consoleLogin, iamUser, type RecordFields } from '../fakes/records.ts';
import { runCli } from '../fakes/runCli.ts';
import { startS3, type TestS3 } from '../fakes/s3Server.ts';

let folder: string;
let s3: TestS3;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loginbell-s3-test-'));
  s3 = await startS3('trail-logs');
});
afterEach(async () => {
  await s3.close();
  rmSync(folder, { recursive: true, force: true });
});

const keyOf = (account: string, region: string, day: string, name: string, org = '') =>
  `AWSLogs/${org}${account}/CloudTrail/${region}/${day}/${name}`;
const [ACCOUNT, OTHER] = ['123456789012', '210987654321'];

const loginAt = (seed: string, eventTime: string, account = ACCOUNT): RecordFields =>
  consoleLogin(seed, { eventTime, userIdentity: iamUser('alice', account) });

/** Into the bucket, and into the folder beside it. */
function put(key: string, records: readonly RecordFields[]): void {
  const body = gzipSync(JSON.stringify({ Records: records }));
  s3.objects.set(key, body);
  const file = join(folder, 'bucket', key);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, body);
}

const run = (...args: readonly string[]) =>
  runCli(args, {
    cwd: folder,
    env: {
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  });

const idsIn = (out: string) =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => String(Object(JSON.parse(line)).eventId))
    .sort();

describe('an archive in S3', () => {
  it('gives what the same folder gives, of one account and of an organization', async () => {
    for (let i = 0; i < 60; i += 1) {
      const day = `2026/03/${String((i % 28) + 1).padStart(2, '0')}`;
      const time = `${day.replaceAll('/', '-')}T09:00:0${i % 10}Z`;
      const org = i % 2 === 0 ? '' : 'o-exampleorg/';
      const key = keyOf(i % 3 === 0 ? OTHER : ACCOUNT, 'us-east-1', day, `log-${i}.json.gz`, org);
      put(key, [loginAt(`login-${i}`, time)]);
    }
    put(`AWSLogs/${ACCOUNT}/CloudTrail-Digest/us-east-1/2026/03/01/d.json.gz`, []);
    put(`AWSLogs/${ACCOUNT}/Config/us-east-1/2026/03/01/c.json.gz`, []);
    const there = await run('scan', 's3://trail-logs/', '--output', 'ndjson');
    const here = await run('scan', 'bucket', '--output', 'ndjson');
    expect(there.code).toBe(0);
    expect(idsIn(there.out)).toHaveLength(60);
    expect(idsIn(there.out)).toEqual(idsIn(here.out));
    expect(there.err).toContain('60 objects');
    expect(there.err).toMatch(/passed over|logs of Config/);
  });

  it('is read only where the span, the accounts and the regions may hold something', async () => {
    put(keyOf(ACCOUNT, 'us-east-1', '2026/03/01', 'early.json.gz'), [
      loginAt('early', '2026-03-01T09:00:00Z'),
    ]);
    put(keyOf(ACCOUNT, 'us-east-1', '2026/03/02', 'a.json.gz'), [
      loginAt('a', '2026-03-02T09:00:00Z'),
    ]);
    // Delivered after midnight.
    put(keyOf(ACCOUNT, 'us-east-1', '2026/03/03', 'b.json.gz'), [
      loginAt('b', '2026-03-02T23:59:00Z'),
    ]);
    put(keyOf(ACCOUNT, 'us-east-1', '2026/03/04', 'late.json.gz'), [
      loginAt('late', '2026-03-04T09:00:00Z'),
    ]);
    put(keyOf(OTHER, 'us-east-1', '2026/03/02', 'other.json.gz'), [
      loginAt('other', '2026-03-02T09:00:00Z', OTHER),
    ]);
    put(keyOf(ACCOUNT, 'eu-west-1', '2026/03/02', 'eu.json.gz'), [
      loginAt('eu', '2026-03-02T09:00:00Z'),
    ]);
    const args = [
      '--since',
      '2026-03-02',
      '--until',
      '2026-03-03',
      '--account',
      ACCOUNT,
      '--region',
      'us-east-1',
    ];
    const { out } = await run(
      'scan',
      's3://trail-logs/',
      ...args,
      '--time-zone',
      'UTC',
      '--output',
      'ndjson',
    );
    expect(idsIn(out)).toHaveLength(2);
    const fetched = s3.requests
      .filter((one) => one.endsWith('GetObject'))
      .map((one) => one.replace(/\?.*/, ''));
    expect(fetched.map((one) => one.slice(one.lastIndexOf('/') + 1)).sort()).toEqual([
      'a.json.gz',
      'b.json.gz',
    ]);
  });

  it('names what is gone, denied, frozen or cut off for good, and reads the rest', async () => {
    const key = (name: string) => keyOf(ACCOUNT, 'us-east-1', '2026/03/02', name);
    put(key('good.json.gz'), [loginAt('good', '2026-03-02T09:00:00Z')]);
    put(key('cut.json.gz'), [loginAt('cut', '2026-03-02T09:01:00Z')]);
    s3.cut.add(key('cut.json.gz'));
    s3.objects.set(key('denied.json.gz'), '!AccessDenied');
    s3.objects.set(key('gone.json.gz'), '!NoSuchKey');
    put(key('frozen.json.gz'), [loginAt('frozen', '2026-03-02T09:02:00Z')]);
    s3.classes.set(key('frozen.json.gz'), 'DEEP_ARCHIVE');
    s3.slowDowns = 1;
    const { code, out, err } = await run('scan', 's3://trail-logs/AWSLogs/', '--output', 'ndjson');
    expect(code).toBe(3);
    expect(idsIn(out)).toHaveLength(2);
    expect(err).toMatch(/denied\.json\.gz: you may not read it/);
    expect(err).toMatch(/gone\.json\.gz: it was there when the bucket was listed/);
    expect(err).toMatch(/frozen\.json\.gz: it lies in S3 Glacier/);
    expect(err).not.toContain('/cut.json.gz');
  });

  it('rings, and names objects by their addresses', async () => {
    const eventTime = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
    put(keyOf(ACCOUNT, 'us-east-1', '2026/03/02', 'a.json.gz'), [loginAt('a', eventTime)]);
    const broken = keyOf(ACCOUNT, 'us-east-1', '2026/03/02', 'broken.json');
    s3.objects.set(broken, Buffer.from('{"Records": ['));
    const { code, out, err } = await run('ring', 's3://trail-logs');
    expect(code).toBe(3);
    expect(out).toContain('alice succeeded');
    expect(err).toContain(`s3://trail-logs/${broken}`);
  });

  it('says what reading it comes to', async () => {
    const key = keyOf(ACCOUNT, 'us-east-1', '2026/03/02', 'a.json.gz');
    put(key, [loginAt('a', '2026-03-02T09:00:00Z')]);
    const before = await run('scan', 's3://trail-logs');
    expect(before.err).toMatch(/1 object, .*: 6 requests, about 0\.00 USD/);
  });

  it.each([
    ['s3://', /no address in S3; write s3:\/\/bucket\/prefix/],
    ['s3://No_Bucket/x', /no address in S3/],
    ['s3://nowhere/x', /there is no bucket for s3:\/\/nowhere\/x/],
  ])('%s is explained', async (url, says) => {
    const { code, err } = await run('scan', url);
    expect([code, err.includes('defect')]).toEqual([2, false]);
    expect(err).toMatch(says);
  });

  it('of more than a thousand objects is listed to its end', async () => {
    for (let i = 0; i < 2_500; i += 1) {
      s3.objects.set(
        keyOf(ACCOUNT, 'us-east-1', '2026/03/02', `${10_000 + i}.json`),
        Buffer.from('{}'),
      );
    }
    const { err } = await run(
      'scan',
      's3://trail-logs/AWSLogs/',
      '--since',
      '2026-03-01',
      '--time-zone',
      'UTC',
    );
    expect(err).toContain('2,500 objects');
  });
});
