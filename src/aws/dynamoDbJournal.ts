import type {
  Acts,
  Claim,
  Clock,
  HistoryQuery,
  Lease,
  Settlement,
  SignInHistory,
  SignInJournal,
  Way,
} from '../bell/ports.ts';
import {
  type ColumnSettings,
  type Columns,
  columnsOf,
  missingColumns,
} from '../journal/columns.ts';
import { entryOf, toldActIn } from '../journal/entryOf.ts';
import { matchesQuery } from '../journal/matchesQuery.ts';
import { actKey, bucketKey, failedAccountsKey, personKey } from '../journal/rowKeys.ts';
import { type Fields, isFields, textAt } from '../signin/fields.ts';
import { seenKeys } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import type { DynamoDbCalls } from './dynamoDbCalls.ts';
import { answered, createDynamoDbRows, oldItem } from './dynamoDbRows.ts';
import { fromItem, toItem } from './items.ts';

const DAY = 86_400_000;
/** Of one BatchGetItem. Source: the DynamoDB API reference. */
const MOST_KEYS = 100;

export type DynamoDbJournalDeps = {
  readonly call: DynamoDbCalls;
  readonly tableName: string;
  readonly clock: Clock;
  readonly settings: ColumnSettings & { readonly retentionDays: number };
};

/**
 * The journal in DynamoDB. One conditional PutItem claims, one UpdateItem settles; every question is a
 * Query of an index (`byDay`, `byPrincipal`, `byAddress`, `byClient`), never a Scan. Index answers are
 * consistent only in the end, which the caller evens out within one envelope.
 */
export function createDynamoDbJournal(
  deps: DynamoDbJournalDeps,
): SignInJournal & SignInHistory & Acts {
  const { call, tableName: TableName, clock, settings } = deps;
  const rows = createDynamoDbRows(call, TableName);
  const oldest = () => clock.now() - settings.retentionDays * DAY;

  async function claim(signIn: SignIn, lease: Lease, as?: 'folded', way?: Way): Promise<Claim> {
    const now = clock.now();
    const columns = columnsOf(signIn, now, settings);
    const [leaseToken, leaseUntil] = [lease.token, lease.until];
    const came = way === undefined ? {} : { way };
    try {
      const { Attributes: before } = await call('PutItem', {
        TableName,
        ...(as === undefined
          ? {
              Item: toItem({
                ...columns,
                ...came,
                state: 'claimed',
                storedAt: now,
                leaseToken,
                leaseUntil,
              }),
              ConditionExpression:
                'attribute_not_exists(eventID) OR (#state = :claimed AND leaseUntil <= :now)',
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: toItem({ ':claimed': 'claimed', ':now': now }),
            }
          : {
              Item: toItem({ ...columns, ...came, state: as, storedAt: now, settledAt: now }),
              ConditionExpression: 'attribute_not_exists(eventID)',
            }),
        ReturnValues: 'ALL_OLD',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      return { kind: 'claimed', isNew: before === undefined };
    } catch (error) {
      const { Item } = oldItem(error);
      const row = Item ? fromItem(Item) : await rows.load(signIn.eventId);
      const { state } = entryOf(row);
      // A row without a state is one of the article's function: it was told when it was stored.
      if (row['state'] === undefined) return { kind: 'settled', state: 'sent' };
      if (state !== 'claimed') {
        await fillIn(row, columns);
        return { kind: 'settled', state };
      }
      // Somebody did not come to the end with it: that is for a claim of its own to find out.
      if (as !== undefined) return claim(signIn, lease, undefined, way);
      // The client library repeats a call whose answer was lost: then the lease is our own.
      if (row['leaseToken'] === lease.token) return { kind: 'claimed', isNew: false };
      return { kind: 'held', until: Number(row['leaseUntil']) };
    }
  }

  /** Keeps the fuller copy of two. Where that cannot be written down, the row stays as it was told: no reason to fail. */
  async function fillIn(row: Fields, copy: Columns): Promise<void> {
    const missing = Object.entries(missingColumns(row, copy));
    if (missing.length === 0) return;
    await rows
      .update({
        eventID: copy.eventID,
        set: `SET ${missing.map(([key]) => `#${key} = :${key}`).join(', ')}`,
        where: 'attribute_exists(eventID)',
        values: Object.fromEntries(missing.map(([key, value]) => [`:${key}`, value])),
      })
      .catch(() => undefined);
  }

  const expiry = (days: number) => Math.floor((clock.now() + days * DAY) / 1000);

  /** What is counted by the hour is kept for a week after it. */
  const hourExpiry = (hour: string) => (Date.parse(`${hour}:00:00Z`) + 8 * DAY) / 1000;

  /** Where it cannot be written down, what else belongs to the act is told: no reason to tell this again. */
  async function saveAct({ key, told }: NonNullable<Settlement['act']>): Promise<void> {
    await rows
      .update({
        eventID: actKey(key),
        set: `SET toldId = :id, eventName = :name, occurredAt = :at, isNewAddress = :isNew, unixtime = :unixtime${told.way === undefined ? ' REMOVE way' : ', way = :way'}`,
        values: {
          ':id': told.eventId,
          ':name': told.eventName,
          ':at': told.occurredAt,
          ':isNew': told.isNewAddress,
          ':unixtime': expiry(1),
          ...(told.way === undefined ? {} : { ':way': told.way }),
        },
      })
      .catch(() => undefined);
  }

  /** `eventID` and `state` of the rows that there are; what DynamoDB has no time for is left out. */
  async function loadStates(eventIds: readonly string[]): Promise<readonly Fields[]> {
    const { Responses = {} } = await call('BatchGetItem', {
      RequestItems: {
        [TableName]: {
          Keys: eventIds.map((eventID) => toItem({ eventID })),
          ProjectionExpression: 'eventID, #state',
          ExpressionAttributeNames: { '#state': 'state' },
          ConsistentRead: true,
        },
      },
    });
    const items = Responses[TableName];
    return Array.isArray(items) ? items.filter(isFields).map(fromItem) : [];
  }

  async function isFirst(signIn: SignIn, index: string, key: string, value: string | undefined) {
    if (value === undefined) return false;
    const before = Date.parse(signIn.occurredAt) - 1;
    if (before < oldest()) return true;
    const { Items } = await call('Query', {
      TableName,
      IndexName: index,
      KeyConditionExpression: `${key} = :key AND occurredAt BETWEEN :oldest AND :before`,
      ExpressionAttributeValues: toItem({
        ':key': value,
        ':oldest': new Date(oldest()).toISOString(),
        ':before': new Date(before).toISOString(),
      }),
      Limit: 1,
    });
    return Items?.length === 0;
  }

  async function* query(index: string, key: string, value: string, asked: HistoryQuery) {
    const input = {
      TableName,
      IndexName: index,
      KeyConditionExpression: `#key = :key AND occurredAt BETWEEN :since AND :until`,
      FilterExpression: 'unixtime > :now',
      ExpressionAttributeNames: { '#key': key },
      ExpressionAttributeValues: toItem({
        ':key': value,
        ':since': asked.since,
        ':until': asked.until,
        ':now': Math.floor(clock.now() / 1000),
      }),
      ScanIndexForward: false,
      ...(asked.mostRows === undefined ? {} : { Limit: asked.mostRows }),
    };
    let read = 0;
    for (let start: Fields | undefined; ; ) {
      const page = await answered(call('Query', { ...input, ExclusiveStartKey: start }));
      for (const item of page.Items ?? []) {
        read += 1;
        if (read > (asked.mostRows ?? Number.POSITIVE_INFINITY)) return;
        const entry = entryOf(fromItem(item));
        if (matchesQuery(entry.signIn, asked)) yield entry;
      }
      start = page.LastEvaluatedKey;
      if (start === undefined) return;
    }
  }

  return {
    claim: (signIn, lease, as, way) => answered(claim(signIn, lease, as, way)),
    settle: async (settlements, at) => {
      await answered(
        Promise.all(
          settlements.map(({ signIn: { eventId }, state, marks, foldedInto, mutedBy }) =>
            rows.update({
              eventID: eventId,
              set: [
                'SET #state = :state, settledAt = :at',
                ...(marks ? ['firstAddress = :address, firstClient = :client'] : []),
                ...(foldedInto === undefined ? [] : ['foldedInto = :foldedInto']),
                ...(mutedBy === undefined ? [] : ['mutedBy = :mutedBy']),
              ]
                .join(', ')
                .concat(' REMOVE leaseToken, leaseUntil'),
              where: 'attribute_exists(eventID)',
              values: {
                ':state': state,
                ':at': at,
                ...(marks ? { ':address': marks.address, ':client': marks.client } : {}),
                ...(foldedInto === undefined ? {} : { ':foldedInto': foldedInto }),
                ...(mutedBy === undefined ? {} : { ':mutedBy': mutedBy }),
              },
            }),
          ),
        ),
      );
      await Promise.all(settlements.flatMap(({ act }) => (act ? [saveAct(act)] : [])));
    },
    findTold: async (key) => {
      const row = await answered(rows.load(actKey(key)));
      return toldActIn(row);
    },
    findName: async (personId) => {
      const name = textAt(await answered(rows.load(personKey(personId))), ['name']);
      return name === '' ? undefined : name;
    },
    saveName: async (personId, name) => {
      await answered(
        rows.update({
          eventID: personKey(personId),
          set: 'SET #name = :name, unixtime = :unixtime',
          values: { ':name': name, ':unixtime': expiry(settings.retentionDays) },
        }),
      );
    },
    addFailedAccount: async (failed) => {
      const { row } = await answered(
        rows.update({
          eventID: failedAccountsKey(failed),
          set: 'SET unixtime = :unixtime ADD accounts :accounts',
          values: { ':accounts': [failed.accountId], ':unixtime': hourExpiry(failed.hour) },
        }),
      );
      const { accounts } = row;
      return Array.isArray(accounts) ? accounts.map(String) : [];
    },
    release: async (eventId, { token }) => {
      await answered(
        rows.update({
          eventID: eventId,
          set: 'SET leaseUntil = :zero',
          where: 'leaseToken = :token AND #state = :claimed',
          values: { ':token': token, ':claimed': 'claimed', ':zero': 0 },
        }),
      );
    },
    settledAmong: async (eventIds) => {
      const parts = Array.from({ length: Math.ceil(eventIds.length / MOST_KEYS) }, (_, i) =>
        eventIds.slice(i * MOST_KEYS, (i + 1) * MOST_KEYS),
      );
      const found = await answered(Promise.all(parts.map(loadStates)));
      return new Set(
        found
          .flat()
          .flatMap(({ eventID, state }) => (state === 'claimed' ? [] : [String(eventID)])),
      );
    },
    countFailures: async (bucket, by) => {
      const { row } = await answered(
        rows.update({
          eventID: bucketKey(bucket),
          set: 'SET unixtime = :unixtime ADD failures :by',
          values: { ':by': by, ':unixtime': hourExpiry(bucket.hour) },
          // A lost answer is an error here: then these failures are told as claimed again, and none counts twice.
          once: true,
        }),
      );
      return Number(row['failures']);
    },
    firstSeen: async (signIn) => {
      const keys = seenKeys(signIn);
      const [address, client] = await answered(
        Promise.all([
          isFirst(signIn, 'byAddress', 'principalAddress', keys.address),
          isFirst(signIn, 'byClient', 'principalClient', keys.client),
        ]),
      );
      return { address, client };
    },
    async *entries(asked) {
      const floor = new Date(oldest() - 7 * DAY).toISOString();
      const ceiling = new Date(clock.now() + 2 * DAY).toISOString();
      const since = asked.since > floor ? asked.since : floor;
      const until = asked.until < ceiling ? asked.until : ceiling;
      const span = { ...asked, since, until };
      if (asked.user?.includes(':')) yield* query('byPrincipal', 'principal', asked.user, span);
      else {
        const first = Date.parse(since.slice(0, 10));
        for (let day = Date.parse(until.slice(0, 10)); day >= first; day -= DAY) {
          yield* query('byDay', 'day', new Date(day).toISOString().slice(0, 10), span);
        }
      }
    },
  };
}
