import { PUBLISH_SPACING } from '../../src/aws/rateLimiter.ts';
import { DIGEST_SIZE } from '../../src/bell/floods.ts';
import { machineLine } from '../measure/machine.ts';
import { median } from '../measure/median.ts';
import type { Findings } from '../measure/publish.ts';
import { markdownTable } from '../measure/report.ts';
import { articleVersions } from './program.ts';
import type { TrialFigures } from './trials.ts';

/** All runs of one trial, by program. */
export type TrialRuns = {
  readonly rounds: number;
  readonly figures: ReadonlyMap<string, readonly TrialFigures[]>;
};

export type Trials = Readonly<
  Record<'cold' | 'warm' | 'payload' | 'guesses' | 'flood' | 'guessesFlood', TrialRuns>
>;

/** How much is in one payload and in the flood. */
export type Sizes = { readonly payload: number; readonly signIns: number };

/** One line of the comparison. `target`: the ratio that was aimed at, as a bound from above or from below. */
type Row = {
  readonly title: string;
  readonly ours: number;
  readonly its: number;
  readonly unit: string;
  readonly runs: number;
  readonly target?: Target;
};
type Target = { readonly text: string; readonly met: boolean };

/** The tables and the medians behind them. */
export function report(trials: Trials, sizes: Sizes): Findings {
  const rows = rowsOf(trials, sizes);
  const markdown = [
    `${machineLine()}; Node ${process.version}, ${isComparison(trials) ? articleVersions() : "without the article's function"}.`,
    '',
    markdownTable(
      ['', 'loginbell', 'the article', 'ratio', 'aim', 'runs'],
      rows.map(({ title, ours, its, unit, runs, target }) => [
        title,
        amount(ours, unit),
        amount(its, unit),
        Number.isNaN(its) ? '–' : (ours / its).toFixed(2),
        target === undefined ? '' : `${target.text}${target.met ? ': met' : ': missed'}`,
        String(runs),
      ]),
    ),
    '',
    'What each of them asked of AWS, and how long the endpoints were at work for it:',
    '',
    markdownTable(
      ['', 'DynamoDB calls', 'publishes', 'own CPU', "endpoints' CPU", 'wall'],
      workOf(trials, sizes),
    ),
  ].join('\n');
  return {
    name: 'seed',
    figures: { machine: machineLine(), node: process.version, sizes, rows, runs: plain(trials) },
    markdown,
  };
}

function rowsOf(trials: Trials, { payload, signIns }: Sizes): Row[] {
  const row = (
    title: string,
    trial: TrialRuns,
    figure: (figures: TrialFigures) => number,
    unit: string,
    aim?: (ours: number, its: number) => Target,
  ): Row => {
    const [ours, its] = [middle(trial, 'loginbell', figure), middle(trial, 'article', figure)];
    const target = isComparison(trials) ? aim?.(ours, its) : undefined;
    return { title, ours, its, unit, runs: trial.rounds, ...(target ? { target } : {}) };
  };
  const wall = ({ wallMs }: TrialFigures) => wallMs;
  const cpu = ({ cpuMs }: TrialFigures) => cpuMs;
  const peak = ({ peakMb }: TrialFigures) => peakMb;
  const perSecond = (count: number) => (figures: TrialFigures) => (count * 1000) / figures.wallMs;
  const { cold, warm, guesses, flood, guessesFlood } = trials;
  const many = signIns.toLocaleString('en-US');
  return [
    row('cold start to first publish, wall', cold, wall, 'ms', atMost(0.4)),
    row('cold start to first answer, CPU', cold, cpu, 'ms', atMost(0.4)),
    row('one sign-in, warm, wall', warm, wall, 'ms', atMost(0.6)),
    row('one sign-in, warm, CPU', warm, cpu, 'ms', atMost(0.55)),
    row(`a payload of ${payload} successes, wall`, trials.payload, wall, 'ms'),
    row(`a payload of ${payload} failures, wall`, guesses, wall, 'ms'),
    row(`${many} successes`, flood, perSecond(signIns), 'a second', ofTheLimit),
    row(`${many} failures`, guessesFlood, perSecond(signIns), 'a second', atLeast(15)),
    row('peak memory, cold start', cold, peak, 'MB'),
    row(`peak memory, ${many} successes`, flood, peak, 'MB', under(100)),
    row(`peak memory, ${many} failures`, guessesFlood, peak, 'MB', under(100)),
  ];
}

function isComparison({ cold }: Trials): boolean {
  return cold.figures.has('article');
}

function middle(trial: TrialRuns, name: string, figure: (figures: TrialFigures) => number): number {
  return median((trial.figures.get(name) ?? []).map(figure));
}

const atMost = (bound: number) => (ours: number, its: number) => ({
  text: `≤ ${bound.toFixed(2)}`,
  met: ours / its <= bound,
});
const atLeast = (bound: number) => (ours: number, its: number) => ({
  text: `≥ ${bound}`,
  met: ours / its >= bound,
});
/** Digests of 50, no faster than the rate limiter lets one follow another. */
const LIMIT = (DIGEST_SIZE * 1000) / PUBLISH_SPACING;
const ofTheLimit = (ours: number) => ({
  text: `≥ 0.85 of the ${Math.round(LIMIT)} a second that the rate limiter allows`,
  met: ours >= 0.85 * LIMIT,
});
const under = (megabytes: number) => (ours: number) => ({
  text: `≤ ${megabytes} MB`,
  met: ours <= megabytes,
});

function workOf(trials: Trials, { payload, signIns }: Sizes): string[][] {
  const titles: readonly (readonly [string, TrialRuns])[] = [
    ['one sign-in, warm', trials.warm],
    [`${payload} successes`, trials.payload],
    [`${payload} failures`, trials.guesses],
    [`${signIns.toLocaleString('en-US')} successes`, trials.flood],
    [`${signIns.toLocaleString('en-US')} failures`, trials.guessesFlood],
  ];
  return titles.flatMap(([title, trial]) =>
    [...trial.figures.keys()].map((name) => {
      const of = (figure: (figures: TrialFigures) => number) => middle(trial, name, figure);
      return [
        `${title}: ${name === 'article' ? 'the article' : name}`,
        amount(of(({ dynamoDbCalls }) => dynamoDbCalls)),
        amount(of(({ publishes }) => publishes)),
        amount(
          of(({ cpuMs }) => cpuMs),
          'ms',
        ),
        amount(
          of(({ endpointsMs }) => endpointsMs),
          'ms',
        ),
        amount(
          of(({ wallMs }) => wallMs),
          'ms',
        ),
      ];
    }),
  );
}

/** Three digits that count, whole numbers whole; a dash for none. */
function amount(value: number, unit = ''): string {
  if (Number.isNaN(value)) return '–';
  const digits = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${text} ${unit}`.trim();
}

function plain(trials: Trials) {
  return Object.fromEntries(
    Object.entries(trials).map(([name, { figures }]) => [name, Object.fromEntries(figures)]),
  );
}
