import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import { iamPolicy } from '../../src/installation/iamPolicy.ts';
import { resourceNames } from '../../src/installation/resourceNames.ts';
import { answerAthena, type TestAthena } from '../fakes/athena.ts';
import { AwsFault, startAws, type TestAws } from '../fakes/awsServer.ts';
import { createFakeTerminal } from '../fakes/fakeTerminal.ts';
import { consoleLogin, FAILED, iamUser, type RecordFields, roleSession } from '../fakes/records.ts';
import { BIN, runCli } from '../fakes/runCli.ts';
import { startS3, type TestS3 } from '../fakes/s3Server.ts';

let folder: string;
let s3: TestS3;
let aws: TestAws;
let athena: TestAthena;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loginbell-athena-test-'));
  s3 = await startS3('trail-logs');
  aws = await startAws();
  athena = answerAthena(aws, s3);
  // The SDK reads the environment of the process.
  for (const [name, value] of Object.entries(environment())) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([s3.close(), aws.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const [ACCOUNT, OTHER] = ['123456789012', '210987654321'];
const keyOf = (name: string, account = ACCOUNT, region = 'us-east-1', day = '2026/03/02') =>
  `AWSLogs/${account}/CloudTrail/${region}/${day}/${name}.json.gz`;

/** Into the bucket, and into the folder beside it. */
function put(key: string, ...records: readonly RecordFields[]): void {
  const body = gzipSync(JSON.stringify({ Records: records }));
  s3.objects.set(key, body);
  const file = join(folder, 'bucket', key);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, body);
}

const environment = () => ({
  AWS_ENDPOINT_URL_S3: s3.endpoint,
  AWS_ENDPOINT_URL_ATHENA: aws.endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});
const run = (...args: readonly string[]) => runCli(args, { cwd: folder, env: environment() });
const ENGINE = ['s3://trail-logs', '--engine', 'athena'];

/** In this process, with a person who answers. */
async function runHere(answers: readonly string[], ...args: readonly string[]) {
  const terminal = createFakeTerminal(answers);
  const code = await runProgram(args, { TZ: 'UTC', ...environment() }, terminal);
  const { out, err, asked } = terminal.printed;
  return { code, out: out.join('\n'), err: err.join('\n'), asked };
}
const scan = (...args: readonly string[]) => runHere([], 'scan', ...ENGINE, '--yes', ...args);

describe('an archive that Athena reads', () => {
  it.each([
    [['--limit', '0']],
    [['--output', 'json']],
    [['--output', 'ndjson', '--user', 'user-3']],
    [['--output', 'csv', '--failed']],
    [['--first-seen', '--since', '2026-03-05', '--time-zone', 'UTC']],
  ])('gives what the same folder gives: %j', async (args) => {
    athena.page = 7;
    for (let i = 0; i < 40; i += 1) {
      const day = String((i % 9) + 1).padStart(2, '0');
      const account = i % 3 === 0 ? OTHER : ACCOUNT;
      const who = i % 4 === 0 ? roleSession('Admin', `user-${i % 5}`, account) : undefined;
      const record = consoleLogin(`login-${i}`, {
        eventTime: `2026-03-${day}T09:00:0${i % 10}Z`,
        userIdentity: who ?? iamUser(`user-${i % 5}`, account),
        ...(i % 6 === 0 ? FAILED : {}),
        ...(i === 7 ? { userAgent: '{"eventName":"GetObject","eventSource":"x"}' } : {}),
        ...(i === 8 ? { addendum: { reason: 'UPDATED_DATA', originalEventID: 'o-1' } } : {}),
      });
      put(keyOf(`log-${i}`, account, 'us-east-1', `2026/03/${day}`), record);
    }
    const here = await runHere([], 'scan', join(folder, 'bucket'), ...args);
    const there = await scan(...args);
    expect([here.code, there.code]).toEqual([0, 0]);
    const isSpan = args.includes('--since');
    // The fake reads all of the bucket, whatever the span.
    const sizes = (out: string) => (isSpan ? out.replace(/ in \d+ files \([^)]*\)/, '') : out);
    expect(sizes(there.out)).toBe(sizes(here.out));
    expect(here.out).toContain('user-3');
  });

  it('makes what is missing, once, and names it before', async () => {
    put(keyOf('a'), consoleLogin('a'));
    const first = await scan();
    expect(first.err).toMatch(
      /makes the database loginbell, the table loginbell\.cloudtrail_\w{12}/,
    );
    expect(athena.statements.map((one) => one.split(' ', 2).join(' '))).toEqual([
      'CREATE DATABASE',
      'CREATE EXTERNAL',
      expect.stringMatching(/^SELECT/),
    ]);
    const second = await scan('--since', '2026-03-01');
    expect(second.out).toContain('1 sign-in in 1 file');
    expect(second.err).not.toContain('makes');
    expect(athena.statements).toHaveLength(4);
  });

  it('is asked for the accounts, regions and days that the listing found, and no others', async () => {
    put(keyOf('a'), consoleLogin('a'));
    put(keyOf('b', OTHER, 'eu-west-1'), consoleLogin('b'));
    await scan('--account', ACCOUNT, '--since', '2026-03-01', '--until', '2026-03-04');
    const query = athena.statements.at(-1) ?? '';
    expect(query).toContain(`account IN ('${ACCOUNT}')`);
    expect(query).toContain("region IN ('us-east-1')");
    expect(query).toMatch(/day BETWEEN '2026\/03\/02' AND '2026\/03\/0[45]'/);
  });

  it('works where the bucket stands', async () => {
    s3.region = 'eu-central-1';
    put(keyOf('a'), consoleLogin('a'));
    const { err } = await scan();
    expect(err).toContain('Athena in eu-central-1');
    expect(new Set(aws.calls.map(({ region }) => region))).toEqual(new Set(['eu-central-1']));
  });

  it('is only shown by a dry run, as SQL', async () => {
    put(keyOf('a'), consoleLogin('a'));
    const { code, out, err } = await scan('--dry-run');
    expect([code, athena.statements]).toEqual([0, []]);
    expect(out).toMatch(/^-- The database.*\nCREATE DATABASE[^;]*;\n\n-- The table/);
    expect(out).toMatch(/SELECT\n[\s\S]*;\n$/);
    expect(err).toMatch(/likely to read 1 object, .* of s3:\/\/trail-logs\/AWSLogs\//);
    expect(err).toContain('about 0.00 USD: 5 USD a TB');
  });

  it('is asked about where something is made, and only then', async () => {
    put(keyOf('a'), consoleLogin('a'));
    const nobody = await runHere([], 'scan', ...ENGINE);
    expect(nobody.code).toBe(2);
    expect(nobody.err).toMatch(/the plan makes the database .*; add --yes/);
    expect((await runHere(['n'], 'scan', ...ENGINE)).code).toBe(5);
    expect(athena.statements).toEqual([]);
    const yes = await runHere(['y'], 'scan', ...ENGINE);
    expect([yes.code, yes.asked]).toEqual([0, ['Go on? [y/N] ']]);
    expect(await runHere([], 'scan', ...ENGINE)).toMatchObject({ code: 0, asked: [] });
  });

  it('names what Athena does not read', async () => {
    put(keyOf('a'), consoleLogin('a'));
    put(keyOf('frozen'), consoleLogin('frozen'));
    s3.classes.set(keyOf('frozen'), 'DEEP_ARCHIVE');
    put('copies/a.json.gz', consoleLogin('copy'));
    const { code, err } = await scan();
    expect(code).toBe(3);
    expect(err).toMatch(/frozen\.json\.gz: it lies in S3 Glacier/);
    expect(err).toMatch(/1 object in Glacier, which Athena passes over/);
    expect(err).toMatch(/outside AWSLogs.*, and passes over 1 object of s3:\/\/trail-logs\//);
  });

  it('of an organization is found below its folder', async () => {
    put(keyOf('a').replace('AWSLogs/', 'logs/AWSLogs/o-exampleorgid/'), consoleLogin('a'));
    const { code, out } = await scan();
    expect([code, out]).toEqual([0, expect.stringContaining('1 sign-in in 1 file')]);
    expect(athena.statements[1]).toContain(
      "LOCATION 's3://trail-logs/logs/AWSLogs/o-exampleorgid/'",
    );
  });

  it('that holds nothing of that time is no query', async () => {
    put(keyOf('a'), consoleLogin('a'));
    const { code, out, err } = await scan('--since', '2026-05-01');
    expect([code, athena.statements]).toEqual([0, []]);
    expect(out).toContain('0 sign-ins');
    expect(err).toContain('holds no log files of that time');
  });

  it('of several trails is as many queries', async () => {
    for (const [i, prefix] of ['', 'old/'].entries()) {
      put(`${prefix}${keyOf(`log-${i}`)}`, consoleLogin(`login-${i}`));
    }
    const { code, out } = await scan();
    expect(code).toBe(0);
    expect(out).toContain('2 sign-ins in 2 files');
    expect(athena.tables.size).toBe(2);
    const one = await scan('--athena-table', 'logs.trail');
    expect([one.code, one.err]).toEqual([2, expect.stringMatching(/these are 2 archives/)]);
  });

  it('says which page of a result it could not fetch', async () => {
    athena.page = 2;
    athena.refusedPage = 1;
    put(keyOf('a'), consoleLogin('a'), consoleLogin('b'), consoleLogin('c'));
    const { code, out, err } = await scan();
    expect([code, out]).toEqual([3, expect.stringContaining('1 sign-in')]);
    expect(err).toMatch(
      /AWSLogs\/ by Athena: its result could not be fetched: .*The result is gone/,
    );
  });

  it('makes a page to look at', async () => {
    put(keyOf('a'), consoleLogin('a'));
    const file = join(folder, 'page.html');
    const declined = await runHere(['n'], 'report', ...ENGINE, '--out', file);
    expect([declined.code, existsSync(file)]).toEqual([5, false]);
    expect((await runHere(['y'], 'report', ...ENGINE, '--out', file)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('alice');
  });
});

describe('a workgroup', () => {
  beforeEach(() => put(keyOf('a'), consoleLogin('a')));

  it('is made with results that Athena keeps, and a limit', async () => {
    expect((await scan('--athena-workgroup', 'loginbell', '--athena-limit', '50')).code).toBe(0);
    expect(athena.workgroups.get('loginbell')).toMatchObject({
      ManagedQueryResultsConfiguration: { Enabled: true },
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 50e9,
    });
    expect((await scan('--athena-workgroup', 'loginbell')).code).toBe(0);
  });

  it('is made with the place that was named', async () => {
    const place = ['--athena-workgroup', 'mine', '--athena-output', 's3://results/here'];
    expect((await scan(...place)).code).toBe(0);
    expect(athena.workgroups.get('mine')).toMatchObject({
      ResultConfiguration: { OutputLocation: 's3://results/here/' },
    });
  });

  it('without a place takes the one that was named for the query', async () => {
    athena.workgroups.set('primary', {});
    expect((await scan('--athena-output', 's3://results')).code).toBe(0);
  });

  it.each([
    [{}, [], /no place for results; name one with --athena-output/],
    [{ State: 'DISABLED' }, [], /is switched off/],
    [
      { EnforceWorkGroupConfiguration: true },
      ['--athena-output', 's3://results'],
      /leave --athena-output away/,
    ],
    [
      { ManagedQueryResultsConfiguration: { Enabled: true }, BytesScannedCutoffPerQuery: 10 },
      [],
      /the workgroup primary lets a query read 0 kB/,
    ],
  ])('%j with %j is refused before anything runs', async (configuration, args, says) => {
    athena.workgroups.set('primary', configuration);
    const { code, err } = await scan(...args);
    expect([code, athena.statements]).toEqual([2, []]);
    expect(err).toMatch(says);
  });
});

describe('what goes wrong with Athena', () => {
  beforeEach(() => put(keyOf('a'), consoleLogin('a')));

  it.each([
    [
      'FAILED',
      'Query exhausted resources at this scale factor',
      /too much for one query; narrow it/,
    ],
    [
      'FAILED',
      'Permission denied on S3 path: s3://trail-logs/x',
      /one is missing; "loginbell iam-policy scan"/,
    ],
    [
      'CANCELLED',
      'Query cancelled! : Bytes scanned limit was exceeded',
      /lets no query read so much/,
    ],
    [
      'FAILED',
      'TABLE_NOT_FOUND: line 1: Table x.y does not exist',
      /name another with --athena-table/,
    ],
    [
      'FAILED',
      'GENERIC_INTERNAL_ERROR: \u001b[31mred',
      /leaving --engine away \(Athena says: GENERIC_INTERNAL_ERROR: /,
    ],
    ['CANCELLED', '', /somebody stopped the query query-3/],
  ])('%s (%s) is one sentence with the way out', async (state, reason, says) => {
    athena.ends = { state, reason };
    const { code, err } = await scan();
    expect([code, err.includes('defect'), err.includes('\u001b')]).toEqual([1, false, false]);
    expect(err).toMatch(says);
  });

  it('names the permission and the policy', async () => {
    aws.answers.set(
      'athena.StartQueryExecution',
      () =>
        new AwsFault(
          'AccessDeniedException',
          'You are not authorized to perform: athena:StartQueryExecution on the resource. After your AWS administrator or you have updated your permissions, please try again.',
        ),
    );
    const { code, err } = await scan();
    expect(code).toBe(1);
    expect(err).toMatch(/lack the permission athena:StartQueryExecution.*iam-policy scan/);
  });

  it('is no query that nobody looks at: one that is lost is stopped', async () => {
    const answer = aws.answers.get('athena.GetQueryExecution');
    aws.answers.set('athena.GetQueryExecution', (call) =>
      call.input['QueryExecutionId'] === 'query-3'
        ? new AwsFault('InvalidRequestException', 'QueryExecution query-3 was not found')
        : (answer?.(call) ?? {}),
    );
    const { code, err } = await scan();
    expect([code, athena.stopped]).toEqual([1, ['query-3']]);
    expect(err).toContain('the query query-3 could not be looked at');
    aws.answers.delete('athena.StopQueryExecution');
    athena.tables.clear();
    athena.databases.clear();
    athena.statements.length = 0;
    const both = await scan();
    expect(both.err).toMatch(
      /query-3 could not be stopped .*stop-query-execution --query-execution-id query-3/,
    );
  });

  it('is not helped by a table of another archive', async () => {
    athena.databases.add('logs');
    athena.tables.set('logs.trail', { 'projection.enabled': 'true' });
    const { code, err } = await scan('--athena-table', 'logs.trail');
    expect([code, athena.statements]).toEqual([2, []]);
    expect(err).toMatch(/the table logs\.trail is of another archive/);
  });

  it('ends the query with Ctrl-C', async () => {
    athena.ends = { state: 'RUNNING', reason: '' };
    const child = spawn(process.execPath, [BIN, 'scan', ...ENGINE, '--yes'], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', LANG: 'en_US.UTF-8', TZ: 'UTC', ...environment() },
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const answer = aws.answers.get('athena.GetQueryExecution');
    aws.answers.set('athena.GetQueryExecution', (call) => {
      if (call.input['QueryExecutionId'] === 'query-3') child.kill('SIGINT');
      return answer?.(call) ?? {};
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([code, athena.stopped]).toEqual([130, ['query-3']]);
    expect(err).toContain('Stopped: no query goes on.');
  });

  it.each([
    [['scan', 'bucket', '--engine', 'athena'], /reads archives in S3/],
    [['scan', 's3://trail-logs', '--engine', 'presto'], /use files or athena/],
    [['scan', 's3://trail-logs', '--dry-run'], /--dry-run: it needs --engine athena/],
    [['scan', 's3://trail-logs', '--athena-limit', '5'], /--athena-limit: it needs --engine/],
    [['scan', ...ENGINE, '--athena-table', "a.b' OR 1=1"], /no table with its database/],
    [['scan', ...ENGINE, '--athena-table', 'nodatabase'], /no table with its database/],
    [['scan', ...ENGINE, '--athena-workgroup', 'a b'], /no name of a workgroup/],
    [['scan', ...ENGINE, '--athena-output', 'results'], /no address in S3/],
    [['scan', ...ENGINE, '--athena-limit', 'much'], /no number of gigabytes/],
    [['scan', ...ENGINE, '--athena-limit', '0.01', '--since', '1d', '--until', '2d'], /not before/],
    [['scan', ...ENGINE, '--events', 'AllSignInsAndTampering'], /add --events AllSignIns/],
    [
      [
        'scan',
        `s3://trail-logs/AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/03/`,
        '--engine',
        'athena',
      ],
      /names days; for --engine athena write s3:\/\/trail-logs\/AWSLogs\/123456789012\/CloudTrail\/us-east-1\/, /,
    ],
  ])('%j is refused before anything runs', async (args, says) => {
    const { code, err } = await runHere([], ...args);
    expect([code, athena.statements]).toEqual([2, []]);
    expect(err).toMatch(says);
  });

  it('lets no name in the bucket into a statement that a quote could end', async () => {
    s3.objects.clear();
    put(`it's/${keyOf('a')}`, consoleLogin('a'));
    const { code, err } = await scan();
    expect([code, athena.statements]).toEqual([2, []]);
    expect(err).toMatch(/"it's\/" is no prefix that can be quoted/);
  });
});

it('the policy of scan allows every call that Athena is asked', async () => {
  put(keyOf('a'), consoleLogin('a'));
  await scan('--athena-workgroup', 'loginbell');
  const place = { partition: 'aws', accountId: '*', region: '*' };
  const policy = iamPolicy('scan', { names: resourceNames('demo'), place });
  const allowed = policy?.Statement.flatMap(({ Action }) => Action) ?? [];
  const asked = new Set(aws.calls.map(({ service, action }) => `${service}:${action}`));
  expect(asked.size).toBeGreaterThan(5);
  expect([...asked].filter((action) => !allowed.includes(action))).toEqual([]);
  expect(allowed).toContain('athena:StopQueryExecution');
});

it('without --engine nothing of Athena is asked', async () => {
  put(keyOf('a'), consoleLogin('a'));
  expect((await run('scan', 's3://trail-logs')).code).toBe(0);
  expect(aws.calls).toEqual([]);
});
