import { LoginbellError, reasonOf } from '../errors.ts';

/** Runs what asks the journal's file; an error of SQLite becomes a `LoginbellError`. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return refused(error);
  }
}

/** Throws `journal-failed` for an error of SQLite, or `journal-unusable` where the file is damaged. */
export function refused(cause: unknown): never {
  const reason = reasonOf(cause);
  if (isDamage(cause)) {
    const message = `the journal is damaged: ${reason}; ${REPAIR}`;
    throw new LoginbellError('journal-unusable', message, { cause });
  }
  throw new LoginbellError('journal-failed', `the journal did not answer: ${reason}`, { cause });
}

/** Does SQLite say that the file itself is not whole? */
export function isDamage(error: unknown): boolean {
  return /not a database|malformed|corrupt/i.test(reasonOf(error));
}

/** The way out that tells nobody twice. */
export const REPAIR =
  'restore a copy, or move it away (journal.sqlite together with its -wal and -shm files) and take in what was told already without telling it again, by "loginbell backfill --local" or "loginbell ring --no-notify FILES", before you ring or watch';
