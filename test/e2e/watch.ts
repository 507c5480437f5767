/**
 * `loginbell watch` as a process, with three sources that bring the same sign-ins: a queue on MiniStack, a folder, and an event
 * history (a server of this project); killed halfway: `node test/e2e/watch.ts`. About a minute.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { fieldAt } from '../../src/signin/fields.ts';
import { awslogsEvent } from '../fakes/awslogs.ts';
import { startCloudTrail } from '../fakes/cloudTrailServer.ts';
import { consoleLogin, iamUser, type RecordFields } from '../fakes/records.ts';
import { BIN } from '../fakes/runCli.ts';
import { startWebhook, type TestWebhook } from '../fakes/webhookServer.ts';
import { type Checks, runChecks } from './checks.ts';
import { createClients } from './clients.ts';
import { startEmulator } from './emulatorServer.ts';
import { eventually } from './eventually.ts';

const SIGN_INS = 60;
const KILLS = 4;

const BUCKET = 'watched-logs';

await runChecks(async (checks) => {
  const trail = await startCloudTrail();
  const emulator = await startEmulator();
  const clients = createClients(emulator);
  const chat = await startWebhook();
  const folder = mkdtempSync(join(tmpdir(), 'loginbell-e2e-watch-'));
  try {
    writeFileSync(join(folder, 'ca.pem'), emulator.ca);
    mkdirSync(join(folder, 'logs'));
    const { QueueUrl = '' } = await clients.sqs.send(
      new CreateQueueCommand({ QueueName: 'watched' }),
    );
    const environment = {
      PATH: process.env['PATH'] ?? '',
      LANG: 'en_US.UTF-8',
      TZ: 'UTC',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: emulator.endpoint,
      AWS_ENDPOINT_URL_CLOUDTRAIL: trail.endpoint,
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      LOGINBELL_NOTIFY: `https://${chat.host}/hook?tls=off`,
    };
    const start = () => {
      const args = ['watch', 'logs', `s3://${BUCKET}/listed`, '--queue', QueueUrl, '--aws'];
      const options = ['--regions', 'us-east-1', '--every', '1', '--log', 'json'];
      options.push('--events', 'ConsoleLogin');
      const child = spawn(process.execPath, [BIN, ...args, ...options], {
        cwd: folder,
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      return { child, said: textOf(child) };
    };
    await fillBucket(clients.s3);
    await tellsOfShapes(checks, clients.sqs, QueueUrl, chat, start);
    await isKilled(
      checks,
      { sqs: clients.sqs, QueueUrl, chat, folder, events: trail.events },
      start,
    );
  } finally {
    clients.destroy();
    await Promise.all([emulator.stop(), trail.close(), chat.close()]);
    rmSync(folder, { recursive: true });
  }
});

/** Below `listed/` what `watch` lists; the others are read because a notice names them. */
function keyOf(name: string, prefix = ''): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return `${prefix}AWSLogs/123456789012/CloudTrail/us-east-1/${day}/${name} 1.json.gz`;
}

async function fillBucket(s3: S3Client): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const put = (name: string, prefix?: string) =>
    s3.send(
      new PutObjectCommand({
        Bucket: BUCKET,
        Key: keyOf(name, prefix),
        Body: gzipSync(JSON.stringify({ Records: [login(name)] })),
      }),
    );
  await Promise.all([put('s3'), put('cloudtrail'), put('eventbridge'), put('bucket', 'listed/')]);
}

type Start = () => { readonly child: ChildProcess; readonly said: () => string };

function textOf(child: ChildProcess): () => string {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return () => said;
}

function login(name: string): RecordFields {
  const eventTime = `${new Date(Date.now() - 180_000).toISOString().slice(0, 19)}Z`;
  return consoleLogin(name, { eventID: name, eventTime, userIdentity: iamUser(name) });
}

/** `eventID`s in the order in which they were told. */
function told({ received }: TestWebhook): string[] {
  return received.flatMap(({ text }) => {
    const ids = fieldAt(JSON.parse(text), 'eventIds');
    return Array.isArray(ids) ? ids.map(String) : [];
  });
}

async function left(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

async function tellsOfShapes(
  checks: Checks,
  sqs: SQSClient,
  QueueUrl: string,
  chat: TestWebhook,
  start: Start,
): Promise<void> {
  const event = (name: string) => ({
    version: '0',
    source: 'aws.signin',
    'detail-type': 'AWS Console Sign In via CloudTrail',
    detail: login(name),
  });
  const bodies: Readonly<Record<string, unknown>> = {
    'a record': login('record'),
    'an event of EventBridge': event('event'),
    'one through SNS': { Type: 'Notification', Message: JSON.stringify(event('through-sns')) },
    'a subscription of CloudWatch Logs': awslogsEvent([login('awslogs')]),
    'a list of records': { Records: [login('list-1'), login('list-2')] },
    'a notice of S3': {
      Records: [
        {
          eventSource: 'aws:s3',
          eventName: 'ObjectCreated:Put',
          s3: { bucket: { name: BUCKET }, object: { key: encodeURIComponent(keyOf('s3')) } },
        },
      ],
    },
    "CloudTrail's own notice": { s3Bucket: BUCKET, s3ObjectKey: [keyOf('cloudtrail')] },
    'a notice of EventBridge': {
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { bucket: { name: BUCKET }, object: { key: keyOf('eventbridge') } },
    },
    "S3's test message": { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b' },
    'something else': { hello: 'world' },
  };
  for (const body of Object.values(bodies)) {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
  }
  const { child, said } = start();
  const wanted = [
    ...['awslogs', 'bucket', 'cloudtrail', 'event', 'eventbridge', 'list-1', 'list-2', 'record'],
    ...['s3', 'through-sns'],
  ];
  await eventually(
    'all of the queue is told',
    async () => (told(chat).length >= wanted.length ? true : undefined),
    { within: 30_000 },
  ).catch(() => checks.note(said().slice(-2000)));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  checks.equal('every shape in a queue is told, once', told(chat).sort(), wanted);
  checks.equal('SIGTERM ends it with 0', code, 0);
  checks.equal('what is no record stays in the queue, alone', await left(sqs, QueueUrl), 1);
  checks.check('and the reason is said', said().includes('"what":"put aside"'), said().slice(-500));
  chat.received.length = 0;
}

type World = {
  readonly sqs: SQSClient;
  readonly QueueUrl: string;
  readonly chat: TestWebhook;
  readonly folder: string;
  readonly events: Map<string, RecordFields[]>;
};

async function isKilled(checks: Checks, world: World, start: Start): Promise<void> {
  const { sqs, QueueUrl, chat, folder, events } = world;
  const names = Array.from({ length: SIGN_INS }, (_, i) => `person-${i}`);
  events.set('us-east-1', names.map(login));
  appendFileSync(
    join(folder, 'logs/all.jsonl'),
    names.map((name) => `${JSON.stringify(login(name))}\n`).join(''),
  );
  for (const name of names) {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(login(name)) }));
  }
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { child } = start();
    const before = chat.received.length;
    await eventually(
      'something is told before it is killed',
      async () =>
        chat.received.length > before + 3 || told(chat).length >= SIGN_INS ? true : undefined,
      { within: 20_000 },
    ).catch(() => undefined);
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  const { child, said } = start();
  await eventually(
    'all are told',
    async () => (new Set(told(chat)).size >= SIGN_INS ? true : undefined),
    { within: 60_000 },
  ).catch(() => checks.note(said().slice(-2000)));
  await new Promise((resolve) => setTimeout(resolve, 4000));
  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  const all = told(chat);
  checks.equal('killed in between, it loses none', [...new Set(all)].sort(), [...names].sort());
  checks.check(
    `and tells twice no more than what a kill caught between send and settle (${all.length - SIGN_INS} of ${SIGN_INS})`,
    all.length - SIGN_INS <= KILLS * 8,
    all.length,
  );
  checks.equal('and ends with 0', code, 0);
}
