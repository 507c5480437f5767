import type { Walked } from './listRecordFiles.ts';

/** Files that are fetched while others are read, from wherever the archive stands. */
export type FetchedFiles = {
  /** The size of all of them, as they are stored; undefined where nobody knows it before. */
  readonly bytes: number | undefined;
  /** Each file when it has come; it stays until it is done. */
  walk(): AsyncGenerator<Walked>;
  /** The address that people know a file by. */
  nameOf(file: string): string;
  /** It has been read. */
  done(file: string): Promise<void>;
};
