import { cleanText } from '../signin/cleanText.ts';
import { type Fields, fieldAt, isFields, textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import { readDoubledKeys } from './doubledKeys.ts';
import { unpackText } from './packedText.ts';
import { recordOfRow } from './rowRecords.ts';
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

/** SNS in SQS in Lambda's failure record around EventBridge around text: eight, and room. */
const DEEPEST = 24;
const LONGEST_TEXT = 8192;
/** Characters of an alert that stand in the notice. */
const LONGEST_ALERT = 320;

/**
 * The records of any envelope, given as parsed JSON: whatever wraps them. A record is an object with an event's name and
 * another mark of CloudTrail; every other object, list, JSON text and packed text (`data` of Kinesis and Firehose,
 * `awslogs`) is looked into. So read are subscription and EventBridge events, SQS, SNS and Kinesis around them, Lambda's
 * failure records, log files (`Records`), answers of LookupEvents, FilterLogEvents, Insights, CloudTrail Lake and other
 * tools, and lists of these. Nothing comes out of a CloudWatch Logs control message. What cannot be read comes out as
 * `unreadable` and never stops its neighbours.
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
  else if (Array.isArray(value)) yield* visitList(value, depth, preselected);
  else if (typeof value === 'string') yield* fromText(value, depth, preselected);
  else if (!isFields(value)) yield unreadable(value, 'it is not a JSON object', preselected);
  else yield* visitObject(value, depth, preselected);
}

function* visitObject(value: Fields, depth: number, preselected: boolean): Generator<Extracted> {
  if (isRecord(value)) {
    yield { kind: 'record', record: value };
    // A record may bear the name of a list, too: what stands in it is no less a record.
    for (const key of LISTS) {
      const list = value[key];
      if (Array.isArray(list) && list.length > 0) yield* visitList(list, depth, preselected);
    }
  } else if (value['messageType'] === 'CONTROL_MESSAGE') return;
  else if ('awslogs' in value) yield* fromLogEvents(decode(value['awslogs']), depth);
  else if (typeof value['CloudTrailEvent'] === 'string') {
    yield* fromText(value['CloudTrailEvent'], depth, preselected);
  } else if (Array.isArray(value['logEvents']) || typeof value['messageType'] === 'string') {
    yield* fromLogEvents(value, depth);
  } else if ('detail-type' in value && 'detail' in value) {
    const chosen = textAt(value, ['detail-type']).endsWith('via CloudTrail');
    // The sign-in service also sends what is no record ("Sign-in Anomaly Alert"): told with its text.
    if (textAt(value, ['source']) === 'aws.signin' && !holdsRecord(value['detail']))
      yield unreadable(value, alertText(value), true);
    else yield* visit(value['detail'], depth + 1, chosen || preselected);
  } else if (isFields(value['s3']) && /^aws:s3/.test(textAt(value, ['eventSource']))) {
    yield unreadable(value, 'it is a notice of an object in S3, not the object', preselected);
  } else yield* visitMembers(value, depth, preselected);
}

/** What the sign-in service says that is no record; its content is documented nowhere. */
function alertText(event: Fields): string {
  const detail = JSON.stringify(event['detail'] ?? '');
  const type = textAt(event, ['detail-type']);
  return cleanText(
    `it is no record but "${type}" of the sign-in service: ${detail}`,
    LONGEST_ALERT,
  );
}

function holdsRecord(detail: unknown): boolean {
  return isFields(detail) && isRecord(detail);
}

const LISTS = ['Records', 'records', 'Events', 'events', 'logEvents'];

/** Looks into every member that may hold records; where none does, says what stands there instead. */
function* visitMembers(value: Fields, depth: number, preselected: boolean): Generator<Extracted> {
  let found = 0;
  const held: Extracted[] = [];
  const row = recordOfRow(value);
  let isRowTold = false;
  for (const [key, member] of Object.entries(value)) {
    if (!mayHoldRecords(key, member)) continue;
    for (const item of visit(member, depth + 1, preselected)) {
      // What is no record in one member does not matter where another holds some.
      if (item.kind === 'unreadable' && !item.preselected && !LISTS.includes(key)) held.push(item);
      else {
        found += 1;
        if (row !== undefined && isSameEvent(item, row)) isRowTold = true;
        yield item;
      }
    }
  }
  // What a cell holds may be anybody's text; it stands for the row only where it is the same event.
  if (row !== undefined && !isRowTold) yield { kind: 'record', record: row };
  else if (found === 0 && !isEmptyList(value)) {
    const [first] = held.length === 1 ? held : [];
    yield first ?? unreadable(value, reasonFor(value), preselected);
  }
}

function isSameEvent(item: Extracted, row: Fields): boolean {
  const eventId = row['eventID'];
  return (
    item.kind === 'record' && eventId !== undefined && fieldAt(item.record, 'eventID') === eventId
  );
}

/** `{"Records": []}`: an answer without any, which is no fault. */
function isEmptyList(value: Fields): boolean {
  return LISTS.some((key) => {
    const list = value[key];
    return Array.isArray(list) && list.length === 0;
  });
}

function mayHoldRecords(key: string, member: unknown): boolean {
  if (typeof member === 'string') return isJsonText(member) || isPacked(key, member);
  if (Array.isArray(member)) return member.length > 0;
  return isFields(member) && Object.keys(member).length > 0;
}

/** Only JSON that may name an event is worth parsing; `\\` before the quotes where it stands in a text itself. */
function isJsonText(text: string): boolean {
  return (
    text.includes('{') &&
    /eventName|awslogs|logEvents|detail-type|"data\\*"|"Message\\*"/.test(text)
  );
}

function isPacked(key: string, text: string): boolean {
  return key.toLowerCase() === 'data' && text.length >= 16 && /^[\w+/=-]+$/.test(text);
}

function* visitList(
  list: readonly unknown[],
  depth: number,
  preselected: boolean,
): Generator<Extracted> {
  const row = rowOf(list);
  if (row !== undefined) {
    yield* visit(row, depth + 1, preselected);
    return;
  }
  for (const value of list) {
    try {
      yield* visit(value, depth + 1, preselected);
    } catch {
      // Only `decode` throws. Among neighbours it must not stop them, and it must ring.
      yield unreadable(value, 'it is an awslogs payload that cannot be decoded', true);
    }
  }
}

/** CloudTrail Lake's and Insights' rows: `[{"eventName": "…"}, {"eventTime": "…"}]`, `[{"field": …, "value": …}]`. */
function rowOf(list: readonly unknown[]): Fields | undefined {
  if (list.length < 2 || !list.every(isFields)) return undefined;
  const cells = list.map((cell) => Object.entries(cell));
  const pairs = cells.every((cell) => cell.length === 1)
    ? cells.flat()
    : list.every((cell) => typeof cell['field'] === 'string' && 'value' in cell)
      ? list.map((cell) => [String(cell['field']), cell['value']] as const)
      : [];
  const keys = new Set(pairs.map(([key]) => key));
  // Records themselves are never of one member, and a list of them never of so many different ones.
  return pairs.length > 1 && keys.size === pairs.length ? Object.fromEntries(pairs) : undefined;
}

/** An object with an event's name that bears another mark of CloudTrail. */
function isRecord(value: Fields): boolean {
  // `aws:s3`, `aws:kinesis`, `aws:sqs` …: what Lambda gets of other services.
  if (/^aws:/.test(textAt(value, ['eventSource']))) return false;
  const isOfService = /\.amazonaws\.com(\.cn)?$/.test(textAt(value, ['eventSource']));
  const marks = [
    'eventSource',
    'userIdentity',
    'eventVersion',
    'eventTime',
    'eventID',
    'awsRegion',
  ];
  const count = marks.filter((key) => key in value).length;
  // Without its name it is still known for one; whoever parses it says what is missing.
  return 'eventName' in value ? count >= 1 : isOfService || isFields(value['userIdentity']);
}

/** The content of `awslogs`. Every message was chosen by the filter, so none may be lost in silence. */
function* fromLogEvents(content: Fields, depth: number): Generator<Extracted> {
  if (content['messageType'] === 'CONTROL_MESSAGE') return;
  const events = content['logEvents'];
  if (!Array.isArray(events)) {
    yield unreadable(content, 'it has no list of log events', true);
    return;
  }
  for (const event of events) {
    if (isFields(event) && typeof event['message'] === 'string') {
      yield* fromMessage(event['message'], depth);
    } else yield unreadable(event, 'it is a log event without a message', true);
  }
}

/**
 * A record that came as text. CloudWatch Logs may cut a message off or hold one that is not JSON. Without
 * an event name nobody could tell whether it is a sign-in, so it is called unreadable rather than passed on.
 */
function* fromMessage(text: string, depth: number): Generator<Extracted> {
  const whole = parseJson(text);
  const other = whole === undefined ? undefined : readDoubledKeys(text, whole);
  if (hasEventName(other)) yield { kind: 'record', record: other };
  if (hasEventName(whole)) yield { kind: 'record', record: whole };
  else if (isFields(whole) || Array.isArray(whole)) yield* visit(whole, depth + 1, true);
  else {
    const record = parseTruncatedJson(text);
    if (hasEventName(record)) yield { kind: 'record', record, truncated: true };
    else yield unreadable(text, 'it is not JSON with an eventName', true);
  }
}

/** JSON in a text, or packed into one. */
function* fromText(text: string, depth: number, preselected: boolean): Generator<Extracted> {
  const values = isJsonText(text) ? jsonValues(text) : [];
  const unpacked = values.length === 0 ? unpackText(text) : undefined;
  if (unpacked !== undefined) {
    for (const value of jsonValues(unpacked)) yield* visit(value, depth + 1, preselected);
    return;
  }
  if (values.length === 0) yield unreadable(text, 'it is not JSON with an eventName', preselected);
  for (const value of values) {
    const cut = values.length === 1 && parseJson(text) === undefined;
    for (const item of visit(value, depth + 1, preselected)) {
      yield cut && item.kind === 'record' ? { ...item, truncated: true } : item;
    }
  }
}

/** The JSON documents of a text: one, one a line, or what is left of one that was cut off. */
function jsonValues(text: string): readonly unknown[] {
  const whole = parseJson(text);
  if (whole !== undefined) return typeof whole === 'string' && whole === text ? [] : [whole];
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const parsed = lines.map(parseJson).filter((value) => value !== undefined);
  if (lines.length > 1 && parsed.length === lines.length) return parsed;
  const cut = parseTruncatedJson(text);
  return cut === undefined ? [] : [cut];
}

function hasEventName(record: unknown): boolean {
  return textAt(record, ['eventName']) !== '';
}

function decode(awslogs: unknown): Fields {
  try {
    const content: unknown = JSON.parse(unpackText(String(fieldAt(awslogs, 'data'))) ?? '');
    if (isFields(content)) return content;
    throw new Error('it is not a JSON object');
  } catch (cause) {
    throw new Error(`The awslogs payload cannot be decoded: ${cause}`, { cause });
  }
}

function reasonFor(value: Fields): string {
  if ('digestS3Bucket' in value) return 'it is a CloudTrail digest file, not a log';
  if ('insightDetails' in value) return 'it is a CloudTrail Insights event, not a record';
  if (isFields(value['metadata']) && 'class_uid' in value) {
    return 'it is an OCSF event, which has no record in it';
  }
  const keys = Object.keys(value).slice(0, 4).join(', ').slice(0, 80);
  return `it does not look like a CloudTrail record${keys === '' ? '' : ` (it has ${keys})`}`;
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
