/**
 * The safety net on an emulated AWS account: `node test/e2e/safetyNet.ts`. Both templates are deployed on
 * MiniStack; CloudTrail, which it does not have, is a small server of this project that the function finds by the
 * SDK's own `AWS_ENDPOINT_URL_CLOUDTRAIL`, inherited from the emulator's process. About a minute.
 */
import {
  CreateLogGroupCommand,
  DeleteSubscriptionFilterCommand,
  FilterLogEventsCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { FILTER_PATTERNS } from '../../src/signin/filterPatterns.ts';
import { healthyTrail, startCloudTrail, type TestCloudTrail } from '../fakes/cloudTrailServer.ts';
import { ACCOUNT, consoleLogin, rootUser } from '../fakes/records.ts';
import { type Checks, runChecks } from './checks.ts';
import { type Clients, createClients } from './clients.ts';
import { startEmulator } from './emulatorServer.ts';
import { type Inbox, subscribeInbox } from './inbox.ts';
import { deploy, deployStack, listResources } from './stack.ts';
import { readNotification, readTemplate } from './template.ts';

const LOG_GROUP = 'aws-cloudtrail-loggroup-e2e';
const FUNCTION = 'LoginbellSafetyNet-net';

type Net = {
  readonly checks: Checks;
  readonly clients: Clients;
  readonly trail: TestCloudTrail;
  readonly inbox: Inbox;
  readonly bellArn: string;
};

await runChecks(async (checks) => {
  const trail = await startCloudTrail();
  trail.regions = ['us-east-1', 'eu-west-1'];
  const emulator = await startEmulator({
    AWS_ENDPOINT_URL_CLOUDTRAIL: trail.endpoint,
    AWS_ENDPOINT_URL_ACCOUNT: trail.endpoint,
  });
  const clients = createClients(emulator);
  try {
    const net = await deploysBoth(checks, clients, trail);
    await findsWhatWasMissed(net);
    await tellsOfTheChain(net);
    await saysWhatFailed(net);
  } catch (error) {
    checks.note(`the emulator's last words:\n${emulator.log().slice(-3000)}`);
    throw error;
  } finally {
    clients.destroy();
    await emulator.stop();
    await trail.close();
  }
});

async function deploysBoth(checks: Checks, clients: Clients, trail: TestCloudTrail): Promise<Net> {
  const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;
  trail.trails.push(
    healthyTrail(arn('cloudtrail', 'trail/e2e'), arn('logs', `log-group:${LOG_GROUP}`)),
  );
  await clients.logs.send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP }));
  const bell = await deployStack(
    clients,
    readNotification().packed,
    { ResourceSuffixName: 'net', ExistingCloudTrailLogGroupName: LOG_GROUP, Language: 'en' },
    { name: 'bell' },
  );
  const inbox = await subscribeInbox(clients, bell.topicArn, 'inbox');
  const { id } = await deploy(
    clients,
    readTemplate('safety-net.yaml'), // the readable one; the bell's is packed
    { ResourceSuffixName: 'net' },
    { name: 'net' },
  );
  const states = (await listResources(clients, id)).map((one) => one.ResourceStatus);
  checks.check(
    `CloudFormation creates all ${states.length} resources of the safety net`,
    states.length >= 7 && states.every((state) => state === 'CREATE_COMPLETE'),
    states,
  );
  return { checks, clients, trail, inbox, bellArn: arn('lambda', `function:${bell.functionName}`) };
}

/** Runs the hourly check now; the error, if it fails. */
async function check({ clients }: Net): Promise<string> {
  const { FunctionError, Payload } = await clients.lambda.send(
    new InvokeCommand({ FunctionName: FUNCTION, Payload: '{}' }),
  );
  return FunctionError === undefined ? '' : Buffer.from(Payload ?? []).toString();
}

function happens({ trail }: Net, seed: string, changes = {}) {
  const eventTime = `${new Date(Date.now() - 45 * 60_000).toISOString().slice(0, 19)}Z`;
  const all = trail.events.get('us-east-1') ?? [];
  trail.events.set('us-east-1', [...all, consoleLogin(seed, { eventTime, ...changes })]);
}

async function subjects({ inbox }: Net): Promise<string[]> {
  return (await inbox.look()).map(({ subject }) => subject);
}

async function findsWhatWasMissed(net: Net): Promise<void> {
  const { checks } = net;
  happens(net, 'before the installation');
  checks.equal('the first check does its work', await check(net), '');
  checks.equal('and tells nothing: what came before is history', await subjects(net), []);
  await findsTheChainWhole(net);
  happens(net, 'missed by the stream', { userIdentity: rootUser() });
  checks.equal('a later check does its work', await check(net), '');
  const told = await subjects(net);
  checks.check(
    'and tells of the sign-in that the stream missed, as late',
    told.length === 1 && /Root.*late/.test(told[0] ?? ''),
    told,
  );
  checks.equal('the next check does its work', await check(net), '');
  checks.equal('and tells nothing again', (await subjects(net)).length, 1);
}

/** The function's own report, as its log has it, of the latest check. */
async function findsTheChainWhole({ checks, clients }: Net): Promise<void> {
  const log = await clients.logs.send(
    new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${FUNCTION}` }),
  );
  const text = (log.events ?? []).map(({ message }) => message).join('\n');
  const found = [...text.matchAll(/chain: \[(.*?)\],\n/gs)].at(-1)?.[1]?.trim();
  checks.equal(
    'and finds the chain whole, save three links that the emulator has no way to look at',
    found?.split(/,\s+/),
    [
      "'function: The permission lambda:PutFunctionConcurrency is missing.'",
      "'code: It could not be looked at: Stack [] does not exist'",
      "'retries: The permission lambda:GetFunction is missing.'",
    ],
  );
}

async function tellsOfTheChain(net: Net): Promise<void> {
  const { checks, clients } = net;
  const filter = { logGroupName: LOG_GROUP, filterName: 'ConsoleLogin-net' };
  await clients.logs.send(new DeleteSubscriptionFilterCommand(filter));
  const broken = `CRITICAL loginbell: Subscription filter broken (${ACCOUNT})`;
  const well = `loginbell: all is well again (${ACCOUNT})`;
  await check(net);
  checks.equal('a deleted filter is told', (await subjects(net)).slice(1), [broken]);
  await check(net);
  checks.equal('once', (await subjects(net)).slice(1), [broken]);
  await clients.logs.send(
    new PutSubscriptionFilterCommand({
      ...filter,
      filterPattern: FILTER_PATTERNS.ConsoleLogin,
      destinationArn: net.bellArn,
    }),
  );
  await check(net);
  checks.equal('and that all is well again', (await subjects(net)).slice(1), [broken, well]);
  await check(net);
  checks.equal('once too', (await subjects(net)).slice(1), [broken, well]);
}

async function saysWhatFailed(net: Net): Promise<void> {
  const { checks, trail } = net;
  trail.refuse = ({ action, region }) =>
    action === 'LookupEvents' && region === 'eu-west-1'
      ? ['AccessDeniedException', 'no']
      : undefined;
  happens(net, 'missed while a region fails', { userIdentity: rootUser() });
  const error = await check(net);
  checks.check(
    'a region that fails is an error of the function, which names region and permission',
    /eu-west-1.*cloudtrail:LookupEvents/.test(error),
    error,
  );
  checks.equal('and the other region is looked at all the same', (await subjects(net)).length, 4);
}
