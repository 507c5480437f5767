import type { DatabaseSync } from 'node:sqlite';
import { guarded } from '../refused.ts';

/** Which notice went out by which channel, kept in the journal file, so that one that failed is tried again alone. */
export type Deliveries = {
  /** Have all of these been delivered by this channel? */
  has(channel: string, keys: readonly string[]): boolean;
  save(channel: string, keys: readonly string[], at: number): void;
};

const MONTH = 30 * 86_400_000;

export function openDeliveries(database: DatabaseSync, now: number): Deliveries {
  guarded(() =>
    database.exec(`CREATE TABLE IF NOT EXISTS deliveries (
      key TEXT NOT NULL, channel TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (key, channel)
    ) STRICT, WITHOUT ROWID`),
  );
  guarded(() => database.prepare('DELETE FROM deliveries WHERE at < ?').run(now - MONTH));
  const find = database.prepare('SELECT 1 FROM deliveries WHERE key = ? AND channel = ?');
  const add = database.prepare('INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?)');
  return {
    has: (channel, keys) =>
      guarded(() => keys.length > 0 && keys.every((key) => find.get(key, channel) !== undefined)),
    save: (channel, keys, at) => {
      guarded(() => {
        for (const key of keys) add.run(key, channel, at);
      });
    },
  };
}
