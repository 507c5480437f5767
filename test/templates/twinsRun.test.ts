import { createRequire } from 'node:module';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { fromItem, toItem } from '../../src/aws/items.ts';
import { awslogsEvent } from '../fakes/awslogs.ts';
import { healthyTrail, startCloudTrail, type TestCloudTrail } from '../fakes/cloudTrailServer.ts';
import { startDynamoDb, type TestDynamoDb } from '../fakes/dynamoDb.ts';
import { functionEnvironment } from '../fakes/functionEnvironment.ts';
import { consoleLogin, iamUser } from '../fakes/records.ts';
import { startSns, type TestSns } from '../fakes/snsServer.ts';
import { loadBuilt } from './builtTemplate.ts';

type Handler = (event: unknown, context: object) => Promise<void>;

let dynamoDb: TestDynamoDb;
let sns: TestSns;
let trail: TestCloudTrail;
let table = '';

beforeAll(async () => {
  [dynamoDb, sns, trail] = [await startDynamoDb(), await startSns(), await startCloudTrail()];
  const logGroup = 'arn:aws:logs:us-east-1:123456789012:log-group:aws-cloudtrail-loggroup';
  trail.trails.push(healthyTrail('arn:aws:cloudtrail:us-east-1:123456789012:trail/t', logGroup));
});
afterAll(async () => {
  await Promise.all([dynamoDb.close(), sns.close(), trail.close()]);
});
beforeEach(async () => {
  sns.published.length = 0;
  trail.events.clear();
  table = await dynamoDb.createTable();
  const endpoints = { dynamoDb: dynamoDb.endpoint, sns: sns.endpoint };
  for (const [name, value] of Object.entries(functionEnvironment(endpoints, table))) {
    vi.stubEnv(name, value);
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Starts the code of a built template as Lambda does: as CommonJS, with the AWS SDK at hand. */
function startFunction(name: string): Handler {
  const exports: { handler?: Handler } = {};
  const load = new Function('exports', 'require', 'console', loadBuilt(name).code);
  load(exports, createRequire(import.meta.url), { info: () => undefined, error: () => undefined });
  if (exports.handler === undefined) throw new Error(`${name} exports no handler`);
  return exports.handler;
}

const minutesAgo = (minutes: number) =>
  `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19)}Z`;

describe.each(['', 'packed/'])('templates/%s', (folder) => {
  test('console-login-notification.yaml stores a sign-in and tells it, in Japanese', async () => {
    const handler = startFunction(`${folder}console-login-notification.yaml`);
    const login = consoleLogin('a', { eventTime: minutesAgo(1), userIdentity: iamUser('alice') });
    await handler(awslogsEvent([login]), { awsRequestId: 'request' });
    expect(sns.published.map(({ subject }) => subject)).toEqual([
      'AWSコンソールログイン: alice 成功・初めて (123456789012)',
    ]);
    const { Items = [] } = await dynamoDb.client.send(new ScanCommand({ TableName: table }));
    expect(Items.map(fromItem).filter(({ state }) => state === 'sent')).toHaveLength(1);
  });

  test('safety-net.yaml tells a sign-in that was missed, in Japanese', async () => {
    // Services that no server here speaks for refuse, so that their links are unknown.
    vi.stubEnv('AWS_ENDPOINT_URL', trail.endpoint);
    const details = JSON.stringify({ OWN_RESOURCES: 'aws-cloudtrail-loggroup,x' });
    const Item = toItem({ eventID: 'net#settings', details });
    await dynamoDb.client.send(new PutItemCommand({ TableName: table, Item }));
    const handler = startFunction(`${folder}safety-net.yaml`);
    const suffix = table.replace(/.*-/, '');
    const check = () =>
      handler(
        {},
        {
          awsRequestId: 'request',
          invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:LoginbellSafetyNet-${suffix}`,
          getRemainingTimeInMillis: () => 900_000,
        },
      );
    await check(); // the first look is for history
    trail.events.set('us-east-1', [consoleLogin('missed', { eventTime: minutesAgo(45) })]);
    await check();
    expect(sns.published.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('AWSコンソールログイン: alice 成功'),
    ]);
  });
});
