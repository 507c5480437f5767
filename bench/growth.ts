/**
 * How time and memory grow with the number of sign-ins, from a thousand to a million:
 *
 *     npm run bench:growth -- [--largest N] [--json FILE] [--write]
 *
 * Every command runs in a process of its own, and nothing is extrapolated. Prints a table with the fitted
 * exponents and ends with 1 where something grows faster than n log n; `--write` puts the table and
 * the plot into docs/. The whole takes about six minutes and 3 GB of memory for the files. Needs Linux.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { report } from './growth/report.ts';
import { measureGrowth } from './growth/series.ts';
import { BENCHMARKS_PAGE, publishFindings } from './measure/publish.ts';

const { values } = parseArgs({
  options: {
    largest: { type: 'string', default: '1000000' },
    json: { type: 'string' },
    write: { type: 'boolean' },
  },
});
const sizes = [1e3, 1e4, 1e5, 1e6].filter((size) => size <= Number(values.largest));
const runsAt = (size: number) => (size <= 1e4 ? 3 : 1);

const series = await measureGrowth(sizes, runsAt, (what) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}`);
});
if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
const { findings, svg, tooFast } = report(series);
publishFindings(findings, values);
if (values.write) writeFileSync(join(BENCHMARKS_PAGE, '../growth.svg'), svg);
for (const title of tooFast) console.error(`${title} grows faster than n log n`);
process.exitCode = tooFast.length > 0 ? 1 : 0;
