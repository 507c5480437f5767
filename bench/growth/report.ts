import { machineLine } from '../measure/machine.ts';
import type { Findings } from '../measure/publish.ts';
import { markdownTable } from '../measure/report.ts';
import { exponentOf, linearithmicExponent, type Sample } from './exponent.ts';
import { logLogPlots, type Plot } from './logLogPlot.ts';
import type { Point, Series } from './series.ts';

/** How far a measured exponent may lie above that of n log n: single runs on a machine that does other things too. */
const TOLERANCE = 0.1;

/** The table, the plot, and what grows faster than n log n. */
export function report(series: readonly Series[]): {
  readonly findings: Findings;
  readonly svg: string;
  readonly tooFast: readonly string[];
} {
  const sizes = series[0]?.points.map(({ size }) => size) ?? [];
  const runs = series[0]?.points.map((point) => point.runs) ?? [];
  const lastTwo = sizes.slice(-2);
  const bound = linearithmicExponent(lastTwo[0] ?? Number.NaN, lastTwo[1] ?? Number.NaN);
  const rows = series.map((one) => {
    const time = exponentOf(samples(one, cpu).slice(-2));
    const memory = exponentOf(samples(one, peak).slice(-2));
    return { ...one, time, timeOfAll: exponentOf(samples(one, cpu)), memory };
  });
  const head = sizes.map((size) => size.toLocaleString('en-US'));
  const markdown = [
    `${machineLine()}; Node ${process.version}. CPU time (peak memory); ${runs.map((n, i) => `${n} ${n === 1 ? 'run' : 'runs'} at ${head[i]}`).join(', ')}.`,
    '',
    markdownTable(
      ['', ...head, 'time ∝ nᵉ, last tenfold', 'all sizes', 'memory, last tenfold'],
      rows.map(({ title, points, time, timeOfAll, memory }) => [
        title,
        ...points.map(({ cpuMs, peakMb }) => `${seconds(cpuMs)} (${peakMb.toFixed(0)} MB)`),
        exponent(time),
        exponent(timeOfAll),
        exponent(memory),
      ]),
    ),
    '',
    ...(lastTwo.length < 2
      ? []
      : [
          `n log n itself has an exponent of ${bound.toFixed(2)} over the last tenfold. Small sizes are mostly the start of Node.`,
        ]),
  ].join('\n');
  const tooFast = rows
    .flatMap(({ title, time, memory }) => [
      { title: `the time of ${title}`, value: time },
      { title: `the memory of ${title}`, value: memory },
    ])
    .filter(({ value }) => value > bound + TOLERANCE);
  return {
    findings: { name: 'growth', figures: { machine: machineLine(), series: rows }, markdown },
    svg: logLogPlots(plotsOf(series)),
    tooFast: tooFast.map(({ title, value }) => `${title} (exponent ${value.toFixed(2)})`),
  };
}

/** Not wall time: what else the machine does is no growth. */
const cpu = ({ cpuMs }: Point) => cpuMs;
const peak = ({ peakMb }: Point) => peakMb;

function samples({ points }: Series, figure: (point: Point) => number): Sample[] {
  return points.map((point) => [point.size, figure(point)]);
}

function plotsOf(series: readonly Series[]): Plot[] {
  const lines = (figure: (point: Point) => number) =>
    series.map((one) => ({ title: one.title, points: samples(one, figure) }));
  return [
    { title: 'CPU time against sign-ins', lines: lines(cpu), tick: seconds },
    { title: 'peak memory against sign-ins', lines: lines(peak), tick: (mb) => `${mb} MB` },
  ];
}

function seconds(ms: number): string {
  const value = ms / 1000;
  return `${value < 10 ? Number(value.toPrecision(2)) : value.toFixed(0)} s`;
}

function exponent(value: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(2);
}
