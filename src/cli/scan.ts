import { availableParallelism } from 'node:os';
import type { ScanProgress, ScanReport } from '../local/scan/scanFiles.ts';
import { readSettings } from '../settings.ts';
import { systemClock } from '../systemClock.ts';
import { csvLine } from './csv.ts';
import { TABLE_LIMIT } from './defaults.ts';
import { EXIT } from './exitCodes.ts';
import { jsonText } from './jsonText.ts';
import { loadLocalSettings } from './localSettings.ts';
import { sayPassedOver } from './passedOver.ts';
import { plural } from './plural.ts';
import { problemLine } from './problemLine.ts';
import { megabytes, scanSummary } from './scanSummary.ts';
import { formatOf, readQuery, type SignInFormat } from './signInQuery.ts';
import { CSV_HEAD, csvCells, SIGN_IN_COLUMNS, signInRow } from './signInTable.ts';
import { fittingColumns, tableHead } from './table.ts';
import type { Terminal } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

const MOST_THREADS = 64;
const MOST_PROBLEMS = 50;
const PROGRESS_EVERY_MS = 100;
const BAR = 30;

/** `loginbell scan`: finds the sign-ins in an archive, without storing or telling them. */
export async function scanPaths(
  paths: readonly string[],
  options: Readonly<Record<string, unknown>>,
  { environment, terminal }: VerbContext,
): Promise<number> {
  const settings = loadLocalSettings(options, environment, { events: 'ConsoleLogin' });
  const { timeZone } = settings.notice;
  const format = formatOf(options);
  const now = systemClock.now();
  const defaultLimit = format === 'table' ? TABLE_LIMIT : Number.POSITIVE_INFINITY;
  const { query, limit } = readQuery(options, timeZone, defaultLimit, now);
  const threads = readThreads(options);
  const { scanFiles } = await import('../local/scan/scanFiles.ts');
  const interrupt = new AbortController();
  const stop = () => interrupt.abort();
  process.once('SIGINT', stop);
  const report = await scanFiles(
    paths,
    { events: settings.events, query, now },
    { threads, signal: interrupt.signal, onProgress: progressOn(terminal) },
  ).finally(() => process.removeListener('SIGINT', stop));
  terminal.progress('');
  printSignIns(report, limit, format, timeZone, terminal);
  const say = format === 'table' ? terminal.out : terminal.err;
  for (const line of scanSummary(report, timeZone, terminal.style)) say(line);
  sayPassedOver(report.passedOver, terminal);
  const code = printProblems(report, terminal);
  if (!report.stopped) return code;
  terminal.err(`Stopped after ${plural(report.files, 'file')}: this is what they hold.`);
  return EXIT.stopped;
}

function readThreads(options: Readonly<Record<string, unknown>>): number {
  const given = options['threads'];
  const reader = readSettings(() =>
    given === undefined ? undefined : { text: String(given), name: '--threads' },
  );
  const threads = reader.take('threads', parseThreads, availableParallelism());
  reader.finish();
  return Math.min(threads, MOST_THREADS);
}

function parseThreads(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new Error(`${JSON.stringify(text)} is no number of threads; use 1 to ${MOST_THREADS}`);
}

function progressOn(terminal: Terminal): (progress: ScanProgress) => void {
  let shownAt = 0;
  return ({ files, ofFiles, bytes, signIns }) => {
    const now = systemClock.now();
    if (now - shownAt < PROGRESS_EVERY_MS) return;
    shownAt = now;
    const found = `${megabytes(bytes)}, ${plural(signIns, 'sign-in')}`;
    if (ofFiles === undefined) terminal.progress(`${plural(files, 'file')}, ${found}`);
    else {
      const bar = '='.repeat(Math.floor((BAR * files) / Math.max(ofFiles, 1))).padEnd(BAR);
      terminal.progress(`[${bar}] ${files} of ${plural(ofFiles, 'file')}, ${found}`);
    }
  };
}

function printSignIns(
  { signIns }: ScanReport,
  limit: number,
  format: SignInFormat,
  timeZone: string,
  terminal: Terminal,
): void {
  const printed = signIns.slice(0, limit);
  const columns = fittingColumns(SIGN_IN_COLUMNS, terminal);
  if (format === 'csv') terminal.out(csvLine(CSV_HEAD));
  if (format === 'table' && printed.length > 0) terminal.out(tableHead(columns, terminal));
  for (const signIn of printed) {
    if (format === 'json') terminal.out(jsonText(signIn));
    else if (format === 'csv') terminal.out(csvLine(csvCells(signIn, timeZone)));
    else {
      const cells = columns.map(({ cell }) => cell(signIn, timeZone));
      terminal.out(signInRow(signIn, cells, columns, terminal.style));
    }
  }
  if (printed.length < signIns.length) {
    const few = `The newest ${printed.length} are shown, all are summed up`;
    terminal.err(`${few}: use --limit 0 to see all, or --csv, --since, --user.`);
  }
  if (format === 'table' && printed.length > 0) terminal.out('');
}

function printProblems({ problems }: ScanReport, terminal: Terminal): number {
  if (problems.length === 0) return EXIT.ok;
  const files = new Set(problems.map(({ file }) => file)).size;
  terminal.err(`${plural(files, 'file')} could not be read, or not to the end:`);
  for (const problem of problems.slice(0, MOST_PROBLEMS)) terminal.err(`  ${problemLine(problem)}`);
  const more = problems.length - MOST_PROBLEMS;
  if (more > 0) terminal.err(`  … and ${plural(more, 'problem')} more`);
  return EXIT.unreadable;
}
