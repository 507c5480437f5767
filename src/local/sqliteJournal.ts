import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type {
  Acts,
  Claim,
  Clock,
  Lease,
  Settlement,
  SignInHistory,
  SignInJournal,
} from '../bell/ports.ts';
import { type ColumnSettings, type Columns, columnsOf } from '../journal/columns.ts';
import { entryOf, toldActIn } from '../journal/entryOf.ts';
import { bucketKey } from '../journal/rowKeys.ts';
import { fieldsOf } from '../signin/fields.ts';
import { seenKeys } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import { createGroupCommit, inTransaction } from './groupCommit.ts';
import { ownerIsGone } from './leaseOwner.ts';
import { guarded, refused } from './refused.ts';
import { createSqliteHistory } from './sqliteHistory.ts';

/** The columns of `Columns`, in order. */
export const COLUMNS = [
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
  'principal',
  'identityType',
  'outcome',
  'mfa',
  'occurredAt',
  'day',
  'principalAddress',
  'principalClient',
  'errorMessage',
  'details',
] as const;

export type SqliteJournalDeps = {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly settings: ColumnSettings;
};

/**
 * The journal of one machine. Each method is one SQLite transaction, so any number of processes may share
 * the file. A lease whose process is gone from this machine is free at once: a killed run loses no time.
 */
export function createSqliteJournal(deps: SqliteJournalDeps): SignInJournal & SignInHistory & Acts {
  const { database, clock, settings } = deps;
  const names = COLUMNS.join(', ');
  const slots = COLUMNS.map((name) => `:${name}`).join(', ');
  const alive = '(unixtime IS NULL OR unixtime > :now)';
  const sql = {
    insert: database.prepare(
      `INSERT INTO sign_ins (${names}, state, leaseToken, leaseUntil, storedAt)
       VALUES (${slots}, 'claimed', :token, :until, :storedAt) ON CONFLICT (eventID) DO NOTHING`,
    ),
    fold: database.prepare(
      `INSERT INTO sign_ins (${names}, state, storedAt, settledAt)
       VALUES (${slots}, 'folded', :storedAt, :storedAt) ON CONFLICT (eventID) DO NOTHING`,
    ),
    saveAct: database.prepare(
      `INSERT OR REPLACE INTO acts (key, toldId, eventName, occurredAt, isNewAddress)
       VALUES (:key, :toldId, :eventName, :occurredAt, :isNewAddress)`,
    ),
    forgetActs: database.prepare('DELETE FROM acts WHERE occurredAt < :before'),
    findAct: database.prepare('SELECT * FROM acts WHERE key = ?'),
    saveName: database.prepare('INSERT OR REPLACE INTO people (id, name) VALUES (:id, :name)'),
    findName: database.prepare('SELECT name FROM people WHERE id = ?'),
    find: database.prepare('SELECT state, leaseToken, leaseUntil FROM sign_ins WHERE eventID = ?'),
    lease: database.prepare(
      'UPDATE sign_ins SET leaseToken = :token, leaseUntil = :until WHERE eventID = :eventId',
    ),
    settle: database.prepare(
      `UPDATE sign_ins SET state = :state, settledAt = :at, leaseToken = NULL, leaseUntil = NULL,
       firstAddress = :address, firstClient = :client, foldedInto = :foldedInto, mutedBy = :mutedBy
       WHERE eventID = :eventId`,
    ),
    release: database.prepare(
      `UPDATE sign_ins SET leaseToken = NULL, leaseUntil = NULL
       WHERE eventID = :eventId AND leaseToken = :token AND state = 'claimed'`,
    ),
    count: database.prepare(
      `INSERT INTO failure_counts (bucket, count) VALUES (:bucket, :by)
       ON CONFLICT (bucket) DO UPDATE SET count = count + excluded.count RETURNING count`,
    ),
    failedAccounts: database.prepare(
      `SELECT DISTINCT accountId FROM sign_ins WHERE sourceIPAddress = :address AND outcome = 'failure'
       AND occurredAt >= :hour AND occurredAt < :hour || ':60'`,
    ),
    seenAddress: seen('principalAddress'),
    seenClient: seen('principalClient'),
  };

  function seen(column: 'principalAddress' | 'principalClient') {
    return database.prepare(
      `SELECT 1 FROM sign_ins WHERE ${column} = :key AND occurredAt < :before
       AND eventID <> :eventId AND ${alive} LIMIT 1`,
    );
  }

  function isFirst(statement: typeof sql.seenAddress, key: string | undefined, signIn: SignIn) {
    if (key === undefined) return false;
    const values = { key, before: signIn.occurredAt, eventId: signIn.eventId, now: seconds() };
    return statement.get(values) === undefined;
  }

  function seconds(): number {
    return Math.floor(clock.now() / 1000);
  }

  function saveAct({ key, told }: NonNullable<Settlement['act']>): void {
    const { eventId: toldId, eventName, occurredAt, isNewAddress } = told;
    sql.saveAct.run({ key, toldId, eventName, occurredAt, isNewAddress: Number(isNewAddress) });
    sql.forgetActs.run({ before: new Date(Date.parse(occurredAt) - 86_400_000).toISOString() });
  }

  function claim(signIn: SignIn, lease: Lease, as?: 'folded'): Claim {
    const now = clock.now();
    const values = columnValues(columnsOf(signIn, now, settings));
    const { token, until } = lease;
    if (as !== undefined && sql.fold.run({ ...values, storedAt: now }).changes === 1) {
      return { kind: 'claimed', isNew: true };
    }
    if (sql.insert.run({ ...values, token, until, storedAt: now }).changes === 1) {
      return { kind: 'claimed', isNew: true };
    }
    const row = fieldsOf(sql.find.get(signIn.eventId));
    const { state } = entryOf(row);
    if (state !== 'claimed') return { kind: 'settled', state };
    const [holder, heldUntil] = [row['leaseToken'], row['leaseUntil']];
    const isTaken = typeof heldUntil === 'number' && holder !== token;
    if (isTaken && heldUntil > now && !ownerIsGone(String(holder))) {
      return { kind: 'held', until: heldUntil };
    }
    sql.lease.run({ token, until, eventId: signIn.eventId });
    return { kind: 'claimed', isNew: false };
  }

  const commit = createGroupCommit(database);
  return {
    claim: (signIn, lease, as) => commit(() => claim(signIn, lease, as)).catch(refused),
    settle: async (settlements, at) =>
      guarded(() =>
        inTransaction(database, () => {
          for (const {
            signIn: { eventId },
            state,
            marks,
            foldedInto,
            mutedBy,
            act,
          } of settlements) {
            const address = marks ? Number(marks.address) : null;
            const client = marks ? Number(marks.client) : null;
            sql.settle.run({
              eventId,
              state,
              at,
              address,
              client,
              foldedInto: foldedInto ?? null,
              mutedBy: mutedBy ?? null,
            });
            if (act !== undefined) saveAct(act);
          }
        }),
      ),
    findTold: async (key) => guarded(() => toldActIn(fieldsOf(sql.findAct.get(key)))),
    findName: async (personId) =>
      guarded(() => {
        const { name } = fieldsOf(sql.findName.get(personId));
        return typeof name === 'string' ? name : undefined;
      }),
    saveName: async (id, name) =>
      guarded(() => {
        sql.saveName.run({ id, name });
      }),
    // The rows say it themselves: the failure that is told is one of them.
    addFailedAccount: async ({ address, hour, accountId }) =>
      guarded(() => {
        const found = sql.failedAccounts
          .all({ address, hour })
          .map((row) => String(row['accountId']));
        return [...new Set([...found, accountId])];
      }),
    release: async (eventId, { token }) =>
      guarded(() => {
        sql.release.run({ eventId, token });
      }),
    settledAmong: async (eventIds) =>
      guarded(
        () =>
          new Set(
            eventIds.filter((eventId) => {
              const { state } = fieldsOf(sql.find.get(eventId));
              return state !== undefined && state !== 'claimed';
            }),
          ),
      ),
    countFailures: async (bucket, by) =>
      guarded(() => Number(fieldsOf(sql.count.get({ bucket: bucketKey(bucket), by }))['count'])),
    firstSeen: async (signIn) =>
      guarded(() => {
        const keys = seenKeys(signIn);
        return {
          address: isFirst(sql.seenAddress, keys.address, signIn),
          client: isFirst(sql.seenClient, keys.client, signIn),
        };
      }),
    entries: createSqliteHistory(deps).entries,
  };
}

/** A row's values under the names of `COLUMNS`. */
export function columnValues(columns: Columns): Record<string, SQLInputValue> {
  return Object.fromEntries(COLUMNS.map((name) => [name, columns[name] ?? null]));
}
