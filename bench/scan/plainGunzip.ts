/**
 * Plain decompression by Node's own zlib in threads, the least that any scan in Node must do:
 * `node plainGunzip.ts FOLDER THREADS`. Reads every `.gz` file below the folder, unpacks it, and drops it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';

/** What a thread is given: the files, and the number of the next one, which all threads share. */
type Share = { readonly files: readonly string[]; readonly next: Int32Array };

if (isMainThread) {
  const [folder = '.', threads = '2'] = process.argv.slice(2);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.gz'))
    .map((name) => join(folder, name));
  const next = new Int32Array(new SharedArrayBuffer(4));
  const share: Share = { files, next };
  for (let i = 0; i < Number(threads); i += 1) {
    new Worker(new URL(import.meta.url), { workerData: share });
  }
} else {
  const { files, next }: Share = workerData;
  for (let file = files[Atomics.add(next, 0, 1)]; file; file = files[Atomics.add(next, 0, 1)]) {
    gunzipSync(readFileSync(file));
  }
}
