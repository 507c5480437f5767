import { createHash } from 'node:crypto';
import { startAws, type TestAws } from './awsServer.ts';

/** A queue of SQS on 127.0.0.1, as far as `watch` uses one: what was received is hidden until it is deleted or shown again. */
export type TestQueue = {
  readonly endpoint: string;
  readonly calls: TestAws['calls'];
  /** Bodies that are in the queue, hidden ones too. */
  bodies(): readonly string[];
  put(body: string): void;
  /** Lets the time pass for which messages are hidden. */
  showAgain(): void;
  close(): Promise<void>;
};

export async function startQueue(): Promise<TestQueue> {
  const aws = await startAws();
  const messages = new Map<string, { readonly body: string; isHidden: boolean }>();
  let count = 0;
  aws.answers.set('sqs.ReceiveMessage', ({ input }) => {
    const free = [...messages]
      .filter(([, { isHidden }]) => !isHidden)
      .slice(0, Number(input['MaxNumberOfMessages'] ?? 1));
    for (const [, message] of free) message.isHidden = true;
    return {
      Messages: free.map(([id, { body }]) => ({
        MessageId: id,
        ReceiptHandle: id,
        Body: body,
        MD5OfBody: createHash('md5').update(body).digest('hex'),
      })),
    };
  });
  aws.answers.set('sqs.DeleteMessage', ({ input }) => {
    messages.delete(String(input['ReceiptHandle']));
    return {};
  });
  aws.answers.set('sqs.ChangeMessageVisibility', () => ({}));
  return {
    endpoint: aws.endpoint,
    calls: aws.calls,
    bodies: () => [...messages.values()].map(({ body }) => body),
    put: (body) => {
      count += 1;
      messages.set(`message-${count}`, { body, isHidden: false });
    },
    showAgain: () => {
      for (const message of messages.values()) message.isHidden = false;
    },
    close: () => aws.close(),
  };
}
