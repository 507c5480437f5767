import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ScanAnswer, ScanOrder, ScanWorkerData } from './scanWorker.ts';

/** A thread that scans files. */
export type ScanWorker = {
  /** Resolves with what the files hold. Rejects when the thread ends before. */
  scan(order: ScanOrder): Promise<ScanAnswer>;
  /** Ends the thread at once, whatever it is doing. */
  stop(): Promise<void>;
};

/** The sources are run as they are, the published package as compiled. */
const ENTRY = new URL(`./scanWorker${import.meta.url.slice(-3)}`, import.meta.url);

/** Starts a thread of its own; orders are carried out one after the other. */
export function startScanWorker(workerData: ScanWorkerData): ScanWorker {
  const waiting: PromiseWithResolvers<ScanAnswer>[] = [];
  const fail = (error: unknown) => {
    for (const one of waiting.splice(0)) one.reject(error);
  };
  const cache = getCompileCacheDir();
  const worker = new Worker(ENTRY, {
    // A thread keeps what it compiled only where its environment says so; it then starts in half the time.
    ...(cache === undefined ? {} : { env: { ...process.env, NODE_COMPILE_CACHE: dirname(cache) } }),
    workerData,
    // What is unpacked is freed when young objects are collected, so the sooner the less memory lies about.
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  })
    .on('message', (answer: ScanAnswer) => waiting.shift()?.resolve(answer))
    .on('error', fail)
    .on('exit', () => fail(new Error('the thread that scans files has ended')));
  return {
    scan: (order) => {
      const answer = Promise.withResolvers<ScanAnswer>();
      waiting.push(answer);
      worker.postMessage(order);
      return answer.promise;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
