import { writeFileSync } from 'node:fs';
import { LoginbellError, reasonOf } from '../errors.ts';
import type { SignInSummary } from '../local/signInSummary.ts';
import { csvLine } from './csv.ts';
import { jsonText } from './jsonText.ts';
import { summaryCsv } from './scanSummary.ts';
import type { SignInFormat } from './signInQuery.ts';
import {
  CSV_HEAD,
  csvCells,
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
  finish(summary: SignInSummary, more?: Readonly<Record<string, unknown>>): void;
};

/** `ndjson` and `csv` are printed line by line as they come; `csv` always has its header, `json` is one object. */
export function createSignInPrinter(
  format: SignInFormat,
  settings: TableSettings & { readonly isFromJournal: boolean },
  terminal: Terminal,
): SignInPrinter {
  const waiting: ShownSignIn[] = [];
  const objects: unknown[] = [];
  if (format === 'csv') {
    terminal.out(csvLine(settings.isFromJournal ? [...CSV_HEAD, 'state'] : CSV_HEAD));
  }
  return {
    add: (one, more = {}) => {
      if (format === 'table') waiting.push(one);
      else if (format === 'json') objects.push({ ...one.signIn, ...more });
      else if (format === 'ndjson') terminal.out(jsonText({ ...one.signIn, ...more }));
      else {
        const cells = csvCells(one.signIn, settings.timeZone);
        terminal.out(csvLine(settings.isFromJournal ? [...cells, one.state ?? ''] : cells));
      }
    },
    finish: (summary, more = {}) => {
      if (format === 'json') terminal.out(jsonText({ signIns: objects, summary, ...more }, 2));
      if (waiting.length === 0) return;
      for (const line of signInTable(waiting, settings, terminal)) terminal.out(line);
    },
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
