import {
  DescribeLogStreamsCommand,
  DescribeSubscriptionFiltersCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { loadQueueUrl } from '../../../src/aws/sqsDeadLetterQueue.ts';
import { resourceArns, resourceNames } from '../../../src/installation/resourceNames.ts';
import { fieldAt } from '../../../src/signin/fields.ts';
import { parseJson } from '../../../src/signin/parseJson.ts';
import { awslogsEvent } from '../../fakes/awslogs.ts';
import { deadLetterOf } from '../../fakes/letterQueue.ts';
import { ACCOUNT, consoleLogin, iamUser } from '../../fakes/records.ts';
import type { CliWorld } from '../cliShell.ts';
import { eventually } from '../eventually.ts';
import { type Inbox, subscribeInbox } from '../inbox.ts';
import { loadRows } from '../rows.ts';
import { TRAIL_LOG_GROUP } from './installs.ts';

const NAMES = resourceNames('ab0925cd');
const ARNS = resourceArns(NAMES, { partition: 'aws', accountId: ACCOUNT, region: 'us-east-1' });

/** `test`, `backfill`, `history` and `redrive`, one after the other, with somebody who listens. */
export async function operates(world: CliWorld): Promise<void> {
  const inbox = await subscribeInbox(world.clients, ARNS.topic, 'operator');
  await tests(world, inbox);
  await backfills(world, inbox);
  await redrives(world, inbox);
}

async function tests({ checks, clients, shell }: CliWorld, inbox: Inbox): Promise<void> {
  const filter = { logGroupName: TRAIL_LOG_GROUP, filterName: NAMES.filter };
  const { subscriptionFilters: [original] = [] } = await clients.logs.send(
    new DescribeSubscriptionFiltersCommand({ logGroupName: TRAIL_LOG_GROUP }),
  );
  const put = (filterPattern: string) =>
    clients.logs.send(
      new PutSubscriptionFilterCommand({
        ...filter,
        filterPattern,
        destinationArn: ARNS.function,
      }),
    );
  // MiniStack reads a JSON pattern as words that must all stand in the message; this one stands there.
  await put('ConsoleLogin');
  const test = await shell.loginbell('test', '--yes', '--json');
  await put(original?.filterPattern ?? '');
  const result = parseJson(test.out);
  checks.check('a test goes through the whole chain', test.code === 0, test);
  const steps = fieldAt(result, 'steps');
  checks.equal(
    'and says how long each link took',
    Array.isArray(steps) && steps.map((step) => [fieldAt(step, 'kind'), fieldAt(step, 'stage')]),
    [
      ['passed', 'logged'],
      ['passed', 'stored'],
      ['passed', 'sent'],
    ],
  );
  const told = await inbox.look();
  checks.equal(
    'one notice arrives, marked as a test',
    told.map(({ subject }) => subject),
    [`TEST AWS console sign-in: loginbell-test succeeded (${ACCOUNT})`],
  );
  const { logStreams = [] } = await clients.logs.send(
    new DescribeLogStreamsCommand({ logGroupName: TRAIL_LOG_GROUP }),
  );
  checks.equal('no log stream is left', logStreams, []);
  const row = (await loadRows(clients.dynamoDb, NAMES.table)).get(
    String(fieldAt(result, 'eventId')),
  );
  const hours = (Number(row?.['unixtime']) * 1000 - Date.now()) / 3_600_000;
  checks.check('a row is left that expires within a day', hours > 0 && hours <= 24, row);
}

async function backfills({ checks, cloudTrail, shell }: CliWorld, inbox: Inbox): Promise<void> {
  for (const [i, region] of ['us-east-1', 'eu-north-1'].entries()) {
    const records = [1, 20, 60].map((days) =>
      consoleLogin(`${region} ${days}`, {
        awsRegion: region,
        userIdentity: iamUser(i === 0 ? 'alice' : 'bob'),
        eventTime: `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19)}Z`,
      }),
    );
    cloudTrail.events.set(region, records);
  }
  const before = (await inbox.look()).length;
  const first = await shell.loginbell('backfill', '--yes');
  checks.check('backfill takes in the past of all regions', /^6 new/m.test(first.out), first);
  const again = await shell.loginbell('backfill', '--yes', '--json');
  checks.equal('and knows it the next time', fieldAt(parseJson(again.out), 'known'), 6);
  checks.equal('and tells nobody', (await inbox.look()).length, before);
  const bob = await shell.loginbell('history', '--aws', '--user', 'bob', '--json');
  const states = bob.out
    .split('\n')
    .filter(Boolean)
    .map((line) => fieldAt(parseJson(line), 'state'));
  checks.equal('history finds it', states, ['muted', 'muted', 'muted']);
  const all = await shell.loginbell('history', '--suffix', 'ab0925cd', '--csv', '--since', '30d');
  checks.equal('by time, as CSV, with the test', all.out.trim().split('\n').length, 1 + 5);
}

async function redrives({ checks, clients, shell }: CliWorld, inbox: Inbox): Promise<void> {
  const nothing = await shell.loginbell('redrive', '--yes');
  checks.check('without dead letters there is nothing to redrive', nothing.code === 0, nothing);
  const eventTime = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
  const envelope = (...names: string[]) =>
    awslogsEvent(
      names.map((name) =>
        consoleLogin(`redriven ${name}`, { eventTime, userIdentity: iamUser(name) }),
      ),
    );
  const QueueUrl = await loadQueueUrl(clients.sqs, NAMES.deadLetters);
  const before = (await inbox.look()).length;
  await clients.lambda.send(
    new InvokeCommand({
      FunctionName: NAMES.functionName,
      Payload: JSON.stringify(envelope('told')),
    }),
  );
  const twice = deadLetterOf(envelope('carol', 'dave'));
  for (const MessageBody of [twice, twice, deadLetterOf(envelope('told', 'untold')), 'hello']) {
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }
  const asked = await shell.loginbell('redrive');
  checks.check('redrive does nothing unasked', asked.code === 2 && asked.err.includes('4 letters'));
  const first = await shell.loginbell('redrive', '--yes', '--json');
  checks.equal('it says what had to stay by its exit code', first.code, 4);
  const lengthOf = (key: string) => Object(fieldAt(parseJson(first.out), key)).length;
  checks.equal('it replays and keeps', [lengthOf('replayed'), lengthOf('kept')], [3, 1]);
  const again = await shell.loginbell('redrive', '--yes');
  checks.check('the other letters are gone', /1 dead letter: 0 replayed, 1 kept/.test(again.out));
  const told = await eventually('all notices arrive', async () => {
    const all = await inbox.look();
    return all.length >= before + 4 ? all.slice(before) : undefined;
  });
  checks.equal(
    'everybody is told of once, what was told before not again',
    told.map(({ subject }) => /(carol|dave|untold|told) succeeded/.exec(subject)?.[1]).sort(),
    ['carol', 'dave', 'told', 'untold'],
  );
  await clients.sqs.send(new PurgeQueueCommand({ QueueUrl }));
}
