import {
  type CloudWatchLogsClient,
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Clock } from '../bell/ports.ts';
import type { SyntheticChain } from '../installation/syntheticProgress.ts';
import { entryOf } from '../journal/entryOf.ts';
import { TEST_SOURCE } from '../signin/eventPatterns.ts';
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
    look: lookInto(dynamoDb, TableName),
    cleanUp: async () => {
      try {
        await logs.send(new DeleteLogStreamCommand(stream));
      } catch (error) {
        if (!isAwsError(error, 'not-found')) throw error;
      }
    },
  };
}

/**
 * The fast path of one region, for one trial: an event of our own source on the default bus of `eventBridge`'s region at one
 * end, the row in the home region's table at the other. It leaves nothing behind. Errors are the SDK's own.
 */
export function createFastChain(deps: {
  readonly eventBridge: EventBridgeClient;
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
}): SyntheticChain {
  return {
    write: async (record) => {
      const { Entries: [entry] = [] } = await deps.eventBridge.send(
        new PutEventsCommand({
          Entries: [
            {
              Source: TEST_SOURCE,
              // As AWS spells it, so that the function reads it like any other.
              DetailType: 'AWS Console Sign In via CloudTrail',
              Detail: JSON.stringify(record),
            },
          ],
        }),
      );
      if (entry?.ErrorCode !== undefined) {
        const { ErrorCode, ErrorMessage = '' } = entry;
        throw new Error(`EventBridge did not take the event: ${ErrorCode} ${ErrorMessage}`);
      }
    },
    look: lookInto(deps.dynamoDb, deps.tableName),
    cleanUp: async () => undefined,
  };
}

function lookInto(dynamoDb: DynamoDBClient, TableName: string): SyntheticChain['look'] {
  return async (eventID) => {
    const Key = toItem({ eventID });
    const { Item } = await dynamoDb.send(
      new GetItemCommand({ TableName, Key, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : entryOf(fromItem(Item));
  };
}
