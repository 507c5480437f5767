import { machineLine } from '../measure/machine.ts';
import type { Measured } from '../measure/measureCommand.ts';
import { median } from '../measure/median.ts';
import type { Findings } from '../measure/publish.ts';
import { markdownTable } from '../measure/report.ts';
import type { Target, Way } from './competitors.ts';

/** The table, and the figures behind it. Of the ways through an archive the first is ours; the others are compared with it. */
export function report(
  ways: readonly Way[],
  runs: ReadonlyMap<string, readonly Measured[]>,
  targets: readonly Target[],
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
      mostMb: way.mostMb,
      beside: way.beside,
      msPerGb: (wallMs / way.target.archive.bytes) * 1e9,
    };
  });
  const oursBeside = (target: Target) => rows.find(({ beside }) => beside === target);
  const table = markdownTable(
    ['', 'unpacked', 'runs', 'wall', 'CPU', 'GB/s', 'peak memory', 'ours takes', 'aim'],
    rows.map((row) => {
      const ours = oursBeside(row.beside);
      const ratio = (ours?.msPerGb ?? Number.NaN) / row.msPerGb;
      return [
        row.name,
        `${(row.bytes / 1e9).toFixed(2)} GB`,
        String(row.runs),
        `${(row.wallMs / 1000).toFixed(2)} s`,
        `${(row.cpuMs / 1000).toFixed(2)} s`,
        (1000 / row.msPerGb).toFixed(2),
        `${row.peakMb.toFixed(0)} MB`,
        row === ours ? '' : `${ratio.toFixed(2)} of it`,
        [
          ...(row.aim === undefined ? [] : [aimed(ratio, row.aim)]),
          ...(row.mostMb === undefined ? [] : [aimed(row.peakMb, row.mostMb, ' MB')]),
        ].join('; '),
      ];
    }),
  );
  const missing = ways.filter(({ version }) => version === undefined).map(({ name }) => name);
  const versions = new Set(ways.map(({ version }) => version).filter((one) => one !== undefined));
  const markdown = [
    `${machineLine()}; ${[...versions].join(', ')}.`,
    '',
    ...targets.map(describe),
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
      archives: targets.map(({ name, archive }) => ({ name, ...archive })),
      rows: rows.map(({ beside, ...row }) => ({ ...row, beside: beside.name })),
      runs: Object.fromEntries(runs),
    },
  };
}

function aimed(found: number, aim: number, unit = ''): string {
  return `at most ${aim}${unit}: ${found <= aim ? 'met' : 'missed'}`;
}

function describe({ name, archive }: Target): string {
  const count = (number: number) => number.toLocaleString('en-US');
  const { files, records, signIns, bytes, storedBytes } = archive;
  const size = `${(bytes / 1e9).toFixed(2)} GB, ${(storedBytes / 1e6).toFixed(0)} MB compressed`;
  return `The archive of ${name}: ${count(files)} files, ${count(records)} records, ${count(signIns)} of them sign-ins, ${size}.`;
}
