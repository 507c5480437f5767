import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromItem } from '../../src/aws/items.ts';
import { syntheticSignIn } from '../../src/installation/syntheticSignIn.ts';
import { fieldAt } from '../../src/signin/fields.ts';
import { awslogsEvent } from '../fakes/awslogs.ts';
import { type Handler, type LambdaWorld, startLambdaWorld } from '../fakes/lambdaWorld.ts';
import { ACCOUNT, consoleLogin, FAILED, type RecordFields } from '../fakes/records.ts';

let world: LambdaWorld;
let handler: Handler;
beforeAll(async () => {
  world = await startLambdaWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  handler = await world.freshHandler();
});

const now = () => `${new Date(Date.now() - 5_000).toISOString().slice(0, 19)}Z`;
const login = (seed: string, changes: RecordFields = {}) =>
  consoleLogin(seed, { eventTime: now(), ...changes });
let requests = 0;
const bring = (event: unknown) => {
  requests += 1;
  return handler(event, { awsRequestId: `request-${requests}` });
};
const byStream = (...records: RecordFields[]) => bring(awslogsEvent(records));
const byEventBridge = (detail: object, changes: object = {}) =>
  bring({
    version: '0',
    id: 'e1',
    source: 'aws.signin',
    'detail-type': 'AWS Console Sign In via CloudTrail',
    detail,
    ...changes,
  });
const rows = async () => {
  const { Items = [] } = await world.dynamoDb.client.send(
    new ScanCommand({ TableName: world.table() }),
  );
  return Items.map(fromItem).filter(({ state }) => state !== undefined);
};
const subjects = () => world.sns.published.map(({ subject }) => subject);

describe('a sign-in that comes both ways', () => {
  it('is told once, in either order and at once, and its row says which way was first', async () => {
    const [first, second, third] = ['fast first', 'stream first', 'at once'].map((one) =>
      login(one),
    );
    if (!first || !second || !third) throw new Error('three');
    await byEventBridge(first);
    await byStream(first);
    await byStream(second);
    await byEventBridge(second);
    // Who comes second finds it held, is retried by Lambda, and then finds it told.
    const both = [() => byEventBridge(third), () => byStream(third)];
    await Promise.allSettled(both.map((way) => way()));
    for (const way of both) await way();
    expect(subjects()).toHaveLength(3);
    const ways = Object.fromEntries((await rows()).map(({ eventID, way }) => [eventID, way]));
    expect(ways).toMatchObject({
      [String(first['eventID'])]: 'fast',
      [String(second['eventID'])]: 'stream',
    });
    expect(['fast', 'stream']).toContain(ways[String(third['eventID'])]);
  });

  it('keeps the fuller copy, and is not told again for it', async () => {
    const whole = login('a', { userAgent: 'Firefox', ...FAILED });
    const { userAgent, responseElements, errorMessage, additionalEventData, ...bare } = whole;
    await byEventBridge(bare);
    const [before] = await rows();
    expect(before).toMatchObject({ outcome: 'unclear' });
    expect(before).not.toHaveProperty('userAgent');
    await byStream(whole);
    const [after] = await rows();
    expect(after).toMatchObject({ outcome: 'failure', userAgent: 'Firefox', way: 'fast' });
    // And what is there already stays, whatever a third copy lacks or says.
    await byStream({ ...bare, sourceIPAddress: '198.51.100.1' });
    expect(await rows()).toEqual([after]);
    expect(subjects()).toHaveLength(1);
  });

  it('is one act though the two bear different eventIDs', async () => {
    handler = await world.freshHandler({ environment: { EVENTS: 'AllSignIns' } });
    const one = login('one');
    await byEventBridge(one);
    await byStream({ ...one, eventID: 'b7f5c2d0-0000-4000-8000-000000000002' });
    expect(subjects()).toHaveLength(1);
    expect((await rows()).map(({ state }) => state).sort()).toEqual(['folded', 'sent']);
  });

  it('writes nothing more where the second copy knows no more', async () => {
    const record = login('a');
    await byEventBridge(record);
    const updated: unknown[] = [];
    world.dynamoDb.onCall = (operation, body) => {
      if (operation === 'UpdateItem') updated.push(fieldAt(body, 'Key', 'eventID', 'S'));
    };
    await byStream(record);
    world.dynamoDb.onCall = () => undefined;
    expect(updated).not.toContain(record['eventID']);
  });
});

describe('what the fast path alone brings', () => {
  it('rings for an anomaly alert of the sign-in service as unclear, with its text, once', async () => {
    const alert = {
      'detail-type': 'Sign-in Anomaly Alert',
      detail: { principal: 'alice', reason: 'unusual place \u001b[31m' },
    };
    await byEventBridge({}, alert);
    await byEventBridge({}, alert);
    expect(world.sns.published).toHaveLength(1);
    const message = world.sns.published[0]?.message['email'] ?? '';
    expect(message).toContain('Sign-in Anomaly Alert');
    expect(message).toContain('unusual place');
    expect(message).not.toContain('\u001b');
  });
});

describe('the seconds from sign-in to notice', () => {
  it('are measured by way, as CloudWatch reads them; a copy, a failure that is not told and a test count for nothing', async () => {
    const record = login('a');
    await byEventBridge(record);
    await byStream(record);
    await byStream(
      login('b', { eventTime: `${new Date(Date.now() - 400_000).toISOString().slice(0, 19)}Z` }),
    );
    const place = { accountId: ACCOUNT, partition: 'aws', region: 'us-east-2' };
    await byEventBridge(syntheticSignIn({ id: 'x', at: Date.now(), ...place }), {
      source: 'loginbell.test',
    });
    expect(subjects()).toHaveLength(3);
    expect(world.measured).toEqual(
      ['fast', 'stream'].map((Way, i) => ({
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: 'Loginbell',
              Dimensions: [['Installation', 'Way']],
              Metrics: [{ Name: 'SecondsToNotice', Unit: 'Seconds' }],
            },
          ],
        },
        Installation: world.table().replace('ConsoleLoginEventDataTable-', ''),
        Way,
        SecondsToNotice: [expect.toSatisfy((s: number) => (i === 0 ? s >= 5 && s < 60 : s >= 400))],
      })),
    );
  });
});
