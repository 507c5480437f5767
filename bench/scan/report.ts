import { machineLine } from '../measure/machine.ts';
import type { Measured } from '../measure/measureCommand.ts';
import { median } from '../measure/median.ts';
import type { Findings } from '../measure/publish.ts';
import { markdownTable } from '../measure/report.ts';
import type { Target, Way } from './competitors.ts';

/** The table, and the figures behind it. The first way is ours; the others are compared with it. */
export function report(
  ways: readonly Way[],
  runs: ReadonlyMap<string, readonly Measured[]>,
  whole: Target,
  part: Target,
): Findings {
  const rows = ways.map((way) => {
    const of = runs.get(way.name) ?? [];
    const wallMs = median(of.map((one) => one.wallMs));
    return {
      name: way.name,
      runs: of.length,
      bytes: way.target.archive.bytes,
      wallMs,
      cpuMs: median(of.map(({ cpuMs }) => cpuMs)),
      peakMb: Math.max(...of.map(({ peakMb }) => peakMb)),
      aim: way.aim,
      msPerGb: (wallMs / way.target.archive.bytes) * 1e9,
    };
  });
  const ours = rows[0]?.msPerGb ?? Number.NaN;
  const table = markdownTable(
    ['', 'unpacked', 'runs', 'wall', 'CPU', 'GB/s', 'peak memory', 'ours takes', 'aim'],
    rows.map((row) => [
      row.name,
      `${(row.bytes / 1e9).toFixed(2)} GB`,
      String(row.runs),
      `${(row.wallMs / 1000).toFixed(2)} s`,
      `${(row.cpuMs / 1000).toFixed(2)} s`,
      (1000 / row.msPerGb).toFixed(2),
      `${row.peakMb.toFixed(0)} MB`,
      row === rows[0] ? '' : `${(ours / row.msPerGb).toFixed(2)} of it`,
      row.aim === undefined ? '' : aimed(ours / row.msPerGb, row.aim),
    ]),
  );
  const missing = ways.filter(({ version }) => version === undefined).map(({ name }) => name);
  const versions = new Set(ways.map(({ version }) => version).filter((one) => one !== undefined));
  const markdown = [
    `${machineLine()}; ${[...versions].join(', ')}.`,
    '',
    describe('The archive', whole),
    describe('Its smaller sister for the slow ones', part),
    '',
    table,
    ...missing.map((name) => `\nNot run: ${name}, since a program that it needs is not installed.`),
  ].join('\n');
  return {
    name: 'scan',
    markdown,
    figures: {
      machine: machineLine(),
      versions: [...versions],
      whole: whole.archive,
      part: part.archive,
      rows,
      runs: Object.fromEntries(runs),
    },
  };
}

function aimed(ratio: number, aim: number): string {
  return `at most ${aim}: ${ratio <= aim ? 'met' : 'missed'}`;
}

function describe(what: string, { archive }: Target): string {
  const count = (number: number) => number.toLocaleString('en-US');
  const { files, records, signIns, bytes, storedBytes } = archive;
  const size = `${(bytes / 1e9).toFixed(2)} GB, ${(storedBytes / 1e6).toFixed(0)} MB compressed`;
  return `${what}: ${count(files)} files, ${count(records)} records, ${count(signIns)} of them sign-ins, ${size}.`;
}
