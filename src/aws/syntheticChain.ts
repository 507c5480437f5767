import {
  type CloudWatchLogsClient,
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../bell/ports.ts';
import type { SyntheticChain } from '../installation/syntheticProgress.ts';
import { entryOf } from '../journal/entryOf.ts';
import { isAwsError } from './awsErrors.ts';
import { fromItem, toItem } from './items.ts';

/**
 * The chain of an installation, for one trial: a log stream of its own in the trail's log group at one end, the row
 * in the table at the other. Errors are the SDK's own.
 */
export function createSyntheticChain(deps: {
  readonly logs: CloudWatchLogsClient;
  readonly dynamoDb: DynamoDBClient;
  readonly logGroup: string;
  /** A name that no stream of CloudTrail has. */
  readonly logStream: string;
  readonly tableName: string;
  readonly clock: Clock;
}): SyntheticChain {
  const { logs, dynamoDb, tableName: TableName, clock } = deps;
  const stream = { logGroupName: deps.logGroup, logStreamName: deps.logStream };
  return {
    write: async (record) => {
      await logs.send(new CreateLogStreamCommand(stream));
      const message = JSON.stringify(record);
      const logEvents = [{ timestamp: clock.now(), message }];
      const { rejectedLogEventsInfo: rejected } = await logs.send(
        new PutLogEventsCommand({ ...stream, logEvents }),
      );
      if (rejected !== undefined) {
        throw new Error(`CloudWatch Logs did not take the record: ${JSON.stringify(rejected)}`);
      }
    },
    look: async (eventID) => {
      const Key = toItem({ eventID });
      const { Item } = await dynamoDb.send(
        new GetItemCommand({ TableName, Key, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : entryOf(fromItem(Item));
    },
    cleanUp: async () => {
      try {
        await logs.send(new DeleteLogStreamCommand(stream));
      } catch (error) {
        if (!isAwsError(error, 'not-found')) throw error;
      }
    },
  };
}
