/**
 * `loginbell scan` beside plain decompression (the limit), the simplest scanner and what people type instead:
 *
 *     npm run bench:scan -- [--folder FOLDER] [--records N] [--runs N] [--processes N] [--json FILE] [--write]
 *
 * Medians of `--runs` (10) alternating runs over two generated archives, one of large files with `--records`
 * (1,400,000: 2.2 GB), one of 20,000 small files, which stay in `--folder` for the next time where one is named. The
 * slow ones run three times over a tenth of the first.
 * `--write` puts the table into docs/benchmarks.md. Needs Linux, find, xargs and gzip, and jq for two of the
 * rows; takes some five minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { alternate } from './measure/alternate.ts';
import { publishFindings } from './measure/publish.ts';
import { type ArchivePlan, makeArchive, REALISTIC, SMALL_FILES } from './scan/archive.ts';
import { checkAgreement } from './scan/checkAgreement.ts';
import { type Target, waysOfNode, waysOfShell } from './scan/competitors.ts';
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
  const records = Number(values.records);
  const large = await target('large files', { ...REALISTIC, records });
  const part = await target('a tenth', { ...REALISTIC, records: Math.ceil(records / 10) });
  const small = await target('small files', { ...SMALL_FILES, records: Math.ceil(records * 0.26) });
  const targets = [large, part, small];
  const processes = Number(values.processes);
  const ways = [
    ...waysOfNode(large, processes, 1.2),
    ...waysOfShell(large, part, processes),
    ...waysOfNode(small, processes, 1.5),
  ];
  const able = ways.filter(({ version }) => version !== undefined);
  checkAgreement(targets);
  const runs = await alternate(able, Number(values.runs), (name, round) =>
    progress(`run ${round + 1}: ${name}`),
  );
  progress('');
  publishFindings(report(ways, runs, targets), values);
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}

async function target(name: string, plan: ArchivePlan): Promise<Target> {
  progress(`writing ${plan.records} records`);
  const path = join(folder, name.replaceAll(' ', '-'));
  return { name, folder: path, archive: await makeArchive(path, plan) };
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
