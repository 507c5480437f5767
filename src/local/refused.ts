import { LoginbellError, reasonOf } from '../errors.ts';

/** Runs what asks the journal's file; an error of SQLite becomes `journal-failed`. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return refused(error);
  }
}

/** Throws `journal-failed` for an error of SQLite. */
export function refused(cause: unknown): never {
  const message = `the journal did not answer: ${reasonOf(cause)}`;
  throw new LoginbellError('journal-failed', message, { cause });
}
