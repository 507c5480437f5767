import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type NoticedObject, objectsNoticedIn } from '../envelopes/objectNotices.ts';
import { type Extracted, recordsOf } from '../envelopes/recordsOf.ts';
import { reasonOf } from '../errors.ts';
import { fieldAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';

/** A queue of records as a source; see `Source` in src/local/watch. */
export type QueueSource = {
  readonly name: string;
  readonly everyMs: number;
  look(take: (records: readonly Extracted[]) => Promise<boolean>): Promise<void>;
};

/** Seconds that a message is hidden while it is worked on; extended where that takes longer. */
const HIDDEN = 120;
/** Seconds to wait for a message: a long poll. */
const WAIT = 20;

/**
 * A queue that EventBridge, SNS, a subscription's destination or somebody by hand puts records into. A message is deleted
 * only after all of it is settled. What holds no record stays in the queue, for whoever it belongs to or its own dead-letter
 * queue, and is said to `onForeign` once; the test message of S3 is deleted. The objects that a notice of S3 or CloudTrail names
 * are fetched. Errors are the SDK's own.
 */
export function createQueueSource(deps: {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly signal: AbortSignal;
  readonly onForeign: (reason: string) => void;
  /** Fetches the objects that a notice names, and rings for what stands in them; resolves with whether all of it is settled. */
  readonly readObjects: (
    objects: readonly NoticedObject[],
    take: (records: readonly Extracted[]) => Promise<boolean>,
  ) => Promise<boolean>;
}): QueueSource {
  const { client, queueUrl: QueueUrl, signal, onForeign, readObjects } = deps;
  const said = new Set<string>();

  async function workOn(
    { MessageId = '', ReceiptHandle, Body = '' }: Message,
    take: (records: readonly Extracted[]) => Promise<boolean>,
  ): Promise<boolean> {
    const remove = () => client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    const value = parseJson(Body);
    if (fieldAt(value, 'Event') === 's3:TestEvent') {
      await remove();
      return true;
    }
    const objects = objectsNoticedIn(value);
    if (objects !== undefined) {
      return hidden(ReceiptHandle, async () => {
        const isSettled = objects.length === 0 || (await readObjects(objects, take));
        if (isSettled) await remove();
        return isSettled;
      });
    }
    const records = recordsIn(value);
    const foreign = records.find((one) => one.kind === 'unreadable' && !one.preselected);
    if (records.length === 0 || records.every((one) => one === foreign)) {
      const reason = foreign?.kind === 'unreadable' ? foreign.reason : 'it is not JSON';
      if (!said.has(MessageId)) onForeign(`message ${MessageId}: ${reason}; it stays in the queue`);
      said.add(MessageId);
      return true;
    }
    return hidden(ReceiptHandle, async () => {
      const isSettled = await take(records);
      if (isSettled) await remove();
      return isSettled;
    });
  }

  /** Does the work while nobody else sees the message. */
  async function hidden(
    ReceiptHandle: string | undefined,
    work: () => Promise<boolean>,
  ): Promise<boolean> {
    const longer = setInterval(
      () => {
        client
          .send(
            new ChangeMessageVisibilityCommand({
              QueueUrl,
              ReceiptHandle,
              VisibilityTimeout: HIDDEN,
            }),
          )
          // Then it comes again, and is known.
          .catch(() => undefined);
      },
      (HIDDEN * 1000) / 2,
    );
    try {
      return await work();
    } finally {
      clearInterval(longer);
    }
  }

  return {
    name: `the queue ${QueueUrl.split('/').at(-1) ?? QueueUrl}`,
    everyMs: 0,
    look: async (take) => {
      const { Messages = [] } = await client
        .send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: 10,
            VisibilityTimeout: HIDDEN,
            WaitTimeSeconds: WAIT,
          }),
          { abortSignal: signal },
        )
        .catch((error: unknown) => {
          if (signal.aborted) return { Messages: [] };
          throw error;
        });
      let isComplete = true;
      for (const message of Messages) isComplete = (await workOn(message, take)) && isComplete;
      if (!isComplete) throw new Error('some sign-ins are not told yet');
    },
  };
}

/** What stands in a message's body; a body that cannot be decoded holds something that was chosen for it, so it rings. */
function recordsIn(value: unknown): readonly Extracted[] {
  if (value === undefined) return [];
  try {
    return [...recordsOf(value)];
  } catch (error) {
    const text = JSON.stringify(value).slice(0, 8192);
    return [{ kind: 'unreadable', text, reason: reasonOf(error), preselected: true }];
  }
}
