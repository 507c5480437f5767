import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { toItem } from '../../src/aws/items.ts';
import { type Context, createSafetyNet } from '../../src/lambda/safetyNet.ts';
import { systemClock } from '../../src/systemClock.ts';
import { healthyTrail, startCloudTrail, type TestCloudTrail } from '../fakes/cloudTrailServer.ts';
import { startDynamoDb, type TestDynamoDb } from '../fakes/dynamoDb.ts';
import { consoleLogin } from '../fakes/records.ts';
import { startSns, type TestSns } from '../fakes/snsServer.ts';

let dynamoDb: TestDynamoDb;
let sns: TestSns;
let trail: TestCloudTrail;
const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:LoginbellSafetyNet-';
let context: Context = {
  awsRequestId: 'request',
  invokedFunctionArn: ARN,
  getRemainingTimeInMillis: () => 900_000,
};
let table = '';
let handler: (event: unknown, context: Context) => Promise<void>;

beforeAll(async () => {
  dynamoDb = await startDynamoDb();
  sns = await startSns();
  trail = await startCloudTrail();
  const logGroup = 'arn:aws:logs:us-east-1:123456789012:log-group:aws-cloudtrail-loggroup';
  trail.trails.push(healthyTrail('arn:aws:cloudtrail:us-east-1:123456789012:trail/t', logGroup));
});
afterAll(async () => {
  await dynamoDb.close();
  await sns.close();
  await trail.close();
});
beforeEach(async () => {
  sns.published.length = 0;
  trail.events.clear();
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  // Services that no server here speaks for refuse, so that their links are unknown.
  vi.stubEnv('AWS_ENDPOINT_URL', trail.endpoint);
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', dynamoDb.endpoint);
  vi.stubEnv('AWS_ENDPOINT_URL_SNS', sns.endpoint);
  table = await dynamoDb.createTable();
  context = { ...context, invokedFunctionArn: `${ARN}${table.replace(/.*-/, '')}` };
  await remember({});
  const log = { info: () => undefined };
  handler = createSafetyNet({ environment: process.env, clock: systemClock, log });
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** The bell's settings, as they were when its function was last seen; no server here speaks for Lambda. */
async function remember(settings: Readonly<Record<string, string>>) {
  const details = JSON.stringify({ OWN_RESOURCES: 'aws-cloudtrail-loggroup,x', ...settings });
  const Item = toItem({ eventID: 'net#settings', details });
  await dynamoDb.client.send(new PutItemCommand({ TableName: table, Item }));
}
async function listenedSince(days: number) {
  const since = Date.now() - days * 86_400_000;
  const details = JSON.stringify({ since, last: Date.now() - 3_600_000, troubles: [] });
  const Item = toItem({ eventID: 'net#listening', details });
  await dynamoDb.client.send(new PutItemCommand({ TableName: table, Item }));
}
const invoke = () => handler({}, context);

describe("the safety net's function", () => {
  it('rings in Japanese for a sign-in that the stream missed, once', async () => {
    await invoke(); // the first look is for history
    const eventTime = `${new Date(Date.now() - 2_700_000).toISOString().slice(0, 19)}Z`;
    trail.events.set('us-east-1', [consoleLogin('missed', { eventTime })]);
    await invoke();
    await invoke();
    expect(sns.published).toMatchObject([
      { subject: expect.stringContaining('AWSコンソールログイン: alice') },
    ]);
    expect(sns.published[0]?.message['email']).toContain('1時間ごとの点検で見つかりました');
  });

  it('sends the letter that is due, once, unless it is off', async () => {
    await listenedSince(8);
    vi.stubEnv('LETTER_DAY', 'off');
    await invoke();
    expect(sns.published).toEqual([]);
    vi.stubEnv('LETTER_DAY', 'Monday');
    vi.stubEnv('LETTER_HOUR', '0');
    await invoke();
    await invoke();
    expect(sns.published).toMatchObject([
      {
        subject: expect.stringContaining('今週のAWSログイン'),
        attributes: { eventName: 'LoginbellLetter' },
      },
    ]);
    vi.stubEnv('LETTER_DAY', 'Funday');
    vi.stubEnv('LETTER_HOUR', '24');
    await expect(invoke()).rejects.toThrow(/LETTER_DAY.*LETTER_HOUR/s);
  });

  it('rejects at the end when a part did not work', async () => {
    vi.stubEnv('REGIONS', 'us-east-1');
    trail.refuse = ({ action }) =>
      action === 'LookupEvents' ? ['AccessDeniedException', 'no'] : undefined;
    await expect(invoke()).rejects.toThrow('us-east-1: The events of us-east-1');
    trail.refuse = () => undefined;
  });

  it('reports all wrong settings in one error', async () => {
    await remember({ LANGUAGE: 'fr', TIME_ZONE: 'Mars/Olympus' });
    await expect(invoke()).rejects.toThrow(/LANGUAGE.*TIME_ZONE/s);
    await remember({});
    vi.stubEnv('REGIONS', 'Tokyo');
    await expect(invoke()).rejects.toThrow('"Tokyo" is no region');
  });

  it('must be called as the template calls it', async () => {
    context = { ...context, invokedFunctionArn: `${ARN.replace('Safety', 'Other')}x` };
    await expect(invoke()).rejects.toThrow('is not called LoginbellSafetyNet-SUFFIX');
  });
});
