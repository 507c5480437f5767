import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { fromItem } from '../../src/aws/items.ts';
import { type Fields, fieldAt } from '../../src/signin/fields.ts';

/** The attributes of the article's table, by its names. */
export const ARTICLE_ATTRIBUTES = [
  'eventID',
  'accountId',
  'userName',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'unixtime',
] as const;

/** All sign-ins of a table by `eventID`; the rows of another kind, whose keys hold a `#`, are left out. */
export async function loadRows(
  client: DynamoDBClient,
  TableName: string,
): Promise<ReadonlyMap<string, Fields>> {
  const rows = new Map<string, Fields>();
  for (let start: Record<string, AttributeValue> | undefined; ; ) {
    const page = await client.send(
      new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey: start }),
    );
    for (const item of page.Items ?? []) {
      const row = fromItem(item);
      const id = String(row['eventID']);
      if (!id.includes('#')) rows.set(id, row);
    }
    start = page.LastEvaluatedKey;
    if (start === undefined) return rows;
  }
}

/** The article's attributes of a row, and no others. */
export function articlePart(row: Fields | undefined): Fields {
  return Object.fromEntries(
    ARTICLE_ATTRIBUTES.map((name) => [name, fieldAt(row, name)]).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/**
 * What the article's function would store of a record, written down anew from the article: Japanese time, and an expiry
 * `retentionDays` after the event.
 */
export function articleRow(
  record: Fields,
  userName: string | undefined,
  retentionDays: number,
): Fields {
  const at = Date.parse(String(record['eventTime']));
  const tokyo = new Date(at + 9 * 3_600_000).toISOString();
  return {
    eventID: record['eventID'],
    accountId: fieldAt(record, 'userIdentity', 'accountId'),
    ...(userName === undefined ? {} : { userName }),
    eventTime: `${tokyo.slice(0, 10).replaceAll('-', '/')} ${tokyo.slice(11, 19)}`,
    eventSource: record['eventSource'],
    eventName: record['eventName'],
    awsRegion: record['awsRegion'],
    sourceIPAddress: record['sourceIPAddress'],
    userAgent: record['userAgent'],
    unixtime: at / 1000 + retentionDays * 86_400,
  };
}
