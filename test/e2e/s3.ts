/**
 * `loginbell scan s3://…` beside the same archive as a folder, against MiniStack: `node test/e2e/s3.ts`. Under a
 * minute.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { concurrently } from '../../src/concurrently.ts';
import { consoleLogin, iamUser, type RecordFields } from '../fakes/records.ts';
import { BIN } from '../fakes/runCli.ts';
import { runChecks } from './checks.ts';
import { createClients } from './clients.ts';
import { startEmulator } from './emulatorServer.ts';

const Bucket = 'e2e-trail-logs';
const OBJECTS = 600;

await runChecks(async (checks) => {
  const emulator = await startEmulator();
  const folder = mkdtempSync(join(tmpdir(), 'loginbell-e2e-s3-'));
  try {
    writeFileSync(join(folder, 'ca.pem'), emulator.ca);
    const environment = {
      PATH: process.env['PATH'] ?? '',
      LANG: 'en_US.UTF-8',
      TZ: 'UTC',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: emulator.endpoint,
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    };
    const clients = createClients(emulator);
    const client = clients.s3;
    await client.send(new CreateBucketCommand({ Bucket }));
    await concurrently(
      Array.from({ length: OBJECTS }, (_, i) => i),
      8,
      async (i) => {
        const day = String((i % 28) + 1).padStart(2, '0');
        const region = i % 2 === 0 ? 'us-east-1' : 'eu-west-1';
        const Key = `AWSLogs/123456789012/CloudTrail/${region}/2026/03/${day}/log-${i}.json.gz`;
        const Body = gzipSync(
          JSON.stringify({ Records: recordsOf(i, `2026-03-${day}T09:00:00Z`) }),
        );
        const file = join(folder, 'bucket', Key);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, Body);
        await client.send(new PutObjectCommand({ Bucket, Key, Body }));
      },
    );
    clients.destroy();
    const scan = (...args: readonly string[]) => {
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        [BIN, 'scan', ...args, '--output', 'ndjson'],
        { cwd: folder, env: environment, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
      );
      return { lines: stdout.split('\n').filter(Boolean).sort(), stderr, status };
    };
    const [there, here] = [scan(`s3://${Bucket}`), scan('bucket')];
    checks.equal('a scan of the bucket ends as one of the folder', there.status, here.status);
    checks.equal('and finds the same sign-ins', there.lines, here.lines);
    checks.check('which are all of them', here.lines.length === OBJECTS, here.lines.length);
    const span = ['--since', '2026-03-02', '--until', '2026-03-04', '--region', 'eu-west-1'];
    checks.equal(
      'a span of days and a region are the same as well',
      scan(`s3://${Bucket}/AWSLogs/`, ...span).lines,
      scan('bucket', ...span).lines,
    );
    const none = scan('s3://no-such-bucket-here');
    checks.check(
      'a bucket that is not there is one sentence',
      none.status === 2 && /there is no bucket/.test(none.stderr),
      none.stderr,
    );
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

function recordsOf(i: number, eventTime: string): readonly RecordFields[] {
  const other = consoleLogin(`other-${i}`, {
    eventName: 'GetObject',
    eventSource: 's3.amazonaws.com',
  });
  const userIdentity = iamUser(`user-${i % 20}`);
  return [other, consoleLogin(`login-${i}`, { eventTime, userIdentity })];
}
