import { byTime } from '../../signin/predecessor.ts';
import type { SignIn } from '../../signin/signIn.ts';
import type { FetchedFiles } from '../fetchedFiles.ts';
import type { FileProblem } from '../fileProblems.ts';
import type { PassedOver } from '../listRecordFiles.ts';
import { createFileQueue } from './fileQueue.ts';
import { createFileScanner, type FileFindings, type Source } from './scanFile.ts';
import type { ScanSettings } from './signInOf.ts';
import { startScanWorker } from './startScanWorker.ts';

/** What a scan came to. */
export type ScanReport = {
  /** Each event once, newest first. */
  readonly signIns: readonly SignIn[];
  /** Sorted by file. */
  readonly problems: readonly FileProblem[];
  readonly files: number;
  /** Of the files as they are stored. */
  readonly bytes: number;
  /** Sign-ins that were in the files once more. */
  readonly duplicates: number;
  readonly passedOver: PassedOver;
  /** Where raw records were asked for: by event id. */
  readonly sources: ReadonlyMap<string, Source>;
  /** It was stopped before its end; what is told here is what had been found by then. */
  readonly stopped: boolean;
};

export type ScanProgress = {
  readonly files: number;
  readonly bytes: number;
  readonly signIns: number;
  /** How many files there are, once that is known. */
  readonly ofFiles: number | undefined;
};

export type ScanOptions = {
  /** Threads, each of which takes a core. */
  readonly threads: number;
  /** Read after the paths. */
  readonly fetched?: FetchedFiles | undefined;
  /** Stops the scan. */
  readonly signal?: AbortSignal;
  onProgress?(progress: ScanProgress): void;
};

/** While a thread works on one order, the next lies before it. */
const ORDERS_A_THREAD = 2;

/**
 * Finds the sign-ins in files and folders, `-` for standard input, with several threads. Holds the sign-ins
 * that were found, and beside them some megabytes a thread and two of CloudTrail's largest files. The report is
 * the same in whichever order the threads come to the files. Rejects only for a defect.
 */
export async function scanFiles(
  paths: readonly string[],
  settings: ScanSettings,
  { threads, fetched, signal, onProgress }: ScanOptions,
): Promise<ScanReport> {
  const queue = createFileQueue(paths, threads, fetched);
  const nameOf = (file: string) => fetched?.nameOf(file) ?? file;
  const found = new Map<string, SignIn>();
  const sources = new Map<string, Source>();
  const problems: FileProblem[] = [];
  const totals = { files: 0, bytes: 0, duplicates: 0 };
  const add = (findings: FileFindings, files: number) => {
    for (const signIn of findings.signIns) {
      const known = found.get(signIn.eventId);
      if (known !== undefined) totals.duplicates += 1;
      found.set(signIn.eventId, known === undefined ? signIn : better(known, signIn));
    }
    for (const source of findings.sources) {
      if (sources.has(source.eventId)) continue;
      sources.set(source.eventId, { ...source, file: nameOf(source.file) });
    }
    for (const problem of findings.problems) {
      problems.push({ ...problem, file: nameOf(problem.file) });
    }
    totals.files += files;
    totals.bytes += findings.bytes;
    const ofFiles = queue.isComplete ? queue.found : undefined;
    onProgress?.({ files: totals.files, bytes: totals.bytes, signIns: found.size, ofFiles });
  };

  const thread = async () => {
    const first = await queue.take();
    if (first.length === 0) return;
    const worker = startScanWorker({ settings, threads });
    const stop = () => worker.stop();
    signal?.addEventListener('abort', stop);
    const work = async (begin: readonly string[]) => {
      for (let order = begin; order.length > 0; order = await queue.take()) {
        add(await worker.scan(order), order.length);
        if (fetched !== undefined) await Promise.all(order.map((file) => fetched.done(file)));
      }
    };
    const others = Array.from({ length: ORDERS_A_THREAD - 1 }, async () =>
      work(await queue.take()),
    );
    try {
      await Promise.all([work(first), ...others]);
    } finally {
      signal?.removeEventListener('abort', stop);
      await stop();
    }
  };
  const close = () => queue.close();
  signal?.addEventListener('abort', close);
  try {
    await Promise.all(Array.from({ length: threads }, thread));
    if (queue.hasStdin && signal?.aborted !== true) {
      const stop = () => process.stdin.destroy();
      signal?.addEventListener('abort', stop, { once: true });
      add(await createFileScanner(settings)('-'), 1);
    }
  } catch (error) {
    queue.close();
    if (signal?.aborted !== true) throw error;
  } finally {
    signal?.removeEventListener('abort', close);
  }
  return {
    ...totals,
    signIns: [...found.values()].sort((a, b) => byTime(b, a)),
    problems: [...queue.problems, ...problems].sort(byPlace),
    passedOver: queue.passedOver,
    sources,
    stopped: signal?.aborted === true,
  };
}

function byPlace(a: FileProblem, b: FileProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}

/** Of two readings of one event the one that is less unclear; of equals always the same one. */
function better(a: SignIn, b: SignIn): SignIn {
  if ((a.unclear === undefined) !== (b.unclear === undefined)) return a.unclear ? b : a;
  return JSON.stringify(a) <= JSON.stringify(b) ? a : b;
}
