import { gunzipSync } from 'node:zlib';
import { type Fields, fieldAt, isFields, textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import { parseTruncatedJson } from './truncatedJson.ts';

/** What came out of an envelope. */
export type Extracted =
  /** One CloudTrail record, raw and untrusted. `truncated` when its text had been cut off. */
  | { readonly kind: 'record'; readonly record: unknown; readonly truncated?: boolean }
  | {
      readonly kind: 'unreadable';
      /** As it came; of a long one the beginning. */
      readonly text: string;
      /** Why, in English, beginning with `it`. */
      readonly reason: string;
      /** A subscription filter or an event rule had chosen it, so it must ring. */
      readonly preselected: boolean;
    };

/** Lambda's failure record, in EventBridge's, around an `awslogs` event, in a list: five, and room. */
const DEEPEST = 8;
const LONGEST_TEXT = 8192;
/** A subscription's payload is some megabytes at most; what unpacks to more is an attack. */
const MOST_UNPACKED = 64 * 1024 * 1024;

/**
 * The records of any envelope, given as parsed JSON: a CloudWatch Logs subscription event (`awslogs`) or
 * its decoded content, an EventBridge event, the record that Lambda hands to an OnFailure destination, a
 * CloudTrail log file (`Records`), a LookupEvents answer (`Events`) or one entry of it, a single record,
 * and lists of these. Nothing comes out of a CloudWatch Logs control message. What cannot be read comes
 * out as `unreadable` and never stops its neighbours.
 *
 * Throws a plain Error when the envelope itself is an `awslogs` event that cannot be decoded, so that
 * whoever delivers it tries again and then keeps it. Shapes: "Using subscription filters" in the CloudWatch
 * Logs guide, "Capturing records of asynchronous invocations" in the Lambda guide, "CloudTrail log file
 * examples" and the LookupEvents reference of CloudTrail.
 */
export function* recordsOf(value: unknown): Generator<Extracted> {
  yield* visit(value, 0, false);
}

function* visit(value: unknown, depth: number, preselected: boolean): Generator<Extracted> {
  if (depth > DEEPEST) yield unreadable(value, 'it is nested too deeply', preselected);
  else if (Array.isArray(value)) yield* visitEach(value, depth, preselected);
  else if (!isFields(value)) yield unreadable(value, 'it is not a JSON object', preselected);
  else if ('awslogs' in value) yield* fromLogEvents(decode(value.awslogs));
  else if ('messageType' in value || 'logEvents' in value) yield* fromLogEvents(value);
  else if ('requestPayload' in value) yield* visit(value.requestPayload, depth + 1, preselected);
  else if ('detail-type' in value) {
    const chosen = textAt(value, ['detail-type']).endsWith('via CloudTrail');
    yield* visit(value.detail, depth + 1, chosen);
  } else if (typeof value.CloudTrailEvent === 'string') {
    yield fromText(value.CloudTrailEvent, preselected);
  } else {
    const list = value.Records ?? value.records ?? value.Events;
    if (Array.isArray(list)) yield* visitEach(list, depth, preselected);
    else yield single(value, preselected);
  }
}

function* visitEach(
  list: readonly unknown[],
  depth: number,
  preselected: boolean,
): Generator<Extracted> {
  for (const value of list) {
    try {
      yield* visit(value, depth + 1, preselected);
    } catch {
      // Only `decode` throws. Among neighbours it must not stop them, and it must ring.
      yield unreadable(value, 'it is an awslogs payload that cannot be decoded', true);
    }
  }
}

function single(record: Fields, preselected: boolean): Extracted {
  const looksLikeOne = ['eventName', 'eventSource', 'userIdentity'].some((key) => key in record);
  if (preselected ? hasEventName(record) : looksLikeOne) return { kind: 'record', record };
  const reason =
    'digestS3Bucket' in record
      ? 'it is a CloudTrail digest file, not a log'
      : 'insightDetails' in record
        ? 'it is a CloudTrail Insights event, not a record'
        : 'it does not look like a CloudTrail record';
  return unreadable(record, reason, preselected);
}

/** The content of `awslogs`. Every message was chosen by the filter, so none may be lost in silence. */
function* fromLogEvents(content: Fields): Generator<Extracted> {
  if (content.messageType === 'CONTROL_MESSAGE') return;
  if (!Array.isArray(content.logEvents)) {
    yield unreadable(content, 'it has no list of log events', true);
    return;
  }
  for (const event of content.logEvents) {
    if (isFields(event) && typeof event.message === 'string') yield fromText(event.message, true);
    else yield unreadable(event, 'it is a log event without a message', true);
  }
}

/**
 * A record that came as text. CloudWatch Logs may cut a message off or hold one that is not JSON. Without
 * an event name nobody could tell whether it is a sign-in, so it is called unreadable rather than passed on.
 */
function fromText(text: string, preselected: boolean): Extracted {
  const whole = parseJson(text);
  if (hasEventName(whole)) return { kind: 'record', record: whole };
  const record = parseTruncatedJson(text);
  if (hasEventName(record)) return { kind: 'record', record, truncated: true };
  return unreadable(text, 'it is not JSON with an eventName', preselected);
}

function hasEventName(record: unknown): boolean {
  return textAt(record, ['eventName']) !== '';
}

function decode(awslogs: unknown): Fields {
  try {
    const packed = Buffer.from(String(fieldAt(awslogs, 'data')), 'base64');
    const unpacked = gunzipSync(packed, { maxOutputLength: MOST_UNPACKED });
    const content: unknown = JSON.parse(unpacked.toString());
    if (isFields(content)) return content;
    throw new Error('it is not a JSON object');
  } catch (cause) {
    throw new Error(`The awslogs payload cannot be decoded: ${cause}`, { cause });
  }
}

function unreadable(value: unknown, reason: string, preselected: boolean): Extracted {
  let text = '';
  try {
    text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  } catch {
    // Nested so deeply that it cannot be written out.
  }
  return { kind: 'unreadable', text: text.slice(0, LONGEST_TEXT), reason, preselected };
}
