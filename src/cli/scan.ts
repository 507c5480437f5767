import { availableParallelism } from 'node:os';
import { LoginbellError } from '../errors.ts';
import { markFirstSeen } from '../local/scan/markFirstSeen.ts';
import type { ScanProgress, ScanReport } from '../local/scan/scanFiles.ts';
import { createFilter, type SignInFilter } from '../local/signInFilter.ts';
import { type SignInSummary, summaryOf } from '../local/signInSummary.ts';
import type { NoticeSettings } from '../notice/notice.ts';
import type { PlaceOf } from '../place/place.ts';
import { readSettings } from '../settings.ts';
import { localTime } from '../signin/localTime.ts';
import type { FirstSeen } from '../signin/signIn.ts';
import { systemClock } from '../systemClock.ts';
import type { ArchiveInput } from './archiveInput.ts';
import type { AthenaAsked } from './athenaInput.ts';
import { readEngine } from './athenaOptions.ts';
import { TABLE_LIMIT } from './defaults.ts';
import { EXIT } from './exitCodes.ts';
import { loadLocalSettings } from './localSettings.ts';
import { sayPassedOver } from './passedOver.ts';
import { plural } from './plural.ts';
import { problemLine } from './problemLine.ts';
import { createReadProgress } from './readProgress.ts';
import { scanSummary } from './scanSummary.ts';
import { createSignInPrinter, saveSummary } from './signInOutput.ts';
import { readQuery, type SignInQuery } from './signInQuery.ts';
import type { Terminal } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';
import { withPlaces } from './withPlaces.ts';

const MOST_THREADS = 64;
const MOST_PROBLEMS = 50;

/** `loginbell scan`: finds the sign-ins in an archive, without storing or telling them. */
export async function scanPaths(
  paths: readonly string[],
  options: Readonly<Record<string, unknown>>,
  { environment, terminal, clock, language }: VerbContext,
): Promise<number> {
  const settings = await withPlaces(
    loadLocalSettings(options, environment, { events: 'ConsoleLogin' }),
    terminal,
  );
  const { placeOf } = settings;
  const { timeZone, accountNames } = settings.notice;
  const now = systemClock.now();
  const asked = readQuery(options, {
    timeZone,
    accountNames,
    regionKey: options['inRegion'] === undefined ? 'region' : 'inRegion',
    knowsPlaces: placeOf !== undefined,
    limitOf: (format) => (format === 'table' ? TABLE_LIMIT : Number.POSITIVE_INFINITY),
    now,
  });
  const raw = options['raw'] === true;
  if (raw && !asked.format.endsWith('json')) {
    throw new LoginbellError('bad-input', '--raw gives JSON; use it with --output json or ndjson');
  }
  const threads = readThreads(options);
  const { scanFiles } = await import('../local/scan/scanFiles.ts');
  const interrupt = new AbortController();
  const stop = () => interrupt.abort();
  process.once('SIGINT', stop);
  const forget = () => process.removeListener('SIGINT', stop);
  const { isFirstSeen, countries, ...filter } = asked.filter;
  const { since, until } = asked.query;
  const { accounts, regions } = filter;
  const span = { since, until, ...(accounts && { accounts }), ...(regions && { regions }) };
  const context = { environment, terminal, clock, language };
  const input = await openInput(
    paths,
    { span, events: settings.events, signal: interrupt.signal },
    options,
    context,
  ).catch((error: unknown) => {
    forget();
    throw error;
  });
  if (input.exitCode !== undefined) {
    forget();
    return input.exitCode;
  }
  const read = await scanFiles(
    input.local,
    {
      events: settings.events,
      query: asked.query,
      // Which are the first can be told only once all of them are known; places are looked up in this thread.
      ...(isFirstSeen ? {} : { filter }),
      raw,
      now,
    },
    {
      threads,
      fetched: input.fetched,
      signal: interrupt.signal,
      onProgress: progressOn(terminal),
    },
  ).finally(async () => {
    forget();
    await input.close();
  });
  terminal.progress('');
  const report = withBeside(read, input);
  const found =
    isFirstSeen || countries !== undefined
      ? onlyFitting(report, asked.filter, placeOf)
      : { report, marks: undefined };
  const summary = summaryOf(found.report.signIns, (iso) => localTime(iso, timeZone));
  saveSummary(asked.summaryFile, summary);
  printSignIns(found, summary, asked, { notice: settings.notice, placeOf, now }, terminal);
  const say = asked.format === 'table' ? terminal.out : terminal.err;
  for (const line of scanSummary(found.report, summary, timeZone, terminal)) say(line);
  sayPassedOver({ ...input.passedOver, ...report.passedOver }, terminal);
  const code = printProblems(report, terminal);
  if (!report.stopped) return code;
  terminal.err(`Stopped after ${plural(report.files, 'file')}: this is what they hold.`);
  return EXIT.stopped;
}

/** What stands elsewhere, as this machine or another engine reads it. */
async function openInput(
  paths: readonly string[],
  asked: AthenaAsked,
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<ArchiveInput> {
  if (readEngine(options) === 'athena') {
    const { openAthenaInput } = await import('./athenaInput.ts');
    return await openAthenaInput(paths, asked, options, context);
  }
  const { openS3Input } = await import('./s3Input.ts');
  return await openS3Input(paths, asked.span, options, context);
}

function withBeside(report: ScanReport, { beside }: ArchiveInput): ScanReport {
  if (beside === undefined || report.stopped) return report;
  const { files, bytes } = beside();
  return { ...report, files: report.files + files, bytes: report.bytes + bytes };
}

type Found = {
  readonly report: ScanReport;
  readonly marks: ReadonlyMap<string, FirstSeen> | undefined;
};

/** What is left of all sign-ins when their marks and places are known. */
function onlyFitting(
  report: ScanReport,
  filter: SignInFilter,
  placeOf: PlaceOf | undefined,
): Found {
  const marks = filter.isFirstSeen ? markFirstSeen(report.signIns) : undefined;
  const fits = createFilter(filter, placeOf);
  const signIns = report.signIns.filter((signIn) => fits(signIn, marks?.get(signIn.eventId)));
  return { report: { ...report, signIns }, marks };
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
  const show = createReadProgress(terminal, systemClock);
  return ({ files, ofFiles, bytes, signIns }) =>
    show({
      bytes,
      // By files: how large those are that were not met yet, nobody knows.
      share: ofFiles === undefined ? undefined : files / Math.max(ofFiles, 1),
      files:
        ofFiles === undefined
          ? plural(files, 'file')
          : `${files.toLocaleString('en-US')} of ${plural(ofFiles, 'file')}`,
      found: plural(signIns, 'sign-in'),
    });
}

function printSignIns(
  { report, marks }: Found,
  summary: SignInSummary,
  { format, limit, typed }: SignInQuery,
  about: {
    readonly notice: NoticeSettings;
    readonly placeOf: PlaceOf | undefined;
    readonly now: number;
  },
  terminal: Terminal,
): void {
  const { signIns, sources, problems, files, bytes, duplicates } = report;
  // A page counts all of them, and lists some.
  const printed = format === 'html' ? signIns : signIns.slice(0, limit);
  const { notice, placeOf, now } = about;
  const { timeZone, accountNames } = notice;
  const knowsPlaces = placeOf !== undefined;
  const printer = createSignInPrinter(
    format,
    { timeZone, accountNames, isFromJournal: false, knowsPlaces, notice, typed, limit, now },
    terminal,
  );
  for (const signIn of printed) {
    const mark = marks?.get(signIn.eventId);
    const source = sources.get(signIn.eventId);
    const from = source && { file: source.file, line: source.line, record: source.record };
    const place = placeOf?.(signIn.sourceIPAddress);
    printer.add(
      { signIn, marks: mark, place },
      {
        ...(mark && { firstAddress: mark.address, firstClient: mark.client }),
        ...(place && { place }),
        ...(from && { source: from }),
      },
    );
  }
  const incomplete = report.stopped ? `stopped after ${plural(files, 'file')}` : '';
  printer.finish(summary, {
    problems,
    files,
    bytes,
    duplicates,
    ...(incomplete && { incomplete }),
  });
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
