import { stat } from 'node:fs/promises';
import type { Clock } from '../../bell/ports.ts';
import type { FileProblem } from '../fileProblems.ts';
import { osPath } from '../osPath.ts';
import { listRecordFiles } from '../recordFiles.ts';
import type { Source } from './listen.ts';
import { takeFile } from './takeFile.ts';

/** A file that never comes to rest is read this often (milliseconds). */
const LONGEST_WAIT = 30_000;

type Known = {
  size: number;
  modifiedAt: number;
  readAt: number;
  changedAt: number;
  isRead: boolean;
};

/**
 * A folder (or file): what is new in it, and what has grown, once it has come to rest for one look, or after half a minute
 * where it never does. What is read again is claimed again, so that nothing is told twice. `onProblem` hears of what could
 * not be read, once for each state of a file.
 */
export function createFolderSource(deps: {
  readonly folder: string;
  readonly everyMs: number;
  readonly clock: Clock;
  readonly onProblem: (problem: FileProblem) => void;
}): Source {
  const { folder, everyMs, clock, onProblem } = deps;
  const files = new Map<string, Known>();

  async function isDue(file: string): Promise<Known | undefined> {
    const { size, mtimeMs } = await stat(osPath(file));
    const now = clock.now();
    const known = files.get(file);
    if (known === undefined || known.size !== size || known.modifiedAt !== mtimeMs) {
      const changedAt = known !== undefined && !known.isRead ? known.changedAt : now;
      files.set(file, {
        size,
        modifiedAt: mtimeMs,
        readAt: known?.readAt ?? 0,
        changedAt,
        isRead: false,
      });
      return now - changedAt >= LONGEST_WAIT ? files.get(file) : undefined;
    }
    return known.isRead ? undefined : known;
  }

  return {
    name: `the folder ${folder}`,
    everyMs,
    look: async (take) => {
      await stat(osPath(folder));
      const listing = await listRecordFiles([folder]);
      const there = new Set(listing.files);
      for (const file of files.keys()) if (!there.has(file)) files.delete(file);
      let isComplete = true;
      for (const file of listing.files) {
        // One that vanished meanwhile is no fault.
        const known = await isDue(file).catch(() => undefined);
        if (known === undefined) continue;
        const problems: FileProblem[] = [];
        const isWhole = await takeFile(file, take, (problem) => problems.push(problem));
        known.isRead = isWhole;
        known.readAt = clock.now();
        known.changedAt = clock.now();
        isComplete &&= isWhole;
        for (const problem of problems) onProblem(problem);
      }
      if (!isComplete) throw new Error('some sign-ins are not told yet');
    },
  };
}
