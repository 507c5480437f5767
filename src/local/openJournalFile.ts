import { closeSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LoginbellError, reasonOf } from '../errors.ts';
import { fieldsOf } from '../signin/fields.ts';
import { isDamage, REPAIR } from './refused.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './sqliteSchema.ts';

/** How long one process waits for another's transaction, in milliseconds. */
const BUSY_TIMEOUT = 60_000;

/**
 * Opens (and first creates) the journal file in a data folder. Write-ahead log, every commit synced: what
 * was written down survives a power cut. Throws `journal-unusable` with the way out for an unwritable
 * folder, a file that is no database, half of one, another program's, or a newer loginbell's.
 */
export function openJournalFile(folder: string): DatabaseSync {
  const file = join(folder, 'journal.sqlite');
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // SQLite gives its -wal and -shm files the mode of the journal, and a journal it makes itself everybody's.
    closeSync(openSync(file, 'a', 0o600));
    database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    checkWhole(database, file);
    prepareSchema(database, file);
    return database;
  } catch (error) {
    if (database?.isOpen) database.close();
    if (error instanceof LoginbellError) throw error;
    throw new LoginbellError('journal-unusable', explain(file, folder, error), { cause: error });
  }
}

function prepareSchema(database: DatabaseSync, file: string): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = pragma(database, 'user_version');
    const application = pragma(database, 'application_id');
    const tables = fieldsOf(
      database.prepare("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table'").get(),
    );
    if (version === 0 && application === 0 && tables['n'] === 0) {
      database.exec(SCHEMA);
      database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    } else if (application !== APPLICATION_ID) {
      throw unusable(
        file,
        'it is the database of another program; choose another folder with --data',
      );
    } else if (version > SCHEMA_VERSION) {
      throw unusable(
        file,
        `it was written by a newer loginbell (schema ${version}, this one knows ${SCHEMA_VERSION}); update loginbell`,
      );
    } else {
      if (version < SCHEMA_VERSION) {
        throw unusable(
          file,
          `it was written by a loginbell before its first release (schema ${version}, this one writes ${SCHEMA_VERSION}); move it away: the next run begins a new one, and "loginbell backfill --local" takes in the last 90 days without telling`,
        );
      }
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Half a file opens without complaint and fails later; the page count in its own header tells at once. After a kill or a
 * full disk in a checkpoint the file is short, too, and the rest stands in its log: then SQLite judges.
 */
function checkWhole(database: DatabaseSync, file: string): void {
  const { size, expected } = sizeOf(file);
  if (size >= expected) return;
  if (isSound(database)) return;
  throw unusable(file, `it is cut off (${size} of ${expected} bytes); ${REPAIR}`);
}

function isSound(database: DatabaseSync): boolean {
  try {
    database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    return fieldsOf(database.prepare('PRAGMA quick_check(1)').get())['quick_check'] === 'ok';
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** The size of a database file, and the one that its header says, in bytes. */
function sizeOf(file: string): { readonly size: number; readonly expected: number } {
  const header = new DataView(new ArrayBuffer(100));
  const handle = openSync(file, 'r');
  try {
    readSync(handle, header, 0, 100, 0);
    // Offsets 16 and 28 of the database header: https://www.sqlite.org/fileformat.html
    const pageSize = header.getUint16(16) === 1 ? 65_536 : header.getUint16(16);
    return { size: fstatSync(handle).size, expected: header.getUint32(28) * pageSize };
  } finally {
    closeSync(handle);
  }
}

function pragma(database: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(fieldsOf(database.prepare(`PRAGMA ${name}`).get())[name]);
}

function explain(file: string, folder: string, error: unknown): string {
  const reason = reasonOf(error);
  if (isDamage(error)) {
    return unusable(file, `${reason}; ${REPAIR}`).message;
  }
  return `cannot keep a journal in ${folder}: ${reason}; make the folder writable, or choose another with --data`;
}

function unusable(file: string, reason: string): LoginbellError {
  return new LoginbellError('journal-unusable', `cannot use the journal ${file}: ${reason}`);
}
