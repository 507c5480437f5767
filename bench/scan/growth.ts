/**
 * What a scan of so many records takes: `node bench/scan/growth.ts RECORDS…`. For each number it writes an
 * archive of the usual mix, scans it once in a process of its own, and prints one line of JSON:
 * `{"records":…,"signIns":…,"bytes":…,"wallMs":…,"cpuMs":…,"peakMb":…}`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeArchive, REALISTIC } from './archive.ts';
import { waysOfNode } from './competitors.ts';

for (const records of process.argv.slice(2).map(Number)) {
  const folder = mkdtempSync(join(tmpdir(), 'loginbell-bench-growth-'));
  try {
    const archive = await makeArchive(join(folder, 'logs'), { ...REALISTIC, records });
    const target = { folder: join(folder, 'logs'), archive, name: 'of any size' };
    const [ours] = waysOfNode(target, 2, 1);
    const { signIns, bytes } = archive;
    console.log(JSON.stringify({ records, signIns, bytes, ...(await ours?.run()) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
