import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbJournal } from '../../src/aws/dynamoDbJournal.ts';
import { createDynamoDbRows } from '../../src/aws/dynamoDbRows.ts';
import { createSdkDynamoDbCalls } from '../../src/aws/dynamoDbSdkCalls.ts';
import { fromItem } from '../../src/aws/items.ts';
import { createLetterMemory } from '../../src/aws/letterMemory.ts';
import { loadHealth } from '../../src/aws/loadHealth.ts';
import { createEventLookup } from '../../src/aws/lookupEvents.ts';
import { lookupFilters } from '../../src/aws/lookupFilters.ts';
import { createProcessPace } from '../../src/aws/rateLimiter.ts';
import { loadRegions } from '../../src/aws/regions.ts';
import { createSafetyNetMemory, createSubscriberMemory } from '../../src/aws/safetyNetMemory.ts';
import { createSnsNotifier } from '../../src/aws/snsNotifier.ts';
import { createSdkSnsPublish } from '../../src/aws/snsSdkPublish.ts';
import { ring } from '../../src/bell/bell.ts';
import { noCoordination } from '../../src/bell/noCoordination.ts';
import { checkHour } from '../../src/safetyNet/checkHour.ts';
import type { LetterSchedule } from '../../src/safetyNet/letterTime.ts';
import { type Answer, fault } from '../fakes/answering.ts';
import { startCloudTrail, type TestCloudTrail } from '../fakes/cloudTrailServer.ts';
import { startDynamoDb, type TestDynamoDb } from '../fakes/dynamoDb.ts';
import { createFakeClock, type FakeClock } from '../fakes/fakeClock.ts';
import { healthClients, healthyAnswers } from '../fakes/healthClients.ts';
import { NAMES } from '../fakes/healthFacts.ts';
import { consoleLogin, FAILED, rootUser } from '../fakes/records.ts';
import { startSns, type TestSns } from '../fakes/snsServer.ts';

const HOUR = 3_600_000;
const NOTICE = { language: 'en', timeZone: 'UTC', accountNames: {} } as const;
const WATCH = { events: 'ConsoleLogin', ownResources: [] } as const;

let dynamoDb: TestDynamoDb;
let sns: TestSns;
let trail: TestCloudTrail;
let clock: FakeClock;
let tableName = '';
let answers: Record<string, Answer> = {};

beforeAll(async () => {
  [dynamoDb, sns, trail] = await Promise.all([startDynamoDb(), startSns(), startCloudTrail()]);
});
afterAll(() => Promise.all([dynamoDb.close(), sns.close(), trail.close()]));
beforeEach(async () => {
  clock = createFakeClock();
  schedule = undefined;
  tableName = await dynamoDb.createTable();
  answers = healthyAnswers();
  answers['DescribeTableCommand'] = {
    Table: { TableStatus: 'ACTIVE', CreationDateTime: new Date(clock.now() - 3 * HOUR) },
  };
  sns.published.length = 0;
  sns.refuse = () => undefined;
  trail.events.clear();
  trail.calls.length = 0;
  trail.regions = ['ap-northeast-1', 'us-east-1'];
  trail.refuse = () => undefined;
});

function bell(token: string) {
  const { client } = dynamoDb;
  const settings = { timeZone: 'UTC', retentionDays: 90 };
  const journal = createDynamoDbJournal({
    call: createSdkDynamoDbCalls(client),
    tableName,
    clock,
    settings,
  });
  const pace = createProcessPace(clock);
  const notifier = createSnsNotifier({
    publish: createSdkSnsPublish(sns.client),
    topicArn: NAMES.topicArn,
    clock,
    pace,
  });
  const deps = {
    journal,
    history: journal,
    acts: journal,
    notifier,
    coordination: noCoordination,
    clock,
    leaseToken: token,
  };
  const common = { notice: NOTICE, watch: WATCH, leaseMs: 50_000, concurrency: 10 };
  return { deps, common, notifier };
}

let runs = 0;
let schedule: LetterSchedule | undefined;
async function check({ deadline = clock.now() + HOUR } = {}) {
  runs += 1;
  const token = `run-${runs}`;
  const { deps, common, notifier } = bell(token);
  const lookups = new Map(
    trail.regions.map((region) => {
      return [region, createEventLookup({ client: trail.client(region), region, clock })] as const;
    }),
  );
  const clients = healthClients(answers);
  const rows = createDynamoDbRows(createSdkDynamoDbCalls(dynamoDb.client), tableName);
  return checkHour(
    {
      memory: createSafetyNetMemory(rows, clock),
      subscriberMemory: createSubscriberMemory(rows, clock),
      letters: createLetterMemory(rows, clock),
      history: deps.history,
      schedule,
      historyOptions: '--region us-east-1 --suffix ab',
      notifier,
      clock,
      token,
      accountId: NAMES.accountId,
      notice: NOTICE,
      homeRegion: NAMES.region,
      loadHealth: () =>
        loadHealth(clients, {
          names: NAMES,
          events: 'ConsoleLogin',
          version: '1.2.3',
          at: clock.now(),
        }),
      loadRegions: () => loadRegions(trail.accountClient(), '--regions'),
      find: async function* (region, span) {
        for (const filter of lookupFilters('ConsoleLogin')) {
          yield* lookups.get(region)?.({ ...span, filter }) ?? [];
        }
      },
      ring: (records, mute) => ring(records, deps, { ...common, mute, found: true }),
    },
    deadline,
  );
}

/** What the stream brings. */
async function stream(...records: object[]) {
  runs += 1;
  const { deps, common } = bell(`stream-${runs}`);
  const extracted = records.map((record) => ({ kind: 'record', record }) as const);
  await ring(extracted, deps, { ...common, mute: false });
}

function login(seed: string, minutesAgo: number, changes = {}) {
  const eventTime = `${new Date(clock.now() - minutesAgo * 60_000).toISOString().slice(0, 19)}Z`;
  return consoleLogin(seed, { eventTime, ...changes });
}
const happens = (region: string, ...records: ReturnType<typeof consoleLogin>[]) =>
  trail.events.set(region, [...(trail.events.get(region) ?? []), ...records]);
const subjects = () => sns.published.map(({ subject }) => subject);
async function states() {
  const { Items = [] } = await dynamoDb.client.send(new ScanCommand({ TableName: tableName }));
  return Items.map(fromItem)
    .flatMap(({ state }) => state ?? [])
    .sort();
}

describe('the hourly check of the event history', () => {
  it('rings once, as found by the check, for what the stream missed, and not for what it told', async () => {
    const told = login('told', 50);
    happens('us-east-1', told, login('missed', 45));
    await stream(told);
    expect(sns.published).toHaveLength(1);
    expect(await check()).toMatchObject({ records: 2, notices: 1, problems: [] });
    expect(sns.published).toHaveLength(2);
    expect(sns.published[1]?.message['email']).toContain('the hourly check found it');
    await check();
    clock.advance(HOUR);
    await check();
    expect(sns.published).toHaveLength(2);
  });

  it('finds what happened in any region', async () => {
    happens('ap-northeast-1', login('near', 60));
    happens('us-east-1', login('root', 60, { userIdentity: rootUser() }));
    expect(await check()).toMatchObject({ regions: 2, records: 2, notices: 2 });
  });

  it('leaves the last half hour to the stream', async () => {
    happens('us-east-1', login('fresh', 20));
    await check();
    expect(sns.published).toHaveLength(0);
    clock.advance(HOUR);
    await check();
    expect(sns.published).toHaveLength(1);
  });

  it('tells what was stored but never told, because its worker died', async () => {
    const record = login('orphan', 60);
    happens('us-east-1', record);
    sns.refuse = () => ['InternalError', 'down'];
    await stream(record);
    expect(await states()).toEqual(['claimed']);
    sns.refuse = () => undefined;
    clock.advance(60_000);
    expect(await check()).toMatchObject({ notices: 1, problems: [] });
    expect(await states()).toEqual(['sent']);
  });

  it('stores without ringing what happened before it was installed, at its first look only', async () => {
    happens('us-east-1', login('before', 200), login('after', 100));
    expect(await check()).toMatchObject({ records: 2, notices: 1 });
    expect(await states()).toEqual(['muted', 'sent']);
    happens('us-east-1', login('surfaced', 240));
    expect(await check()).toMatchObject({ records: 3, notices: 1 });
  });

  it('tells a region that fails at the end, and the others before', async () => {
    happens('us-east-1', login('missed', 45));
    trail.refuse = ({ region, action }) =>
      region === 'ap-northeast-1' && action === 'LookupEvents'
        ? ['AccessDeniedException', 'a policy says no']
        : undefined;
    const { problems, notices } = await check();
    expect(notices).toBe(1);
    expect(problems).toEqual([
      'ap-northeast-1: The events of ap-northeast-1 could not be looked up: the permission cloudtrail:LookupEvents is missing',
    ]);
  });

  it('goes back to the last look that was whole', async () => {
    await check();
    trail.refuse = () => ['AccessDeniedException', 'no'];
    happens('us-east-1', login('early in the outage', -60));
    clock.advance(20 * HOUR);
    await check();
    trail.refuse = () => undefined;
    expect(await check()).toMatchObject({ notices: 1, problems: [] });
  });

  it('looks at its own region at least, when the regions cannot be listed', async () => {
    happens('ap-northeast-1', login('missed', 45));
    trail.refuse = ({ action }) =>
      action === 'listRegions' ? ['AccessDeniedException', 'no'] : undefined;
    const { notices, problems } = await check();
    expect(notices).toBe(1);
    expect(problems).toMatchObject([expect.stringContaining('account:ListRegions')]);
  });

  it('says which regions no time was left for', async () => {
    const { problems } = await check({ deadline: clock.now() - 1 });
    expect(problems).toEqual([
      'ap-northeast-1: no time was left to look at all of it',
      'us-east-1: no time was left to look at all of it',
    ]);
  });

  it('tells what a region gave before it failed', async () => {
    const many = Array.from({ length: 60 }, (_, i) => login(`many-${i}`, 45, FAILED));
    happens('us-east-1', ...many, login('root', 40, { userIdentity: rootUser() }));
    const pages = () => trail.calls.filter(({ action }) => action === 'LookupEvents').length;
    trail.regions = ['us-east-1'];
    trail.refuse = () => (pages() > 1 ? ['InvalidNextTokenException', 'no'] : undefined);
    expect(await check()).toMatchObject({
      records: 50,
      problems: [expect.stringContaining('us-east-1')],
    });
    expect(subjects()).toContainEqual(expect.stringMatching(/Root succeeded/));
    trail.refuse = () => undefined;
    expect(await check()).toMatchObject({ records: 61, problems: [] });
    expect(await states()).toHaveLength(61);
  });

  it('reports what could not be told, and tells it an hour later', async () => {
    happens('us-east-1', login('missed', 45));
    sns.refuse = () => ['AuthorizationError', 'no'];
    expect((await check()).problems).toMatchObject([expect.stringContaining('us-east-1: send')]);
    sns.refuse = () => undefined;
    clock.advance(HOUR);
    expect(await check()).toMatchObject({ notices: 1, problems: [] });
  });

  it('counts missed failures with those of their hour', async () => {
    happens('us-east-1', ...Array.from({ length: 30 }, (_, i) => login(`f${i}`, 45, FAILED)));
    await check();
    expect(sns.published.length).toBeLessThanOrEqual(4);
    expect(await states()).toHaveLength(30);
  });
});

describe('the hourly check of the subscribers', () => {
  const list = (...arns: (readonly [endpoint: string, arn?: string])[]) => {
    answers['ListSubscriptionsByTopicCommand'] = {
      Subscriptions: arns.map(([Endpoint, SubscriptionArn = `${NAMES.topicArn}:${Endpoint}`]) => {
        return { Endpoint, SubscriptionArn, Protocol: 'email' };
      }),
    };
  };

  it('tells those who are left of one that is lost, once', async () => {
    list(['a@example.com'], ['b@example.com']);
    await check();
    clock.advance(HOUR);
    list(['a@example.com']);
    expect((await Promise.all([check(), check()])).map((one) => one.subscribers).sort()).toEqual([
      0, 2,
    ]);
    clock.advance(HOUR);
    await check();
    expect(subjects()).toHaveLength(1);
    expect(sns.published[0]?.message['email']).toContain('was subscribed and is no more');
    expect(sns.published[0]?.attributes).toMatchObject({ eventName: 'LoginbellSubscribers' });
  });

  it('tells of one that nobody confirms, after a day, and of one that is filtered', async () => {
    list(['a@example.com'], ['b@example.com', 'PendingConfirmation']);
    for (let hour = 0; hour < 30; hour += 1) {
      await check();
      clock.advance(HOUR);
      answers['GetTrailStatusCommand'] = {
        IsLogging: true,
        LatestCloudWatchLogsDeliveryTime: new Date(clock.now()),
      };
    }
    expect(sns.published).toHaveLength(1);
    expect(sns.published[0]?.message['email']).toContain('has not confirmed for a day');
    list(['a@example.com'], ['b@example.com']);
    answers['GetSubscriptionAttributesCommand'] = (input: object) => ({
      Attributes: JSON.stringify(input).includes('b@')
        ? { FilterPolicy: '{"severity":["info"]}' }
        : {},
    });
    await check();
    await check();
    expect(sns.published).toHaveLength(2);
    expect(sns.published[1]?.message['email']).toContain('keeps critical notices from it');
  });
});

describe('the hourly check of the chain', () => {
  const breakIt = () => {
    answers['DescribeSubscriptionFiltersCommand'] = { subscriptionFilters: [] };
  };
  const mend = () => {
    answers = { ...healthyAnswers() };
  };

  it('says nothing while all is well', async () => {
    expect(await check()).toMatchObject({ told: undefined, chain: [], problems: [] });
    expect(sns.published).toHaveLength(0);
  });

  it('rings once when it breaks, with what to do, and once when it is well again', async () => {
    breakIt();
    expect(await check()).toMatchObject({ told: 'broken', chain: ['filter: filter-missing'] });
    clock.advance(HOUR);
    expect(await check()).toMatchObject({ told: undefined });
    mend();
    clock.advance(HOUR);
    expect(await check()).toMatchObject({ told: 'well' });
    clock.advance(HOUR);
    await check();
    expect(subjects()).toEqual([
      'CRITICAL loginbell: Subscription filter broken (123456789012)',
      'loginbell: all is well again (123456789012)',
    ]);
    const [notice] = sns.published;
    expect(notice?.message['email']).toContain('aws logs put-subscription-filter');
    expect(notice?.attributes).toMatchObject({ severity: 'critical', eventName: 'LoginbellChain' });
  });

  it('tells once, though two runs look at once', async () => {
    breakIt();
    await Promise.all([check(), check()]);
    expect(sns.published).toHaveLength(1);
  });

  it('tells again after a send that failed, once the lease has run out', async () => {
    breakIt();
    sns.refuse = () => ['InternalError', 'down'];
    expect((await check()).problems).toMatchObject([expect.stringMatching(/^chain: SNS/)]);
    sns.refuse = () => undefined;
    clock.advance(HOUR);
    expect(await check()).toMatchObject({ told: 'broken' });
    expect(sns.published).toHaveLength(1);
  });

  it('mentions a link that cannot be looked at after a day, once', async () => {
    answers['DescribeAlarmsCommand'] = fault('AccessDenied');
    for (let hour = 0; hour < 30; hour += 1) {
      await check();
      clock.advance(HOUR);
      // The trail goes on delivering.
      answers['GetTrailStatusCommand'] = {
        IsLogging: true,
        LatestCloudWatchLogsDeliveryTime: new Date(clock.now()),
      };
    }
    expect(subjects()).toEqual(['loginbell: Alarms not checked for a day (123456789012)']);
  });

  it('rings even where nothing can be remembered, and fails', async () => {
    breakIt();
    tableName = 'no-such-table';
    const { problems } = await check();
    expect(subjects()).toEqual(['CRITICAL loginbell: Subscription filter broken (123456789012)']);
    expect(problems.join()).toContain('DynamoDB did not answer');
  });
});
