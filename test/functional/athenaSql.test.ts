import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import { scanFiles } from '../../src/local/scan/scanFiles.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { createFakeTerminal } from '../fakes/fakeTerminal.ts';

async function run(...args: readonly string[]) {
  const terminal = createFakeTerminal();
  const clock = createFakeClock('2026-03-02T09:30:00.500Z');
  const code = await runProgram(['athena-sql', ...args], { TZ: 'UTC' }, terminal, clock);
  return { code, out: terminal.printed.out.join('\n'), err: terminal.printed.err.join('\n') };
}
const BUCKET = 's3://trail-logs/all';
const WHO = ['--account', '111122223333', '--account', '444455556666'];

describe('loginbell athena-sql', () => {
  it('projects the partitions of accounts, regions and days', async () => {
    const { code, out } = await run(BUCKET, ...WHO, '--regions', 'us-east-1,eu-west-1');
    expect(code).toBe(0);
    expect(out).toContain("LOCATION 's3://trail-logs/all/AWSLogs/'");
    expect(out).toContain("'projection.account.values' = '111122223333,444455556666'");
    expect(out).toContain("'projection.region.values' = 'eu-west-1,us-east-1'");
    const path = ['$', '{account}/CloudTrail/$', '{region}/$', '{day}'].join('');
    expect(out).toContain(`'storage.location.template' = 's3://trail-logs/all/AWSLogs/${path}'`);
  });

  it('knows the layout of an organization', async () => {
    const { out } = await run('s3://trail-logs', ...WHO, '--organization', 'o-exampleorgid');
    expect(out).toContain("LOCATION 's3://trail-logs/AWSLogs/o-exampleorgid/'");
  });

  it('reads the days of the span, and one more for what is delivered late', async () => {
    const span = ['--since', '2026-02-01', '--until', '2026-02-03', '--time-zone', 'UTC'];
    const { out } = await run(BUCKET, ...WHO, ...span);
    expect(out).toContain("day BETWEEN '2026/02/01' AND '2026/02/03'");
    expect(out).toContain("eventtime >= '2026-02-01T00:00:00'");
    expect(out).toContain("eventtime < '2026-02-03T00:00:00'");
    expect(out).toContain("AND eventname = 'ConsoleLogin'");
  });

  it('loses nothing to fractions of a second, in the span or in the records', async () => {
    const { out } = await run(BUCKET, ...WHO, '--until', '1m');
    const [, until = ''] = /eventtime < '([^']+)'/.exec(out) ?? [];
    expect(until).toBe('2026-03-02T09:29:01');
    const [, since = ''] = /eventtime >= '([^']+)'/.exec(out) ?? [];
    expect(`${since}.250Z` >= since && `${since}Z` >= since).toBe(true);
  });

  it('finds every sign-in of the sign-in service, and those of others', async () => {
    const { out } = await run(BUCKET, ...WHO, '--events', 'AllSignIns');
    expect(out).toContain("eventsource = 'signin.amazonaws.com'");
    expect(out).toMatch(/eventname IN \('ConsoleLogin', .*'Federate'/);
    expect(out).toContain("eventtype IN ('AwsConsoleSignIn', 'AwsConsoleSignin')");
    expect(out).toContain(`strpos(responseelements, '"' || eventname || '"') > 0`);
  });

  it('asks for columns that scan reads, structures as JSON in small letters', async () => {
    const { out } = await run(BUCKET, ...WHO);
    const [, select = ''] = /SELECT\n([\s\S]*?)\nFROM/.exec(out) ?? [];
    const columns = select.split(',\n').map((line) => line.trim().split(' ').at(-1) ?? '');
    const identity = { type: 'IAMUser', accountid: '111122223333', username: 'dora' };
    const values: Readonly<Record<string, string>> = {
      eventversion: '1.11',
      useridentity: JSON.stringify(identity),
      eventtime: '2026-03-01T09:00:00Z',
      eventsource: 'signin.amazonaws.com',
      eventname: 'ConsoleLogin',
      awsregion: 'us-east-1',
      sourceipaddress: '203.0.113.50',
      responseelements: '{"ConsoleLogin":"Success"}',
      additionaleventdata: '{"MFAUsed":"Yes"}',
      eventid: '0f6b1c52-8f0e-4c3a-9d55-6a1f2b7c9e10',
      eventtype: 'AwsConsoleSignIn',
    };
    const quoted = (cells: readonly string[]) =>
      cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
    const folder = mkdtempSync(join(tmpdir(), 'loginbell-athena-'));
    const rows = [columns, columns.map((column) => values[column] ?? '')];
    writeFileSync(join(folder, 'result.csv'), rows.map(quoted).join('\n'));
    const { signIns, problems } = await scanFiles(
      [folder],
      { events: 'ConsoleLogin', query: { since: '0000', until: '9999' }, raw: false, now: 0 },
      { threads: 1 },
    );
    rmSync(folder, { recursive: true });
    expect(problems).toEqual([]);
    expect(signIns).toMatchObject([{ userName: 'dora', outcome: 'success', mfa: 'yes' }]);
  });

  it.each([
    [["s3://trail-logs/a'b", ...WHO], /no prefix that can be quoted/],
    [['s3://Bad_Bucket', ...WHO], /no address in S3/],
    [[BUCKET], /name the accounts/],
    [[BUCKET, '--account', "1' OR '1'='1"], /no account number/],
    [[BUCKET, ...WHO, '--table', 'a; DROP TABLE b'], /no name of a table/],
    [[BUCKET, ...WHO, '--organization', "o-x'"], /no organization/],
    [[BUCKET, ...WHO, '--regions', "us-east-1'"], /no region/],
    [[BUCKET, ...WHO, '--since', '2026-03-03'], /not before --until/],
    [[BUCKET, ...WHO, '--events', 'AllSignInsAndTampering'], /use AllSignIns/],
  ])('%j is refused', async (args, says) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(says);
  });
});
