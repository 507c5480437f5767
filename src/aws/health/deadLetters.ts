import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { DeadLettersSeen } from '../../health/checks/deadLetters.ts';
import { isNotFound } from '../errorKinds.ts';
import { type Loader, lookFor } from './look.ts';

/** How many messages the dead-letter queue holds, those just being looked at included. */
export const loadDeadLetters: Loader<DeadLettersSeen> = async ({ sqs: client }, { names }) => {
  const { queue: QueueName } = names;
  const deadLetters = await lookFor('sqs:GetQueueAttributes', isNotFound, async () => {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  });
  return { deadLetters };
};
