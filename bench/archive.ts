/**
 * What becomes of an archive of 900,000 records with some 2,800 sign-ins: how many mails `ring` sends for it, again when
 * it is rung again, and how long `scan` takes to find one account, one address, one person:
 *
 *     npm run bench:archive -- [--folder FOLDER] [--records N] [--json FILE] [--write]
 *
 * The archive stays in `--folder` for the next time where one is named. `--write` puts the table into docs/benchmarks.md.
 * Ends with an error where a scan does not find what was put in. Needs Linux; takes two minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countMails, type Found, foundBy, measureVerb } from './archive/cli.ts';
import { machineLine } from './measure/machine.ts';
import type { Measured } from './measure/measureCommand.ts';
import { publishFindings } from './measure/publish.ts';
import { markdownTable } from './measure/report.ts';
import { makeArchive, REALISTIC } from './scan/archive.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    records: { type: 'string', default: '900000' },
    json: { type: 'string' },
    write: { type: 'boolean' },
  },
});
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'loginbell-bench-archive-'));
const data = mkdtempSync(join(tmpdir(), 'loginbell-bench-data-'));
try {
  const logs = join(folder, 'logs');
  const plan = { ...REALISTIC, signInsIn100k: 311, records: Number(values.records) };
  const archive = await makeArchive(logs, plan);
  const all = foundBy(logs);
  if (all.length !== archive.signIns) {
    throw new Error(`scan found ${all.length} sign-ins, but ${archive.signIns} are there`);
  }
  const rows = [
    await ringRow('ring'),
    await ringRow('ring again'),
    await scanRow('scan, everything'),
    await scanRow('scan of one account', 'account'),
    await scanRow('scan of one address', 'ip'),
    await scanRow('scan of one user', 'user'),
  ];
  const count = (number: number) => number.toLocaleString('en-US');
  const markdown = [
    `${machineLine()}; Node ${process.version}.`,
    '',
    `The archive: ${count(archive.files)} files, ${count(archive.records)} records, ${count(archive.signIns)} of them sign-ins, ${(archive.bytes / 1e9).toFixed(2)} GB, ${(archive.storedBytes / 1e6).toFixed(0)} MB compressed.`,
    '',
    markdownTable(
      ['', 'found', 'mails', 'wall', 'CPU', 'peak memory'],
      rows.map(({ name, found, mails, wallMs, cpuMs, peakMb }) => [
        name,
        found === undefined ? '' : count(found),
        mails === undefined ? '' : count(mails),
        `${(wallMs / 1000).toFixed(1)} s`,
        `${(cpuMs / 1000).toFixed(1)} s`,
        `${peakMb.toFixed(0)} MB`,
      ]),
    ),
  ].join('\n');
  const figures = { machine: machineLine(), archive, rows };
  publishFindings({ name: 'archive', markdown, figures }, values);

  async function ringRow(name: string): Promise<Row> {
    const before = countMails(data);
    const measured = await measureVerb('ring', logs, '--data', data);
    return { name, mails: countMails(data) - before, ...measured };
  }

  /** Asks for what stands most often under `key`, and holds the answer against what a scan for everything said. */
  async function scanRow(name: string, key?: keyof Found): Promise<Row> {
    const wanted = key === undefined ? undefined : mostOften(all.map((one) => one[key]));
    const filter = key === undefined || wanted === undefined ? [] : [`--${key}`, wanted];
    if (wanted === '') throw new Error(`${name}: the sign-ins name none`);
    const found = foundBy(logs, ...filter).length;
    const there = key === undefined ? all : all.filter((one) => one[key] === wanted);
    if (found !== there.length) {
      throw new Error(`${name} found ${found} sign-ins, but ${there.length} are there`);
    }
    return { name, found, ...(await measureVerb('scan', logs, ...filter)) };
  }
} finally {
  rmSync(data, { recursive: true, force: true });
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}

type Row = Measured & { readonly name: string; readonly found?: number; readonly mails?: number };

function mostOften(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
