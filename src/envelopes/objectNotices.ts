import { type Fields, fieldAt, isFields, textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';

/** An object that a notice names. */
export type NoticedObject = { readonly bucket: string; readonly key: string };

/** Objects of one notice; S3 puts one into each, CloudTrail a few. */
const MOST = 1000;

/**
 * The objects that a message is a notice of: S3's own (keys URL-encoded, `+` for a blank), the same through SNS, EventBridge's (keys
 * as they are), and CloudTrail's own notice (`s3Bucket`, `s3ObjectKey`). `undefined` for what is none of these; empty for a notice
 * of objects that nobody reads.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function objectsNoticedIn(value: unknown, depth = 0): readonly NoticedObject[] | undefined {
  if (depth > 3 || !isFields(value)) return undefined;
  const { Message, Records, s3ObjectKey } = value;
  if (typeof Message === 'string') return objectsNoticedIn(parseJson(Message), depth + 1);
  if (Array.isArray(Records)) {
    if (Records.length === 0 || !Records.every(isNoticeOfS3)) return undefined;
    return Records.slice(0, MOST).flatMap((one) =>
      named(textOf(one, 'bucket', 'name'), decoded(textOf(one, 'object', 'key'))),
    );
  }
  if (textAt(value, ['source']) === 'aws.s3') {
    const isNew = /^Object Created/.test(textAt(value, ['detail-type']));
    const key = textAt(value, ['detail', 'object', 'key'], 1024);
    return isNew ? named(textAt(value, ['detail', 'bucket', 'name']), key) : [];
  }
  if (!Array.isArray(s3ObjectKey)) return undefined;
  return s3ObjectKey
    .slice(0, MOST)
    .flatMap((key) => named(textAt(value, ['s3Bucket']), typeof key === 'string' ? key : ''));
}

function isNoticeOfS3(value: unknown): value is Fields {
  return (
    isFields(value) &&
    isFields(value['s3']) &&
    textAt(value, ['eventSource']) === 'aws:s3' &&
    /^(s3:)?ObjectCreated:/.test(textAt(value, ['eventName']))
  );
}

function textOf(value: Fields, ...path: readonly string[]): string {
  const text = fieldAt(value, 's3', ...path);
  return typeof text === 'string' ? text : '';
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}

/** Log files alone: digests and other services' files stand in the same buckets. */
function named(bucket: string, key: string): readonly NoticedObject[] {
  const isUsable = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && key !== '';
  const isOther = key.endsWith('/') || /CloudTrail-(Digest|Insight)/.test(key);
  return isUsable && !isOther ? [{ bucket, key }] : [];
}
