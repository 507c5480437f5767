import type { FetchedFiles } from '../fetchedFiles.ts';
import type { FileProblem } from '../fileProblems.ts';
import {
  countPassedOver,
  type PassedOver,
  type Walked,
  walkRecordFiles,
} from '../listRecordFiles.ts';

/** The files of some paths, handed out in pieces while the walk through the folders goes on. */
export type FileQueue = {
  /** The next files, the fewer the fewer are left; none at the end. Never rejects. */
  take(): Promise<readonly string[]>;
  /** Nothing is handed out any more. */
  close(): void;
  /** Complete when `take` has come to the end. */
  readonly problems: FileProblem[];
  /** Files met so far, standard input among them. */
  readonly found: number;
  readonly isComplete: boolean;
  /** Standard input was named; it is not handed out, since only one thread has it. */
  readonly hasStdin: boolean;
  readonly passedOver: PassedOver;
};

/** Names held ahead of those who read: an archive may have a million of them. */
const AHEAD = 4096;
const MOST_AT_ONCE = 128;
const STEP = 64;

async function* both(
  first: AsyncGenerator<Walked>,
  second: AsyncGenerator<Walked> | undefined,
): AsyncGenerator<Walked> {
  yield* first;
  if (second !== undefined) yield* second;
}

/** `takers`: how many take from it, so that the last files are shared out evenly. */
export function createFileQueue(
  paths: readonly string[],
  takers: number,
  fetched?: FetchedFiles,
): FileQueue {
  const walk = both(walkRecordFiles(paths), fetched?.walk());
  const names: string[] = [];
  const state = {
    problems: [] as FileProblem[],
    found: 0,
    isComplete: false,
    hasStdin: false,
    passedOver: {} as PassedOver,
  };
  let walking: Promise<void> | undefined;

  const step = async () => {
    for (let i = 0; i < STEP && !state.isComplete; i += 1) {
      const { done, value } = await walk.next();
      if (done === true) state.isComplete = true;
      else if (value.kind === 'problem') state.problems.push(value.problem);
      else if (value.kind === 'passed-over') {
        state.passedOver = countPassedOver(state.passedOver, value.what);
      } else {
        state.found += 1;
        if (value.file === '-') state.hasStdin = true;
        else names.push(value.file);
      }
    }
  };
  const walkOn = async () => {
    walking ??= step().finally(() => {
      walking = undefined;
    });
    await walking;
  };
  const walkAhead = async () => {
    while (!state.isComplete && names.length < AHEAD) await walkOn();
  };

  return Object.assign(state, {
    take: async () => {
      while (names.length === 0 && !state.isComplete) await walkOn();
      const share = Math.ceil(names.length / (4 * takers));
      const taken = names.splice(0, Math.min(MOST_AT_ONCE, share));
      if (walking === undefined) void walkAhead();
      return taken;
    },
    close: () => {
      state.isComplete = true;
      names.length = 0;
    },
  });
}
