import type { DatabaseSync } from 'node:sqlite';
import type { Clock, HistoryQuery, JournalEntry, SignInHistory } from '../bell/ports.ts';
import { entryOf } from '../journal/entryOf.ts';
import { matchesQuery } from '../journal/matchesQuery.ts';
import { fieldsOf } from '../signin/fields.ts';
import { mergeNewest } from './mergeNewest.ts';
import { guarded } from './refused.ts';

/** Rows read at once, so that a long history is never held in memory. */
const PAGE = 500;

/** The next page of everybody's sign-ins, and of one principal's, from the index of each. */
export const PAGE_OF_ALL = pageSql('');
export const PAGE_OF_PRINCIPAL = pageSql('principal = :principal AND');

function pageSql(whose: string): string {
  return `SELECT * FROM sign_ins
    WHERE ${whose} occurredAt >= :since AND (occurredAt, eventID) < (:before, :beforeId)
      AND (unixtime IS NULL OR unixtime > :now)
      AND (:accountId IS NULL OR accountId = :accountId)
      AND (:outcome IS NULL OR outcome = :outcome)
    ORDER BY occurredAt DESC, eventID DESC LIMIT ${PAGE}`;
}

/**
 * Reading the journal of one machine, newest first. Everybody's sign-ins come by the index of times; one
 * user's by those of the principals that ever had the name, merged: what others did is not read.
 */
export function createSqliteHistory(deps: {
  readonly database: DatabaseSync;
  readonly clock: Clock;
}): SignInHistory {
  const { database, clock } = deps;
  const all = database.prepare(PAGE_OF_ALL);
  const ofPrincipal = database.prepare(PAGE_OF_PRINCIPAL);
  const principals = database.prepare('SELECT principal FROM names WHERE name = ?');

  async function* pages(query: HistoryQuery, principal?: string): AsyncGenerator<JournalEntry> {
    const { since, until, accountId = null, outcome = null } = query;
    const statement = principal === undefined ? all : ofPrincipal;
    let [before, beforeId, read] = [until, '', 0];
    for (;;) {
      const now = Math.floor(clock.now() / 1000);
      const span = { since, before, beforeId, now, accountId, outcome };
      const rows = guarded(() =>
        statement.all(principal === undefined ? span : { ...span, principal }),
      );
      for (const row of rows) {
        read += 1;
        if (read > (query.mostRows ?? Number.POSITIVE_INFINITY)) return;
        const entry = entryOf(fieldsOf(row));
        // A principal may have had other names too.
        if (matchesQuery(entry.signIn, query)) yield entry;
      }
      const last = fieldsOf(rows.at(-1));
      if (rows.length < PAGE) return;
      [before, beforeId] = [String(last['occurredAt']), String(last['eventID'])];
    }
  }

  return {
    async *entries(query) {
      const { user } = query;
      if (user === undefined) {
        yield* pages(query);
        return;
      }
      const found = guarded(() => principals.all(user));
      yield* mergeNewest(found.map((row) => pages(query, String(fieldsOf(row)['principal']))));
    },
  };
}
