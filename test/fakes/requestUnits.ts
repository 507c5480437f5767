import { type Fields, fieldAt, fieldsOf } from '../../src/signin/fields.ts';
import { TABLE, type TestDynamoDb } from './dynamoDb.ts';

/** One call of DynamoDB's API, as it went over the wire. */
export type DynamoDbCall = { readonly operation: string; readonly body: unknown };

/** What calls cost on demand. */
export type RequestUnits = { readonly write: number; readonly read: number };

const KEY = 'eventID';
const WRITE_BYTES = 1024;
const READ_BYTES = 4096;

/**
 * The request units that DynamoDB bills for these calls, made in this order on an empty table: they are made once
 * more, on a table of their own, and the items before and after each are weighed. Knows the calls that
 * loginbell makes: items of strings, numbers and booleans, no batches and no transactions.
 * Source: the DynamoDB developer guide ("Read and write operations", "Item sizes and formats", and of
 * "Using Global Secondary Indexes" the part "Write costs").
 */
export async function requestUnitsOf(
  calls: readonly DynamoDbCall[],
  dynamoDb: Pick<TestDynamoDb, 'endpoint' | 'createTable'>,
): Promise<RequestUnits> {
  const TableName = await dynamoDb.createTable();
  const send = (operation: string, body: Fields) => post(dynamoDb.endpoint, operation, body);
  let [write, read] = [0, 0];
  for (const { operation, body } of calls) {
    const sent = { ...fieldsOf(body), TableName };
    if (operation === 'PutItem' || operation === 'UpdateItem') {
      const Key = { [KEY]: fieldAt(body, operation === 'PutItem' ? 'Item' : 'Key', KEY) };
      const look = async () => {
        const answer = await send('GetItem', { TableName, Key, ConsistentRead: true });
        const item = fieldAt(answer, 'Item');
        return item === undefined ? undefined : fieldsOf(item);
      };
      const before = await look();
      await send(operation, sent);
      write += writeUnits(before, await look());
    } else if (operation === 'Query' || operation === 'GetItem') {
      const answer = await send(operation, sent);
      const items = [fieldAt(answer, 'Items'), fieldAt(answer, 'Item')].flat().filter(Boolean);
      const bytes = items.reduce<number>((sum, item) => sum + itemBytes(fieldsOf(item)), 0);
      const units = Math.max(1, Math.ceil(bytes / READ_BYTES));
      read += fieldAt(body, 'ConsistentRead') === true ? units : units / 2;
    } else throw new Error(`what ${operation} costs is not known here`);
  }
  return { write, read };
}

/** A write of the table costs the larger of the two items; a failed condition costs the one that is there. */
function writeUnits(before: Fields | undefined, after: Fields | undefined): number {
  const table = Math.max(unitsOf(before), unitsOf(after), 1);
  return TABLE.GlobalSecondaryIndexes.reduce((sum, index) => {
    const project = (item: Fields | undefined) => projected(item, index);
    return sum + indexUnits(project(before), project(after));
  }, table);
}

type Projected = { readonly key: string; readonly item: Fields };

/** An item as an index holds it; `undefined` where it lacks a key and so is not in the index. */
function projected(
  item: Fields | undefined,
  { KeySchema, Projection }: (typeof TABLE.GlobalSecondaryIndexes)[number],
): Projected | undefined {
  const names = KeySchema.map(({ AttributeName }) => AttributeName);
  if (item === undefined || names.some((name) => item[name] === undefined)) return undefined;
  const keys = Object.fromEntries([...names, KEY].map((name) => [name, item[name]]));
  return { key: JSON.stringify(keys), item: Projection.ProjectionType === 'ALL' ? item : keys };
}

function indexUnits(before: Projected | undefined, after: Projected | undefined): number {
  if (JSON.stringify(before) === JSON.stringify(after)) return 0;
  if (before?.key === after?.key) return Math.max(unitsOf(before?.item), unitsOf(after?.item));
  return unitsOf(before?.item) + unitsOf(after?.item);
}

function unitsOf(item: Fields | undefined): number {
  return item === undefined ? 0 : Math.ceil(itemBytes(item) / WRITE_BYTES);
}

function itemBytes(item: Fields): number {
  return Object.entries(item).reduce((sum, [name, value]) => {
    return sum + Buffer.byteLength(name) + valueBytes(value);
  }, 0);
}

/** Text in UTF-8, a number about one byte for two digits and one more, a boolean one byte. */
function valueBytes(value: unknown): number {
  const [text, number] = [fieldAt(value, 'S'), fieldAt(value, 'N')];
  if (typeof text === 'string') return Buffer.byteLength(text);
  if (typeof number === 'string') return Math.ceil(number.replace(/\D/g, '').length / 2) + 1;
  if (fieldAt(value, 'BOOL') !== undefined) return 1;
  const set = fieldAt(value, 'SS');
  if (Array.isArray(set)) return set.reduce((sum, one) => sum + Buffer.byteLength(String(one)), 0);
  throw new Error(`what ${JSON.stringify(value)} weighs is not known here`);
}

/** A call as it is, without the AWS SDK; the emulator looks at no signature. An error is an answer, too. */
async function post(endpoint: string, operation: string, body: Fields): Promise<unknown> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20260101T000000Z',
      authorization: 'AWS4-HMAC-SHA256 Credential=test, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(body),
  });
  return response.json();
}
