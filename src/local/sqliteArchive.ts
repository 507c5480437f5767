import type { SignInArchive } from '../bell/ports.ts';
import { columnsOf } from '../journal/columns.ts';
import { createGroupCommit } from './groupCommit.ts';
import { refused } from './refused.ts';
import { COLUMNS, columnValues, type SqliteJournalDeps } from './sqliteJournal.ts';

/** The archive beside the SQLite journal, in the same table. */
export function createSqliteArchive(deps: SqliteJournalDeps): SignInArchive {
  const { database, clock, settings } = deps;
  const insert = database.prepare(
    `INSERT INTO sign_ins (${COLUMNS.join(', ')}, state, storedAt, settledAt)
     VALUES (${COLUMNS.map((name) => `:${name}`).join(', ')}, 'muted', :at, :at)
     ON CONFLICT (eventID) DO NOTHING`,
  );
  const commit = createGroupCommit(database);
  return {
    add: (signIn) =>
      commit((): 'new' | 'known' => {
        const at = clock.now();
        const values = columnValues(columnsOf(signIn, at, settings));
        return insert.run({ ...values, at }).changes === 1 ? 'new' : 'known';
      }).catch(refused),
  };
}
