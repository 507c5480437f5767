import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { LoginbellError } from '../errors.ts';
import { openJournalFile } from '../local/openJournalFile.ts';
import { createSqliteJournal } from '../local/sqliteJournal.ts';
import type { HistoryQuery, JournalEntry, SignInHistory } from '../ports.ts';
import { systemClock } from '../systemClock.ts';
import { csvLine } from './csv.ts';
import { EXIT } from './exitCodes.ts';
import { jsonText } from './jsonText.ts';
import { loadLocalSettings } from './localSettings.ts';
import { addLocalOptions } from './options.ts';
import type { VerbContext } from './program.ts';
import { addQueryOptions, formatOf, readQuery, type SignInFormat } from './signInQuery.ts';
import { CSV_HEAD, csvCells, SIGN_IN_COLUMNS, signInRow } from './signInTable.ts';
import { type Column, fittingColumns, tableHead } from './table.ts';

const EXAMPLES = `
Examples:
  loginbell history                               the newest 50 sign-ins
  loginbell history --user alice --since 30d      what alice did in the last 30 days
  loginbell history --failed --since 2026-11-01   failures since a day
  loginbell history --limit 0 --csv > all.csv     everything, for a spreadsheet`;

const DEFAULT_LIMIT = 50;

/** `loginbell history`: asks the journal. */
export function addHistoryVerb(program: Command, context: VerbContext): void {
  const command = program
    .command('history')
    .description('show the sign-ins that the journal holds, newest first');
  addQueryOptions(command, String(DEFAULT_LIMIT))
    .option('--json', 'print one JSON object a line')
    .addHelpText('after', EXAMPLES);
  addLocalOptions(command).action(async (options: Record<string, unknown>) => {
    context.finish(await showHistory(options, context));
  });
}

async function showHistory(
  options: Readonly<Record<string, unknown>>,
  { environment, terminal }: VerbContext,
): Promise<number> {
  const settings = loadLocalSettings(options, environment, { events: 'ConsoleLogin' });
  const { timeZone } = settings.notice;
  const { query, limit } = readQuery(options, timeZone, DEFAULT_LIMIT, systemClock.now());
  if (!existsSync(join(settings.data, 'journal.sqlite'))) {
    throw new LoginbellError(
      'bad-input',
      `there is no journal in ${settings.data}; run "npm start" or "loginbell ring FILES" first, or name its folder with --data`,
    );
  }
  const database = openJournalFile(settings.data);
  try {
    const journal = createSqliteJournal({
      database,
      clock: systemClock,
      settings: { timeZone, retentionDays: undefined },
    });
    await printEntries(journal, query, limit, formatOf(options), timeZone, terminal);
  } finally {
    database.close();
  }
  return EXIT.ok;
}

type HistoryColumn = Column & { readonly cell: (entry: JournalEntry, timeZone: string) => string };

const COLUMNS: readonly HistoryColumn[] = [
  ...SIGN_IN_COLUMNS.map(
    ({ cell, ...column }): HistoryColumn => ({
      ...column,
      cell: ({ signIn }, timeZone) => cell(signIn, timeZone),
    }),
  ),
  { title: 'Notice', width: 8, rank: 5, cell: ({ state }) => state },
];

async function printEntries(
  history: SignInHistory,
  query: HistoryQuery,
  limit: number,
  format: SignInFormat,
  timeZone: string,
  terminal: VerbContext['terminal'],
): Promise<void> {
  const columns = fittingColumns(COLUMNS, terminal);
  let count = 0;
  let more = false;
  for await (const entry of history.entries(query)) {
    if (count === limit) {
      more = true;
      break;
    }
    if (count === 0 && format === 'csv') terminal.out(csvLine([...CSV_HEAD, 'state']));
    if (count === 0 && format === 'table') terminal.out(tableHead(columns, terminal));
    count += 1;
    if (format === 'json') terminal.out(jsonText({ ...entry.signIn, ...stateOf(entry) }));
    else if (format === 'csv')
      terminal.out(csvLine([...csvCells(entry.signIn, timeZone), entry.state]));
    else {
      const cells = columns.map(({ cell }) => cell(entry, timeZone));
      terminal.out(signInRow(entry.signIn, cells, columns, terminal.style));
    }
  }
  if (count === 0) terminal.err('No sign-ins match.');
  if (more)
    terminal.err(`The newest ${count} are shown; there are more: use --limit, --since or --until.`);
}

function stateOf({ state, storedAt, settledAt, marks }: JournalEntry) {
  return {
    state,
    storedAt: new Date(storedAt).toISOString(),
    ...(settledAt === undefined ? {} : { settledAt: new Date(settledAt).toISOString() }),
    ...(marks === undefined ? {} : { firstAddress: marks.address, firstClient: marks.client }),
  };
}
