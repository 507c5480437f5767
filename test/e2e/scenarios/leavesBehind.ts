import {
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { loadRows } from '../rows.ts';
import { deleteStack } from '../stack.ts';
import { retainedResources } from '../template.ts';
import type { Bell, World } from '../world.ts';
import { TRAIL_LOG_GROUP } from './deploys.ts';

/** Deletes the stacks: the history and the log stay, as the template's `DeletionPolicy` says, and nothing else. */
export async function leavesBehind(world: World, bells: readonly Bell[]): Promise<void> {
  const { checks, clients, readable } = world;
  const suffixes = bells.map(({ parameters }) => parameters['ResourceSuffixName'] ?? '');
  const rows = await Promise.all(
    bells.map(({ stack }) => loadRows(clients.dynamoDb, stack.tableName)),
  );
  for (const { stack, parameters } of bells) {
    const kept = await deleteStack(clients, stack.id);
    checks.equal(
      `deleting the stack with the suffix ${parameters['ResourceSuffixName']} keeps what the template says`,
      kept.sort(),
      retainedResources(readable).sort(),
    );
  }
  checks.equal('what is left in the account', await listAccount(world), {
    tables: suffixes.map((s) => `ConsoleLoginEventDataTable-${s}`),
    logGroups: [
      ...suffixes.map((s) => `/aws/lambda/ConsoleLoginNotificationLambda-${s}`),
      TRAIL_LOG_GROUP,
    ],
    functions: [],
    topics: [],
    queues: suffixes.map((s) => `inbox-${s}`), // our own ears
    filters: [],
  });
  checks.equal(
    'the history is as it was',
    (await Promise.all(bells.map(({ stack }) => loadRows(clients.dynamoDb, stack.tableName)))).map(
      (now) => [...now],
    ),
    rows.map((before) => [...before]),
  );
}

async function listAccount({ clients: { dynamoDb, lambda, logs, sns, sqs } }: World) {
  const tables = await dynamoDb.send(new ListTablesCommand({}));
  const groups = await logs.send(new DescribeLogGroupsCommand({}));
  const functions = await lambda.send(new ListFunctionsCommand({}));
  const topics = await sns.send(new ListTopicsCommand({}));
  const queues = await sqs.send(new ListQueuesCommand({}));
  const filters = await logs.send(
    new DescribeSubscriptionFiltersCommand({ logGroupName: TRAIL_LOG_GROUP }),
  );
  return {
    tables: (tables.TableNames ?? []).sort(),
    logGroups: (groups.logGroups ?? []).map(({ logGroupName }) => logGroupName).sort(),
    functions: (functions.Functions ?? []).map(({ FunctionName }) => FunctionName),
    topics: (topics.Topics ?? []).map(({ TopicArn }) => TopicArn),
    queues: (queues.QueueUrls ?? []).map((url) => url.split('/').at(-1)).sort(),
    filters: (filters.subscriptionFilters ?? []).map(({ filterName }) => filterName),
  };
}
