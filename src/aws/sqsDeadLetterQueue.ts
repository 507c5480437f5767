import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from '../installation/redrive.ts';

/** Seconds that a taken letter is hidden: ten letters, each with a function that may run for 40 seconds. */
const HIDDEN = 600;
/** Seconds to wait for a letter: a receive that waits asks all servers of the queue, so "none" means none. */
const WAIT = 2;

/** The dead-letter queue as a letter box, ten letters at a time. Errors are the SDK's own. */
export function createSqsDeadLetterQueue(deps: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): DeadLetterQueue {
  const { client, queueUrl: QueueUrl } = deps;
  return {
    take: async () => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: HIDDEN,
          WaitTimeSeconds: WAIT,
        }),
      );
      return Messages.map(({ MessageId: id = '', ReceiptHandle: handle = '', Body: body = '' }) => {
        return { id, handle, body };
      });
    },
    remove: async ({ handle: ReceiptHandle }) => {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },
    giveBack: async ({ handle: ReceiptHandle }) => {
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
      );
    },
  };
}

/** Where a queue of this account is. */
export async function loadQueueUrl(client: SQSClient, QueueName: string): Promise<string> {
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName }));
  return QueueUrl;
}

/** How many letters wait in a queue and how many are in somebody's hands, as nearly as SQS knows. */
export async function loadLetterCount(
  client: SQSClient,
  QueueUrl: string,
): Promise<{ readonly visible: number; readonly hidden: number }> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return {
    visible: Number(Attributes['ApproximateNumberOfMessages'] ?? 0),
    hidden: Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0),
  };
}
