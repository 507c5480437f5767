import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCloudTrail, type TestCloudTrail } from '../fakes/cloudTrailServer.ts';
import { consoleLogin, iamUser } from '../fakes/records.ts';
import { BIN, runCli } from '../fakes/runCli.ts';
import { startS3 } from '../fakes/s3Server.ts';
import { startWebhook, type TestWebhook } from '../fakes/webhookServer.ts';

/** `YYYY-MM-DDTHH:MM:SSZ`, so many minutes ago. */
const ago = (minutes: number) =>
  `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19)}Z`;

let cwd = '';
/** Variables that a test adds. */
let more: Record<string, string> = {};
let cloudTrail: TestCloudTrail;
let chat: TestWebhook;
const children: ChildProcessWithoutNullStreams[] = [];
beforeEach(async () => {
  more = {};
  cwd = mkdtempSync(join(tmpdir(), 'loginbell-watch-'));
  cloudTrail = await startCloudTrail();
  cloudTrail.regions = ['eu-west-1', 'us-east-1'];
  chat = await startWebhook();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all([cloudTrail.close(), chat.close()]);
  rmSync(cwd, { recursive: true, force: true });
});

function environment(): Record<string, string> {
  const { PATH = '' } = process.env;
  return {
    PATH,
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: cloudTrail.endpoint,
    LOGINBELL_NOTIFY: `slack://${chat.host}/hook?tls=off`,
    ...more,
  };
}

/** Starts `loginbell watch`; `said` is all that it wrote so far. */
function startWatch(...args: string[]) {
  const child = spawn(process.execPath, [BIN, 'watch', '--every', '1', '--log', 'json', ...args], {
    cwd,
    env: environment(),
  });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return {
    said: () => said,
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await once(child, 'close');
      return code;
    },
  };
}

async function until(holds: () => boolean, said: () => string): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not in time; it said:\n${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const subjects = () => chat.received.map(({ text }) => String(JSON.parse(text).text));

describe('loginbell watch', () => {
  it('tells what the event history of any region holds, once, and ends with 0', async () => {
    const watch = startWatch();
    await until(() => watch.said().includes('"what":"listening"'), watch.said);
    cloudTrail.events.set('eu-west-1', [
      consoleLogin('a', { eventTime: ago(3), awsRegion: 'eu-west-1' }),
    ]);
    cloudTrail.events.set('us-east-1', [
      consoleLogin('b', { eventTime: ago(2), userIdentity: iamUser('bob') }),
    ]);
    await until(() => chat.received.length >= 2, watch.said);
    // Some looks more, that bring the same again.
    const looks = cloudTrail.calls.length;
    await until(() => cloudTrail.calls.length > looks + 8, watch.said);
    expect(await watch.stop()).toBe(0);
    expect(subjects().sort()).toEqual([
      expect.stringContaining('alice succeeded'),
      expect.stringContaining('bob succeeded'),
    ]);
  });

  it('is delayed by no region that refuses, and says which', async () => {
    cloudTrail.refuse = ({ action, region }) =>
      action === 'LookupEvents' && region === 'eu-west-1'
        ? ['AccessDeniedException', 'User: x is not authorized to perform: cloudtrail:LookupEvents']
        : undefined;
    cloudTrail.events.set('us-east-1', [consoleLogin('a', { eventTime: ago(3) })]);
    const watch = startWatch();
    await until(() => chat.received.length === 1, watch.said);
    await until(() => watch.said().includes('"source":"eu-west-1"'), watch.said);
    expect(await watch.stop()).toBe(0);
    expect(watch.said()).toContain('you lack the permission cloudtrail:LookupEvents');
  });

  it('goes on where it ended: what happened while it was away is told then', async () => {
    const first = startWatch('--regions', 'us-east-1');
    await until(() => cloudTrail.calls.some(({ action }) => action === 'LookupEvents'), first.said);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await first.stop()).toBe(0);
    cloudTrail.events.set('us-east-1', [consoleLogin('a', { eventTime: ago(1) })]);
    const second = startWatch('--regions', 'us-east-1');
    await until(() => chat.received.length === 1, second.said);
    expect(await second.stop()).toBe(0);
  });

  it('takes what comes into a folder, renamed into place or written slowly', async () => {
    const logs = join(cwd, 'logs');
    mkdirSync(logs);
    const watch = startWatch('logs');
    await until(() => watch.said().includes('"what":"listening"'), watch.said);
    const line = (seed: string, name: string) =>
      `${JSON.stringify(consoleLogin(seed, { eventTime: ago(1), userIdentity: iamUser(name) }))}\n`;
    writeFileSync(join(logs, 'slow.jsonl'), line('a', 'alice').slice(0, 100));
    await new Promise((resolve) => setTimeout(resolve, 500));
    appendFileSync(join(logs, 'slow.jsonl'), line('a', 'alice').slice(100) + line('b', 'bob'));
    await until(() => chat.received.length === 2, watch.said);
    appendFileSync(join(logs, 'slow.jsonl'), line('c', 'carol'));
    await until(() => chat.received.length === 3, watch.said);
    expect(await watch.stop()).toBe(0);
    expect(subjects().join()).toMatch(/alice.*bob.*carol|bob.*alice.*carol/);
  }, 40_000);

  it('shares the work with another process on the same journal, without doubles', async () => {
    cloudTrail.events.set(
      'us-east-1',
      Array.from({ length: 12 }, (_, i) =>
        consoleLogin(`${i}`, { eventTime: ago(5), userIdentity: iamUser(`person-${i}`) }),
      ),
    );
    const both = [startWatch('--regions', 'us-east-1'), startWatch('--regions', 'us-east-1')];
    const said = () => both.map((one) => one.said()).join('\n');
    await until(() => chat.received.length >= 12, said);
    const looks = cloudTrail.calls.length;
    await until(() => cloudTrail.calls.length > looks + 6, said);
    expect(await Promise.all(both.map(({ stop }) => stop()))).toEqual([0, 0]);
    expect(new Set(subjects()).size).toBe(12);
    expect(subjects()).toHaveLength(12);
  });

  it('serves its health and its figures', async () => {
    const watch = startWatch('--regions', 'us-east-1', '--health', '127.0.0.1:0');
    await until(() => watch.said().includes('"what":"health"'), watch.said);
    const [, address = ''] = /"at":"([^"]+)"/.exec(watch.said()) ?? [];
    const healthz = await fetch(`${address}/healthz`);
    expect(healthz.status).toBe(200);
    expect(await healthz.json()).toMatchObject({
      isWell: true,
      sources: [{ source: 'us-east-1' }],
    });
    const metrics = await (await fetch(`${address}/metrics`)).text();
    expect(metrics).toMatch(/^loginbell_looks_total\{source="us-east-1"\} \d+$/m);
    expect(await watch.stop()).toBe(0);
  });

  it('tells what comes into a bucket, once, whatever else cannot be read there', async () => {
    const s3 = await startS3('trail-logs');
    const day = (minutes: number) => ago(minutes).slice(0, 10).replaceAll('-', '/');
    const put = (name: string, minutes: number, seed: string) =>
      s3.objects.set(
        `AWSLogs/123456789012/CloudTrail/us-east-1/${day(minutes)}/${name}.json.gz`,
        gzipSync(JSON.stringify({ Records: [consoleLogin(seed, { eventTime: ago(minutes) })] })),
      );
    put('a', 5, 'there before');
    s3.objects.set(
      `AWSLogs/123456789012/CloudTrail/us-east-1/${day(1)}/no.json.gz`,
      '!AccessDenied',
    );
    more = { AWS_ENDPOINT_URL_S3: s3.endpoint };
    const watch = startWatch('s3://trail-logs', '--regions', 'us-east-1');
    await until(() => chat.received.length === 1, watch.said);
    // Of the same minute, and sorted before what was read.
    put('A', 5, 'came later');
    await until(() => chat.received.length === 2, watch.said);
    const listed = () => s3.requests.filter((one) => one.includes('start-after')).length;
    const before = listed();
    await until(() => listed() > before + 2, watch.said);
    expect(await watch.stop()).toBe(0);
    expect(chat.received).toHaveLength(2);
    expect(watch.said().split('you may not read it')).toHaveLength(2);
    const gets = s3.requests.filter((one) => /\/a\.json\.gz/.test(one));
    expect(gets).toHaveLength(1);
    await s3.close();
  });

  it('refuses secrets that others can read, and what it does not know, all at once', async () => {
    const env = environment();
    writeFileSync(join(cwd, 'loginbell.json'), '{"notify": ["ntfy://ntfy.sh/mine"]}', {
      mode: 0o644,
    });
    const open = await runCli(['watch'], { cwd, env });
    expect([open.code, open.err]).toEqual([2, expect.stringContaining('chmod 600 loginbell.json')]);
    rmSync(join(cwd, 'loginbell.json'));
    const wrong = ['--health', 'here', '--queue', 'q', '--regions', 'Tokyo', '--log', 'xml'];
    const { code, err } = await runCli(['watch', ...wrong], { cwd, env });
    expect(code).toBe(2);
    for (const reason of [
      '--health: "here" is no address',
      '--queue: "q" is no queue',
      '"Tokyo" is no region',
      '--log: unknown "xml"',
    ]) {
      expect(err).toContain(reason);
    }
  });
});
