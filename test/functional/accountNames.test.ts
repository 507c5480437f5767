import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccountNamesRow } from '../../src/aws/accountNamesRow.ts';
import { createDynamoDbRows } from '../../src/aws/dynamoDbRows.ts';
import { createSdkDynamoDbCalls } from '../../src/aws/dynamoDbSdkCalls.ts';
import { renewAccountNames } from '../../src/aws/renewAccountNames.ts';
import { awslogsEvent } from '../fakes/awslogs.ts';
import { startAws } from '../fakes/awsServer.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { type LambdaWorld, startLambdaWorld } from '../fakes/lambdaWorld.ts';
import { ACCOUNT, consoleLogin } from '../fakes/records.ts';

let world: LambdaWorld;
beforeAll(async () => {
  world = await startLambdaWorld();
});
afterAll(() => world.close());

const now = () => `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
/** The row of the latest handler's table, as somebody else writes and reads it. */
const rowOf = (clock = createFakeClock()) =>
  createAccountNamesRow(
    createDynamoDbRows(createSdkDynamoDbCalls(world.dynamoDb.client), world.table()),
    clock,
  );
/** The organization's accounts, of which the last is the one that tests sign in to. */
const accounts = (count: number) =>
  new Map([
    ...Array.from(
      { length: count - 1 },
      (_, i) => [String(300_000_000_000 + i), `team-${i}`] as const,
    ),
    [ACCOUNT, 'production, Tokyo=1'],
  ]);

describe('the names of an organization', () => {
  it('stand in notices, however many there are', async () => {
    const handler = await world.freshHandler({ environment: { ACCOUNT_NAMES: 'organization' } });
    expect(await rowOf().save(accounts(300))).toBe(0);
    await handler(awslogsEvent([consoleLogin('a', { eventTime: now() })]), { awsRequestId: 'r' });
    expect(world.sns.published[0]?.subject).toContain(`production, Tokyo=1 ${ACCOUNT}`);
  });

  it('are asked of the table once an hour, and do without when it holds none', async () => {
    const handler = await world.freshHandler({ environment: { ACCOUNT_NAMES: 'organization' } });
    let asked = 0;
    world.dynamoDb.onCall = (_, body) => {
      if (JSON.stringify(body).includes('net#account-names')) asked += 1;
    };
    for (const seed of ['a', 'b'])
      await handler(awslogsEvent([consoleLogin(seed, { eventTime: now() })]), {
        awsRequestId: seed,
      });
    world.dynamoDb.onCall = () => undefined;
    expect(asked).toBe(1);
    expect(world.sns.published.map(({ subject }) => subject)).toEqual([
      expect.stringContaining(`(${ACCOUNT})`),
      expect.stringContaining(`(${ACCOUNT})`),
    ]);
  });

  it('are cleaned of what a hand has put into the row, and keep to the size of one', async () => {
    await world.freshHandler();
    const clock = createFakeClock();
    const row = rowOf(clock);
    expect(await row.loadWrittenAt()).toBeUndefined();
    await row.save(
      new Map([
        [ACCOUNT, 'pro\u001bd\u202e'],
        ['__proto__', 'x'],
        ['12', 'y'],
      ]),
    );
    expect(Object.entries(await row.load())).toEqual([
      [ACCOUNT, expect.stringMatching(/^[ -~\uFFFD]+$/)],
    ]);
    expect(await row.loadWrittenAt()).toBe(clock.now());
    const long = new Map(
      Array.from(
        { length: 9000 },
        (_, i) => [String(300_000_000_000 + i), 'n'.repeat(50)] as const,
      ),
    );
    const left = await row.save(long);
    expect(left).toBeGreaterThan(1000);
    expect(Object.keys(await row.load())).toHaveLength(9000 - left);
  });

  it('are renewed once a day; where the organization may not be asked they stay, with the reason', async () => {
    await world.freshHandler();
    const aws = await startAws();
    const clock = createFakeClock();
    const row = rowOf(clock);
    const environment = {
      AWS_ENDPOINT_URL_ORGANIZATIONS: aws.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'ap-northeast-1',
    };
    const renew = () => renewAccountNames(row, 'aws', { environment, clock });
    const nameIs = (Name: string) =>
      aws.answers.set('organizations.ListAccounts', () => ({
        Accounts: [{ Id: ACCOUNT, Name, Status: 'ACTIVE' }],
      }));
    nameIs('old');
    expect(await renew()).toBeUndefined();
    nameIs('new');
    clock.advance(3_600_000);
    expect(await renew()).toBeUndefined();
    expect(await row.load()).toEqual({ [ACCOUNT]: 'old' });
    clock.advance(23 * 3_600_000);
    expect(await renew()).toBeUndefined();
    expect(await row.load()).toEqual({ [ACCOUNT]: 'new' });
    expect(aws.calls.map(({ region }) => region)).toEqual(['us-east-1', 'us-east-1']);
    aws.answers.delete('organizations.ListAccounts');
    clock.advance(24 * 3_600_000);
    expect(await renew()).toContain('organizations:ListAccounts is missing');
    expect(await row.load()).toEqual({ [ACCOUNT]: 'new' });
    await aws.close();
  });
});
