import type { AwsRequests } from './awsRequests.ts';

/** What SNS publishes; see its API reference, "Publish". */
export type SnsPublishInput = {
  readonly TopicArn: string;
  readonly MessageStructure: 'json';
  readonly Message: string;
  readonly Subject?: string;
  readonly MessageAttributes: Readonly<
    Record<string, { readonly DataType: 'String'; readonly StringValue: string }>
  >;
};

/** Publishes once: never tried again where it may have been published. Errors bear AWS's own word as `name`. */
export type SnsPublish = (input: SnsPublishInput) => Promise<void>;

/** Longer than SNS ever takes: giving up earlier would make a second mail of a slow answer. In milliseconds. */
const TIMEOUT_MS = 15_000;

/** By signed requests, in SNS's query protocol. */
export function createSnsPublish(requests: AwsRequests): SnsPublish {
  return async (input) => {
    await requests.send({
      service: 'sns',
      operation: 'Publish',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams(fieldsOf(input)).toString(),
      once: true,
      timeoutMs: TIMEOUT_MS,
    });
  };
}

function fieldsOf(input: SnsPublishInput): [string, string][] {
  const { TopicArn, MessageStructure, Message, Subject, MessageAttributes } = input;
  const fields: [string, string][] = [
    ['Action', 'Publish'],
    ['Version', '2010-03-31'],
    ['TopicArn', TopicArn],
    ['MessageStructure', MessageStructure],
    ['Message', Message],
  ];
  if (Subject !== undefined) fields.push(['Subject', Subject]);
  for (const [i, [name, { DataType, StringValue }]] of Object.entries(
    MessageAttributes,
  ).entries()) {
    const entry = `MessageAttributes.entry.${i + 1}`;
    fields.push([`${entry}.Name`, name]);
    fields.push([`${entry}.Value.DataType`, DataType]);
    fields.push([`${entry}.Value.StringValue`, StringValue]);
  }
  return fields;
}
