import { writeFileSync } from 'node:fs';
import { LoginbellError, reasonOf } from '../errors.ts';
import type { FileProblem } from '../local/fileProblems.ts';
import type { SignInSummary } from '../local/signInSummary.ts';
import type { NoticeSettings } from '../notice/notice.ts';
import { composeReport } from '../report/composeReport.ts';
import type { Report } from '../report/report.ts';
import { csvLine } from './csv.ts';
import { jsonText } from './jsonText.ts';
import { summaryCsv } from './scanSummary.ts';
import type { SignInFormat } from './signInQuery.ts';
import {
  CSV_HEAD,
  csvCells,
  PLACE_HEAD,
  placeCells,
  type ShownSignIn,
  signInTable,
  type TableSettings,
} from './signInTable.ts';
import type { Terminal } from './terminal.ts';

/** Prints sign-ins in the format that was asked for. */
export type SignInPrinter = {
  /** `more`: for machines, what else is known of it. */
  add(shown: ShownSignIn, more?: Readonly<Record<string, unknown>>): void;
  /** Prints what had to wait for the last of them. `summary`: for those formats that hold it. */
  finish(summary: SignInSummary, more?: FinishMore): void;
};

/** What is said beside the sign-ins, by the formats that hold it. */
export type FinishMore = {
  readonly problems?: readonly FileProblem[];
  readonly files?: number;
  readonly bytes?: number;
  readonly duplicates?: number;
  /** Why these are not all that was asked for. */
  readonly incomplete?: string;
};

export type PrinterSettings = TableSettings & {
  readonly isFromJournal: boolean;
  /** Something says where addresses are: CSV has columns for it. */
  readonly knowsPlaces: boolean;
  readonly notice: NoticeSettings;
  /** What was asked for, as it was typed. */
  readonly typed: readonly string[];
  readonly limit: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
};

/** `ndjson` and `csv` are printed line by line as they come; `csv` always has its header, `json` is one object. */
export function createSignInPrinter(
  format: SignInFormat,
  settings: PrinterSettings,
  terminal: Terminal,
): SignInPrinter {
  const waiting: ShownSignIn[] = [];
  const objects: unknown[] = [];
  if (format === 'csv') {
    terminal.out(
      csvLine([
        ...CSV_HEAD,
        ...(settings.isFromJournal ? ['state', 'way'] : []),
        ...(settings.knowsPlaces ? PLACE_HEAD : []),
      ]),
    );
  }
  return {
    add: (one, more = {}) => {
      if (format === 'table' || format === 'html') waiting.push(one);
      else if (format === 'json') objects.push({ ...one.signIn, ...more });
      else if (format === 'ndjson') terminal.out(jsonText({ ...one.signIn, ...more }));
      else {
        const cells = csvCells(one.signIn, settings.timeZone);
        terminal.out(
          csvLine([
            ...cells,
            ...(settings.isFromJournal ? [one.state ?? '', one.way ?? ''] : []),
            ...(settings.knowsPlaces ? placeCells(one.place) : []),
          ]),
        );
      }
    },
    finish: (summary, more = {}) => {
      if (format === 'json') terminal.out(jsonText({ signIns: objects, summary, ...more }, 2));
      if (format === 'html') {
        terminal.out(composeReport(reportOf(waiting, summary, more, settings)).trimEnd());
      }
      if (waiting.length === 0 || format === 'html') return;
      const { language } = settings.notice;
      for (const line of signInTable(waiting, { ...settings, language }, terminal))
        terminal.out(line);
    },
  };
}

/** Most sign-ins in the list of a page: `bench/report.ts` says how a browser bears them. */
export const LISTED = 100_000;

function reportOf(
  signIns: readonly ShownSignIn[],
  summary: SignInSummary,
  { problems = [], incomplete = '' }: FinishMore,
  { notice, typed, now, limit }: PrinterSettings,
): Report {
  const most = Math.min(limit, LISTED);
  return {
    signIns,
    summary,
    most,
    problems,
    incomplete,
    filters: typed,
    madeAt: now,
    settings: notice,
  };
}

/** Writes the summary where `--summary-csv` says, if it does. Throws a `bad-input` error where it cannot. */
export function saveSummary(file: string | undefined, summary: SignInSummary): void {
  if (file === undefined) return;
  try {
    writeFileSync(file, summaryCsv(summary));
  } catch (error) {
    const message = `--summary-csv ${file} cannot be written: ${reasonOf(error)}; name a file in a folder that is there`;
    throw new LoginbellError('bad-input', message, { cause: error });
  }
}
