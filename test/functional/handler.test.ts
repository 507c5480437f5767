import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromItem } from '../../src/aws/items.ts';
import { awslogsEvent } from '../fakes/awslogs.ts';
import { type Handler, type LambdaWorld, startLambdaWorld } from '../fakes/lambdaWorld.ts';
import { consoleLogin, FAILED, iamUser, rootUser } from '../fakes/records.ts';
import type { TestSns } from '../fakes/snsServer.ts';

let world: LambdaWorld;
let sns: TestSns;
let handler: Handler;

beforeAll(async () => {
  world = await startLambdaWorld();
  ({ sns } = world);
});
afterAll(() => world.close());
beforeEach(async () => {
  handler = await world.freshHandler();
});

const now = () => `${new Date(Date.now() - 300_000).toISOString().slice(0, 19)}Z`;
const login = (seed: string, changes = {}) => consoleLogin(seed, { eventTime: now(), ...changes });
const invoke = (event: unknown, awsRequestId = 'request-1') => handler(event, { awsRequestId });

async function rows() {
  const { Items = [] } = await world.dynamoDb.client.send(
    new ScanCommand({ TableName: world.table() }),
  );
  return Items.map(fromItem).filter(({ eventName }) => eventName !== undefined);
}

describe('the Lambda function', () => {
  it('stores and publishes each sign-in once, in Japanese and Tokyo time by default', async () => {
    const event = awslogsEvent([login('a'), login('b', { userIdentity: rootUser() })]);
    await invoke(event);
    await invoke(event, 'request-2');
    expect(sns.published.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([expect.stringContaining('AWSコンソールログイン: alice 成功')]),
    );
    expect(sns.published).toHaveLength(2);
    expect((await rows()).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it("keeps the article's attributes as the article has them", async () => {
    await invoke(awslogsEvent([login('a', { eventTime: '2026-03-02T09:04:05Z' })]));
    const [row] = await rows();
    expect(row).toMatchObject({
      accountId: '123456789012',
      userName: 'alice',
      eventTime: '2026/03/02 18:04:05',
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      awsRegion: 'us-east-1',
      sourceIPAddress: '203.0.113.7',
      unixtime: expect.any(Number),
    });
  });

  it('gives each protocol its own payload, and attributes to filter by', async () => {
    await invoke(awslogsEvent([login('a', { userIdentity: rootUser() })]));
    const { message = {}, attributes } = sns.published[0] ?? {};
    expect(message['email']).toContain('203.0.113.7');
    expect(JSON.parse(message['default'] ?? '')).toMatchObject({
      version: 1,
      signIns: [{ eventName: 'ConsoleLogin' }],
    });
    expect(JSON.parse(message['https'] ?? '')).toMatchObject({ version: '1.0', source: 'custom' });
    expect(attributes).toEqual({
      outcome: 'success',
      identityType: 'Root',
      mfa: 'yes',
      accountId: '123456789012',
      eventName: 'ConsoleLogin',
      severity: 'critical',
    });
  });

  it('takes EventBridge events and ignores the reachability probe', async () => {
    await invoke({
      'detail-type': 'AWS Console Sign In via CloudTrail',
      source: 'aws.signin',
      detail: login('a'),
    });
    await invoke(
      awslogsEvent(['CWL CONTROL MESSAGE: Checking health of destination'], 'CONTROL_MESSAGE'),
    );
    expect(sns.published).toHaveLength(1);
  });

  it('rings for what a filter chose but nobody can read', async () => {
    await invoke(
      awslogsEvent(['{"eventVersion":"1.11","userIdentity":{"type":"IAMUs', 'not JSON at all']),
    );
    expect(sns.published).toHaveLength(2);
  });

  it('goes out without a subject where SNS refuses it', async () => {
    sns.refuse = (subject) =>
      subject === '' ? undefined : ['InvalidParameter', 'Invalid parameter: Subject'];
    await invoke(awslogsEvent([login('a')]));
    expect(sns.published).toMatchObject([
      { subject: '', message: { email: expect.stringContaining('alice') } },
    ]);
  });

  it('throws when something was not told, tells the others, and tells the rest on the retry', async () => {
    const event = awslogsEvent([login('a'), login('b', { userIdentity: iamUser('bob') })]);
    sns.refuse = (subject) => (subject.includes('bob') ? ['AuthorizationError', 'no'] : undefined);
    await expect(invoke(event)).rejects.toThrow(/1 steps failed.*send/);
    expect(sns.published).toHaveLength(1);
    sns.refuse = () => undefined;
    await invoke(event, 'request-2');
    expect(sns.published).toHaveLength(2);
  });

  it('names the users and addresses of a flood', async () => {
    await invoke(
      awslogsEvent(
        Array.from({ length: 12 }, (_, i) =>
          login(`f${i}`, {
            ...FAILED,
            eventTime: '2026-03-02T09:04:05Z',
            eventID: `f-${i}`,
            userIdentity: iamUser(`user${i}`),
          }),
        ),
      ),
    );
    expect((await rows()).filter(({ state }) => state === 'folded')).toHaveLength(8);
  });

  it('publishes once when Lambda runs one request twice at once', async () => {
    const event = awslogsEvent([login('twins')]);
    await Promise.allSettled([invoke(event, 'one-request'), invoke(event, 'one-request')]);
    expect(sns.published).toHaveLength(1);
  });

  it.each(['fast', 'sure'])(
    'tells once what comes by both ways, the %s one first',
    async (first) => {
      const record = login('both');
      const fast = {
        version: '0',
        source: 'aws.signin',
        'detail-type': 'AWS Console Sign In via CloudTrail',
        detail: record,
      };
      const ways = [fast, awslogsEvent([record])];
      for (const [i, event] of (first === 'fast' ? ways : ways.toReversed()).entries()) {
        await invoke(event, `request-${i}`);
      }
      expect(sns.published).toHaveLength(1);
      expect((await rows()).map(({ state }) => state)).toEqual(['sent']);
    },
  );

  it('tells once what comes by both ways at the same time', async () => {
    const record = login('both');
    const fast = {
      source: 'aws.signin',
      'detail-type': 'AWS Service Event via CloudTrail',
      detail: record,
    };
    await Promise.allSettled([
      invoke(fast, 'request-1'),
      invoke(awslogsEvent([record]), 'request-2'),
    ]);
    // Whoever came second finds it held; its retry finds it told.
    await invoke(awslogsEvent([record]), 'request-3');
    expect(sns.published).toHaveLength(1);
  });

  it('reports all wrong settings in one error', async () => {
    const environment = { TABLE_NAME: '', TIME_ZONE: 'Mars/Olympus', EVENTS: 'Everything' };
    handler = await world.freshHandler({ environment });
    await expect(invoke(awslogsEvent([login('a')]))).rejects.toThrow(
      /TABLE_NAME.*TIME_ZONE.*EVENTS/s,
    );
  });

  it('logs counts, ids and the delay, and no names', async () => {
    await invoke(awslogsEvent([login('a')]));
    expect(world.logged).toMatchObject([
      { records: 1, notices: 1, delaySeconds: expect.any(Number) },
    ]);
    expect(JSON.stringify(world.logged)).not.toContain('alice');
  });
});
