/**
 * `loginbell scan` beside plain decompression (the limit) and what people type instead:
 *
 *     npm run bench:scan -- [--folder FOLDER] [--records N] [--runs N] [--processes N] [--json FILE] [--write]
 *
 * Medians of `--runs` (10) alternating runs over a generated archive of `--records` (1,400,000: 2.2 GB), which
 * stays in `--folder` for the next time where one is named. The slow ones run three times over a tenth of it.
 * `--write` puts the table into docs/benchmarks.md. Needs Linux, find, xargs and gzip, and jq for two of the
 * rows; takes some five minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { alternate } from './measure/alternate.ts';
import { publishFindings } from './measure/publish.ts';
import { makeArchive, REALISTIC } from './scan/archive.ts';
import { checkAgreement } from './scan/checkAgreement.ts';
import { type Target, waysThrough } from './scan/competitors.ts';
import { report } from './scan/report.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    records: { type: 'string', default: '1400000' },
    runs: { type: 'string', default: '10' },
    processes: { type: 'string', default: String(availableParallelism()) },
    json: { type: 'string' },
    write: { type: 'boolean' },
  },
});
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'loginbell-bench-scan-'));
try {
  const whole = await target('whole', Number(values.records));
  const part = await target('part', Math.ceil(Number(values.records) / 10));
  const ways = waysThrough(whole, part, Number(values.processes));
  const able = ways.filter(({ version }) => version !== undefined);
  checkAgreement([whole, part]);
  const runs = await alternate(able, Number(values.runs), (name, round) =>
    progress(`run ${round + 1}: ${name}`),
  );
  progress('');
  publishFindings(report(ways, runs, whole, part), values);
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}

async function target(name: string, records: number): Promise<Target> {
  progress(`writing ${records} records`);
  const path = join(folder, name);
  return { folder: path, archive: await makeArchive(path, { ...REALISTIC, records }) };
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
