import { parentPort, workerData } from 'node:worker_threads';
import { createFileScanner, type FileFindings } from './scanFile.ts';
import type { ScanSettings } from './signInOf.ts';

/** What a worker is started with. `threads`: how many there are of its kind. */
export type ScanWorkerData = { readonly settings: ScanSettings; readonly threads: number };
/** What a worker is told: files to scan. */
export type ScanOrder = readonly string[];
/** What it answers to each order, in turn: all that was found in those files. */
export type ScanAnswer = FileFindings;

const { settings, threads }: ScanWorkerData = workerData;
const scanFile = createFileScanner(settings, threads);

async function carryOut(order: ScanOrder): Promise<ScanAnswer> {
  const answer: ScanAnswer = { signIns: [], problems: [], sources: [], bytes: 0 };
  for (const file of order) {
    const { signIns, problems, sources, bytes } = await scanFile(file);
    for (const signIn of signIns) answer.signIns.push(signIn);
    for (const problem of problems) answer.problems.push(problem);
    for (const source of sources) answer.sources.push(source);
    answer.bytes += bytes;
  }
  return answer;
}

let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (order: ScanOrder) => {
  last = last.then(async () => parentPort?.postMessage(await carryOut(order)));
});
