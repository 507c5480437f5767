import type { DatabaseSync } from 'node:sqlite';

/** Runs work inside a transaction; resolves when that is on disk. */
export type Commit = <T>(work: () => T) => Promise<T>;

/**
 * Commits together what is asked for at the same moment: waiting for the disk is what a journal spends its
 * time on, and eight claims wait no longer than one. Where the whole fails, each is tried in a transaction of
 * its own, so that none stops another.
 */
export function createGroupCommit(database: DatabaseSync): Commit {
  let waiting: { readonly together: () => void; readonly alone: () => void; done(): void }[] = [];

  function flush(): void {
    const group = waiting;
    waiting = [];
    try {
      inTransaction(database, () => {
        for (const { together } of group) together();
      });
    } catch {
      for (const { alone } of group) alone();
      return;
    }
    for (const { done } of group) done();
  }

  return (work) =>
    new Promise((resolve, reject) => {
      let result: { readonly value: ReturnType<typeof work> } | undefined;
      if (waiting.length === 0) queueMicrotask(flush);
      waiting.push({
        together: () => {
          result = { value: work() };
        },
        alone: () => {
          try {
            resolve(inTransaction(database, work));
          } catch (error) {
            reject(error);
          }
        },
        done: () => {
          if (result !== undefined) resolve(result.value);
        },
      });
    });
}

/** Runs work inside a transaction of its own, which is undone when the work throws. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
