import type { DatabaseSync } from 'node:sqlite';
import { fieldsOf } from '../../signin/fields.ts';
import { guarded } from '../refused.ts';

/** Up to when each source was looked at whole (milliseconds since the epoch), kept in the journal file. */
export type Looks = {
  reached(source: string): number | undefined;
  save(source: string, until: number): void;
  all(): readonly { readonly source: string; readonly until: number }[];
};

export function openLooks(database: DatabaseSync): Looks {
  guarded(() =>
    database.exec(
      'CREATE TABLE IF NOT EXISTS looks (source TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    ),
  );
  const find = database.prepare('SELECT until FROM looks WHERE source = ?');
  const list = database.prepare('SELECT source, until FROM looks ORDER BY source');
  const put = database.prepare('INSERT OR REPLACE INTO looks VALUES (?, ?)');
  return {
    reached: (source) => {
      const until = fieldsOf(guarded(() => find.get(source)))['until'];
      return typeof until === 'number' ? until : undefined;
    },
    all: () =>
      guarded(() => list.all()).map((row) => {
        const { source, until } = fieldsOf(row);
        return { source: String(source), until: Number(until) };
      }),
    save: (source, until) => {
      guarded(() => put.run(source, until));
    },
  };
}
