import { basename } from 'node:path';
import type { S3Source } from '../aws/s3/s3Source.ts';
import type { FetchedFiles } from '../local/fetchedFiles.ts';
import type { FileProblem } from '../local/fileProblems.ts';
import { isRecordFile, type PassedOver, type Walked } from '../local/listRecordFiles.ts';

/** What is read of elsewhere, besides paths of this machine. */
export type ArchiveInput = {
  readonly local: readonly string[];
  readonly fetched: FetchedFiles | undefined;
  readonly passedOver: PassedOver;
  /** Nothing is to be read (the plan was declined, or was all that was asked for): the exit code to end with. */
  readonly exitCode: number | undefined;
  /**
   * What to add to the counts of what was read here, since others than these files were read where they stand; known once
   * these have been read.
   */
  readonly beside?: () => { readonly files: number; readonly bytes: number };
  close(): Promise<void>;
};

/** Nothing of elsewhere. */
export function noArchive(
  local: readonly string[],
  exitCode?: number,
  passedOver: PassedOver = {},
): ArchiveInput {
  return { local, fetched: undefined, passedOver, exitCode, close: async () => undefined };
}

/** The files of these sources, one source after the other. */
export function fetchedFrom(sources: readonly S3Source[]): FetchedFiles {
  const names = new Map<string, string>();
  return {
    bytes: sources.reduce<number | undefined>(
      (sum, { bytes }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes),
      0,
    ),
    walk: async function* (): AsyncGenerator<Walked> {
      for (const source of sources) {
        for await (const one of source.files()) {
          if (one.kind === 'problem') {
            const { url, reason, hint } = one;
            const problem: FileProblem = { file: url, reason, hint };
            yield { kind: 'problem', problem };
          } else if (await isRecordFile(one.file, one.url)) {
            names.set(one.file, one.url);
            yield { kind: 'file', file: one.file, key: one.url };
          } else {
            await source.done(one.file);
            yield { kind: 'passed-over', what: endingOf(one.url) };
          }
        }
      }
    },
    nameOf: (file) => names.get(file) ?? file,
    done: async (file) => {
      if (!names.delete(file)) return;
      await Promise.all(sources.map((source) => source.done(file)));
    },
  };
}

function endingOf(url: string): string {
  return /\.[^./]+$/.exec(basename(url))?.[0] ?? 'files without an ending';
}
