/**
 * The simplest scanner that might do, to see what ours earns by its length: `node simplestScan.ts FOLDER THREADS`.
 * It unpacks every `.gz` file below the folder, cuts it where records begin, and parses the pieces that hold a
 * watched name; where one is not JSON, it parses the whole file. Prints the number of sign-ins.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { simplestSignIns } from './simplestSignIns.ts';

/** What a thread is given: the files, and the number of the next one, which all threads share. */
type Share = { readonly files: readonly string[]; readonly next: Int32Array };

if (isMainThread) {
  const [folder = '.', threads = '2'] = process.argv.slice(2);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.gz'))
    .map((name) => join(folder, name));
  const share: Share = { files, next: new Int32Array(new SharedArrayBuffer(4)) };
  const found = new Set<string>();
  for (let i = 0; i < Number(threads); i += 1) {
    new Worker(new URL(import.meta.url), { workerData: share }).on(
      'message',
      (ids: readonly string[]) => {
        for (const id of ids) found.add(id);
      },
    );
  }
  process.on('exit', () => console.log(`${found.size} sign-ins`));
} else {
  const { files, next }: Share = workerData;
  const ids: string[] = [];
  for (let file = files[Atomics.add(next, 0, 1)]; file; file = files[Atomics.add(next, 0, 1)]) {
    const stored = readFileSync(file);
    const chunkSize = stored.readUInt32LE(stored.length - 4) + 1024;
    const bytes = gunzipSync(stored, { chunkSize });
    for (const { eventId } of simplestSignIns(bytes)) ids.push(eventId);
    // As ours does: otherwise it lies about until garbage is collected.
    const { buffer } = bytes;
    if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
  }
  parentPort?.postMessage(ids);
}
