import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { HealthFacts } from '../health/facts.ts';
import { loadDeployedAt, loadFunction, loadInvocations } from './health/loadFunction.ts';
import { loadAlarms, loadDeadLetters, loadTable, loadTopic } from './health/loadKeeping.ts';
import { loadFilter, loadLogGroup, loadPermission } from './health/loadStream.ts';
import { loadTrails } from './health/loadTrails.ts';

/** The clients that the chain is looked at with, all of the installation's region. */
export type ChainClients = {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudTrail: CloudTrailClient;
  readonly cloudWatch: CloudWatchClient;
  readonly dynamoDb: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
};

/**
 * Looks at every link of the chain, all at once, and reads only. Each is tried on its own: what could not be
 * looked at says why (and which permission was missing) and hinders no other. Never rejects.
 *
 *     const facts = await loadHealth(clients, { names, events, version, at: clock.now() });
 *     const verdicts = judgeHealth(facts);
 */
export async function loadHealth(
  clients: ChainClients,
  context: Pick<HealthFacts, 'names' | 'events' | 'version' | 'at' | 'email'>,
): Promise<HealthFacts> {
  const { names, at } = context;
  const [trails, logGroup, filter, permission, functionFacts, invocations, deployedAt] =
    await Promise.all([
      loadTrails(clients.cloudTrail, names.logGroupArn),
      loadLogGroup(clients.logs, names),
      loadFilter(clients.logs, names),
      loadPermission(clients.lambda, names),
      loadFunction(clients.lambda, names),
      loadInvocations(clients.cloudWatch, names, at),
      loadDeployedAt(clients.cloudFormation, names),
    ]);
  const [table, deadLetters, topic, alarms] = await Promise.all([
    loadTable(clients.dynamoDb, names),
    loadDeadLetters(clients.sqs, names),
    loadTopic(clients.sns, names),
    loadAlarms(clients.cloudWatch, names),
  ]);
  const stream = { trails, logGroup, filter, permission };
  const kept = { table, deadLetters, topic, alarms };
  return { ...context, ...stream, ...functionFacts, invocations, deployedAt, ...kept };
}
