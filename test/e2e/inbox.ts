import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { type Fields, fieldAt, fieldsOf } from '../../src/signin/fields.ts';
import type { Clients } from './clients.ts';

/** One notice as a queue gets it: the `default` payload of SNS. */
export type Told = {
  readonly subject: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly payload: Fields;
  /** The sign-ins it tells of, and their `eventID`s. */
  readonly signIns: readonly Fields[];
  readonly eventIds: readonly string[];
};

/** Everybody whom a topic tells, in the shape of one queue. */
export type Inbox = {
  /** Takes what has come since last time, and returns all there ever was. */
  look(): Promise<readonly Told[]>;
};

/** Makes a queue that the topic may send to, and subscribes it. */
export async function subscribeInbox(
  { sqs, sns }: Clients,
  topicArn: string,
  name: string,
): Promise<Inbox> {
  const QueueArn = topicArn.replace(/:sns:(.*):[^:]+$/, `:sqs:$1:${name}`);
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: QueueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
    },
  });
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { Policy } }),
  );
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: QueueArn,
    }),
  );
  const told: Told[] = [];
  return {
    look: async () => {
      for (const body of await takeMessages({ sqs }, QueueUrl)) told.push(toldBy(body));
      return told;
    },
  };
}

/** Receives and deletes all that a queue holds; returns the bodies. */
export async function takeMessages(
  { sqs }: Pick<Clients, 'sqs'>,
  QueueUrl: string,
): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return bodies;
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

function toldBy(body: string): Told {
  const envelope: unknown = JSON.parse(body);
  const payload: unknown = JSON.parse(String(fieldAt(envelope, 'Message')));
  const attributes = Object.entries(fieldsOf(fieldAt(envelope, 'MessageAttributes')));
  const found = fieldAt(payload, 'signIns');
  const signIns = Array.isArray(found) ? found.map(fieldsOf) : [];
  return {
    subject: String(fieldAt(envelope, 'Subject')),
    attributes: Object.fromEntries(attributes.map(([k, v]) => [k, String(fieldAt(v, 'Value'))])),
    payload: fieldsOf(payload),
    signIns,
    eventIds: signIns.map((signIn) => String(signIn['eventId'])),
  };
}
