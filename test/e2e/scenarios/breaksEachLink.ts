import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DeleteAlarmsCommand, DisableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  DeleteTopicCommand,
  ListSubscriptionsByTopicCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { DeleteQueueCommand, PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { loadQueueUrl } from '../../../src/aws/sqsDeadLetterQueue.ts';
import { resourceArns, resourceNames } from '../../../src/installation/resourceNames.ts';
import { fieldAt } from '../../../src/signin/fields.ts';
import { parseJson } from '../../../src/signin/parseJson.ts';
import { ACCOUNT } from '../../fakes/records.ts';
import type { CliWorld } from '../cliShell.ts';
import { deleteStack } from '../stack.ts';
import { TRAIL_LOG_GROUP } from './installs.ts';

const SUFFIX = 'doctor';
const NAMES = resourceNames(SUFFIX);
const ARNS = resourceArns(NAMES, { partition: 'aws', accountId: ACCOUNT, region: 'us-east-1' });
const FunctionName = NAMES.functionName;

/** One way to break one link, and what the doctor must find. */
type Breakage = {
  readonly what: string;
  readonly link: string;
  readonly finding: string;
  breakIt(): Promise<unknown>;
  /** Absent: the next breakages do not mind. */
  mend?(): Promise<unknown>;
};

/** `doctor` on an installation of its own, with each link broken in turn. */
export async function breaksEachLink(world: CliWorld): Promise<void> {
  const { checks, clients, shell } = world;
  const deployed = await shell.loginbell(
    ...['deploy', '--suffix', SUFFIX, '--email', 'you@example.com', '--yes'],
  );
  checks.check('a second installation, to be broken', deployed.code === 0, deployed);
  await keepFailures(clients);
  const well = await examine(world);
  checks.equal(
    'the doctor finds nothing broken, and one link that it cannot judge here',
    [well.code, well.broken],
    [7, []],
  );
  checks.skip(
    'whether the code was changed behind the back of CloudFormation',
    'MiniStack cannot say which stack a function belongs to, so that link is never known',
  );
  for (const breakage of breakagesOf(world)) {
    await breakage.breakIt();
    const { code, broken, commands } = await examine(world);
    checks.check(
      `the doctor sees that ${breakage.what}`,
      code === 6 && broken.includes(`${breakage.link}: ${breakage.finding}`),
      broken,
    );
    if (breakage.link === 'filter') {
      checks.check(
        'and says how to put it back',
        commands.some((command) => command.startsWith('aws logs put-subscription-filter')),
        commands,
      );
      await testStops(world);
    }
    await breakage.mend?.();
  }
  const { Stacks: [stack] = [] } = await clients.cloudFormation.send(
    new DescribeStacksCommand({ StackName: NAMES.stack }),
  );
  await deleteStack(clients, stack?.StackId ?? '');
  const none = await shell.loginbell('doctor', '--suffix', SUFFIX);
  checks.check('no stack at all is broken too', none.code === 6 && /no stack/.test(none.err), none);
}

async function examine({ shell }: CliWorld) {
  const { code, out } = await shell.loginbell('doctor', '--suffix', SUFFIX, '--json');
  const found = fieldAt(parseJson(out), 'links');
  const links = Array.isArray(found) ? found : [];
  const broken = links
    .filter((link) => fieldAt(link, 'verdict') === 'broken')
    .map((link) => `${fieldAt(link, 'link')}: ${fieldAt(link, 'finding')}`);
  return { code, broken, commands: links.map((link) => String(fieldAt(link, 'command'))) };
}

async function testStops({ checks, shell }: CliWorld): Promise<void> {
  const { code, out } = await shell.loginbell(
    ...['test', '--suffix', SUFFIX, '--yes', '--wait', '2'],
  );
  checks.check(
    'a test stops at the function then, and names the filter',
    code === 6 && /STOPPED {2}function/.test(out) && /BROKEN +Subscription filter/.test(out),
    out,
  );
}

/** MiniStack knows the destination only under `$LATEST`, where AWS takes the two for one. */
function keepFailures({ lambda }: CliWorld['clients']) {
  return lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName,
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: ARNS.deadLetters } },
    }),
  );
}

function breakagesOf(world: CliWorld): readonly Breakage[] {
  return [...trailBreakages(world), ...streamBreakages(world), ...keepingBreakages(world)];
}

function trailBreakages({ cloudTrail }: CliWorld): readonly Breakage[] {
  const trails = [...cloudTrail.trails];
  const setTrails = async (to: typeof trails) => {
    cloudTrail.trails.splice(0, cloudTrail.trails.length, ...to);
  };
  const mend = () => setTrails(trails);
  const changed = (part: 'status' | 'selectors', changes: object) => () =>
    setTrails(trails.map((trail) => ({ ...trail, [part]: { ...trail[part], ...changes } })));
  const readOnly = [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }];
  return [
    {
      what: 'the trail is gone',
      link: 'trail',
      finding: 'trail-none',
      breakIt: () => setTrails([]),
      mend,
    },
    {
      what: 'the trail is switched off',
      link: 'logging',
      finding: 'logging-stopped',
      breakIt: changed('status', { IsLogging: false }),
      mend,
    },
    {
      what: 'the trail cannot deliver',
      link: 'delivery',
      finding: 'delivery-error',
      breakIt: changed('status', { LatestCloudWatchLogsDeliveryError: 'AccessDenied' }),
      mend,
    },
    {
      what: 'the trail does not record sign-ins',
      link: 'events',
      finding: 'events-missing',
      breakIt: changed('selectors', { EventSelectors: readOnly }),
      mend,
    },
  ];
}

function streamBreakages({ clients: { lambda, logs } }: CliWorld): readonly Breakage[] {
  return [
    {
      what: 'the function may not run',
      link: 'function',
      finding: 'function-stopped',
      breakIt: () =>
        lambda.send(
          new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
        ),
      mend: () => lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName })),
    },
    {
      what: 'CloudWatch Logs may not invoke the function',
      link: 'permission',
      finding: 'permission-missing',
      breakIt: async () => {
        const { Policy = '' } = await lambda.send(new GetPolicyCommand({ FunctionName }));
        const statements = fieldAt(parseJson(Policy), 'Statement');
        for (const statement of Array.isArray(statements) ? statements : []) {
          const StatementId = String(fieldAt(statement, 'Sid'));
          await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId }));
        }
      },
    },
    {
      what: 'the filter is deleted',
      link: 'filter',
      finding: 'filter-missing',
      breakIt: () =>
        logs.send(
          new DeleteSubscriptionFilterCommand({
            logGroupName: TRAIL_LOG_GROUP,
            filterName: NAMES.filter,
          }),
        ),
    },
    {
      what: 'what fails is not kept',
      link: 'retries',
      finding: 'retries-missing',
      breakIt: () => lambda.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName })),
    },
    {
      what: 'the log group is deleted',
      link: 'log-group',
      finding: 'log-group-missing',
      breakIt: () => logs.send(new DeleteLogGroupCommand({ logGroupName: TRAIL_LOG_GROUP })),
      mend: () => logs.send(new CreateLogGroupCommand({ logGroupName: TRAIL_LOG_GROUP })),
    },
    {
      what: 'every invocation fails',
      link: 'function',
      finding: 'function-failing',
      breakIt: async () => {
        const Environment = { Variables: { TIME_ZONE: 'Mars/Olympus' } };
        await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment }));
        await lambda.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
      },
    },
    {
      what: 'the function is deleted',
      link: 'function',
      finding: 'function-missing',
      breakIt: () => lambda.send(new DeleteFunctionCommand({ FunctionName })),
    },
  ];
}

function keepingBreakages({ clients }: CliWorld): readonly Breakage[] {
  const { cloudWatch, dynamoDb, sns, sqs } = clients;
  const queue = () => loadQueueUrl(sqs, NAMES.deadLetters);
  return [
    {
      what: 'dead letters wait',
      link: 'dead-letters',
      finding: 'dead-letters-waiting',
      breakIt: async () => {
        await sqs.send(
          new SendMessageCommand({ QueueUrl: await queue(), MessageBody: 'a letter' }),
        );
      },
      mend: async () => sqs.send(new PurgeQueueCommand({ QueueUrl: await queue() })),
    },
    {
      what: 'the dead-letter queue is deleted',
      link: 'dead-letters',
      finding: 'dead-letters-missing',
      breakIt: async () => sqs.send(new DeleteQueueCommand({ QueueUrl: await queue() })),
    },
    {
      what: 'nobody is subscribed',
      link: 'topic',
      finding: 'topic-nobody',
      breakIt: async () => {
        const { Subscriptions = [] } = await sns.send(
          new ListSubscriptionsByTopicCommand({ TopicArn: ARNS.topic }),
        );
        for (const { SubscriptionArn } of Subscriptions) {
          await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
        }
      },
    },
    {
      what: 'the topic is deleted',
      link: 'topic',
      finding: 'topic-missing',
      breakIt: () => sns.send(new DeleteTopicCommand({ TopicArn: ARNS.topic })),
    },
    {
      what: 'the alarms are muted',
      link: 'alarms',
      finding: 'alarms-muted',
      breakIt: () =>
        cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames: [...NAMES.alarms] })),
    },
    {
      what: 'an alarm is deleted',
      link: 'alarms',
      finding: 'alarms-missing',
      breakIt: () =>
        cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: NAMES.alarms.slice(0, 1) })),
    },
    {
      what: 'the table is deleted',
      link: 'table',
      finding: 'table-missing',
      breakIt: () => dynamoDb.send(new DeleteTableCommand({ TableName: NAMES.table })),
    },
  ];
}
