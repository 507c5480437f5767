import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAwsRequests } from '../../src/aws/awsRequests.ts';
import { createHandler } from '../../src/lambda/handler.ts';
import { systemClock } from '../../src/systemClock.ts';
import { awslogsEvent } from '../fakes/awslogs.ts';
import { functionEnvironment } from '../fakes/functionEnvironment.ts';
import { type Handler, type LambdaWorld, startLambdaWorld } from '../fakes/lambdaWorld.ts';
import { consoleLogin, FAILED, iamUser } from '../fakes/records.ts';
import { type DynamoDbCall, requestUnitsOf } from '../fakes/requestUnits.ts';

/**
 * What docs/cost.md says of one sign-in, here for a row of under 1 KB in English or Japanese. Whoever adds a call
 * adds it here and there.
 */
const SUCCESS = {
  calls: { PutItem: 1, Query: 2, UpdateItem: 2, Publish: 1 },
  // Claim: table and four indexes. Budget and pace: one row. Settle: table and the two indexes of whole rows.
  units: { write: 5 + 1 + 3, read: 1 },
};
const FIRST_FAILURE = {
  // A failure is in no index by address or client; its count, that of the notices of failures and the accounts that its address tried are rows of
  // their own, and it asks for no budget.
  calls: { PutItem: 1, Query: 2, UpdateItem: 5, Publish: 1 },
  units: { write: 3 + 1 + 1 + 1 + 1 + 3, read: 1 },
};
const SILENT_FAILURE = {
  // Claim, count, settle.
  calls: { PutItem: 1, UpdateItem: 2 },
  units: { write: 3 + 1 + 3, read: 0 },
};

let world: LambdaWorld;
let handler: Handler;
const calls: DynamoDbCall[] = [];

beforeAll(async () => {
  world = await startLambdaWorld();
});
/** A table and a function of its own for each test: who comes right after another takes more calls to find his turn. */
beforeEach(async () => {
  handler = await world.freshHandler();
});
afterEach(() => {
  world.dynamoDb.onCall = () => undefined;
});
afterAll(() => world.close());

/** The calls that one sign-in makes of a function, and what DynamoDB bills for them. */
async function costOf(record: unknown) {
  const { dynamoDb, sns } = world;
  sns.published.length = 0;
  calls.length = 0;
  dynamoDb.onCall = (operation, body) => calls.push({ operation, body });
  await handler(awslogsEvent([record]), { awsRequestId: 'request-1' });
  dynamoDb.onCall = () => undefined;
  const counted: Record<string, number> = {};
  for (const { operation } of calls) counted[operation] = (counted[operation] ?? 0) + 1;
  if (sns.published.length > 0) counted['Publish'] = sns.published.length;
  return { calls: counted, units: await requestUnitsOf(calls, dynamoDb) };
}

const eventTime = `${new Date(Date.now() - 300_000).toISOString().slice(0, 19)}Z`;

describe('the calls that one sign-in makes, and the request units billed for them', () => {
  it('are those of docs/cost.md for a success', async () => {
    expect(await costOf(consoleLogin('a', { eventTime }))).toEqual(SUCCESS);
  });

  it('come in four rounds: claim; budget, pace and two questions; publish; settle', async () => {
    const environment = functionEnvironment(
      { dynamoDb: world.dynamoDb.endpoint, sns: world.sns.endpoint },
      world.table(),
    );
    const requests = createAwsRequests({ environment, clock: systemClock });
    const rounds: string[][] = [];
    let round: Promise<void> | undefined;
    const log = { info: () => undefined, error: () => undefined };
    const heldUp = createHandler({
      environment,
      clock: systemClock,
      log,
      requests: {
        send: async (request) => {
          // What is asked before anything of the round is answered belongs to the round.
          if (round === undefined) {
            rounds.push([]);
            round = new Promise((resolve) => setTimeout(resolve, 40)).then(() => {
              round = undefined;
            });
          }
          rounds.at(-1)?.push(request.operation);
          await round;
          return requests.send(request);
        },
      },
    });
    await heldUp(awslogsEvent([consoleLogin('i', { eventTime })]), { awsRequestId: 'request-1' });
    expect(rounds.map((operations) => operations.sort())).toEqual([
      ['PutItem'],
      ['Query', 'Query', 'UpdateItem'],
      ['Publish'],
      ['UpdateItem'],
    ]);
  });

  it('are a count more and an index less for a failure that rings', async () => {
    expect(await costOf(consoleLogin('b', { ...FAILED, eventTime }))).toEqual(FIRST_FAILURE);
  });

  it('are fewer for a failure that is only counted', async () => {
    // In an account of its own: the first three of an hour ring.
    const userIdentity = iamUser('mallory', '210987654321');
    const failure = { ...FAILED, eventTime, userIdentity };
    for (const seed of ['c', 'd', 'e']) await costOf(consoleLogin(seed, failure));
    expect(await costOf(consoleLogin('f', failure))).toEqual(SILENT_FAILURE);
  });

  it('send one notice that fits what SNS bills as one', async () => {
    await costOf(consoleLogin('g', { eventTime }));
    const [notice] = world.sns.published;
    expect(Buffer.byteLength(JSON.stringify(notice))).toBeLessThan(64 * 1024);
  });

  it('grow with the row: a long user agent costs its kilobytes wherever the row stands whole', async () => {
    const userAgent = `Mozilla/5.0 ${'x'.repeat(2000)}`;
    const { units } = await costOf(consoleLogin('h', { eventTime, userAgent }));
    expect(units.write).toBeGreaterThan(SUCCESS.units.write + 3);
  });
});
