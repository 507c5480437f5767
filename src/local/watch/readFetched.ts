import type { FetchedFiles } from '../fetchedFiles.ts';
import type { FileProblem } from '../fileProblems.ts';
import type { Take } from './listen.ts';
import { takeFile } from './takeFile.ts';

/** What became of files that were fetched. */
export type ReadFetched = {
  /** Addresses of those that were read to the end, and of which all is settled; and of what is no log file. */
  readonly settled: readonly string[];
  /** Addresses of those that could not be fetched. */
  readonly refused: readonly string[];
  /** Not all that was read is settled. */
  readonly isOpen: boolean;
};

/**
 * Reads files as they come, and hands on what stands in them. `addresses`: of all that are fetched. `onProblem` hears of what could
 * not be fetched or read, by the address that people know it by.
 */
export async function readFetched(
  files: FetchedFiles,
  addresses: readonly string[],
  take: Take,
  onProblem: (problem: FileProblem) => void,
): Promise<ReadFetched> {
  const refused = new Set<string>();
  const open = new Set<string>();
  for await (const walked of files.walk()) {
    if (walked.kind === 'problem') {
      refused.add(walked.problem.file);
      onProblem(walked.problem);
    }
    if (walked.kind !== 'file') continue;
    const { file } = walked;
    const address = files.nameOf(file);
    const isSettled = await takeFile(file, take, (problem) =>
      onProblem({ ...problem, file: address }),
    );
    if (!isSettled) open.add(address);
    await files.done(file);
  }
  const isDone = (address: string) => !refused.has(address) && !open.has(address);
  return {
    settled: addresses.filter(isDone),
    refused: [...refused],
    isOpen: open.size > 0,
  };
}
