import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryQuery, JournalEntry, SignInHistory } from '../bell/ports.ts';
import { LoginbellError } from '../errors.ts';
import { openJournalFile } from '../local/openJournalFile.ts';
import { createSqliteJournal } from '../local/sqliteJournal.ts';
import { runAwsVerb } from './awsVerb.ts';
import { csvLine } from './csv.ts';
import { TABLE_LIMIT } from './defaults.ts';
import { EXIT } from './exitCodes.ts';
import { asksForAws, openAwsHistory } from './historyOnAws.ts';
import { jsonText } from './jsonText.ts';
import { loadLocalSettings } from './localSettings.ts';
import { formatOf, readQuery, type SignInFormat } from './signInQuery.ts';
import { CSV_HEAD, csvCells, SIGN_IN_COLUMNS, signInRow } from './signInTable.ts';
import { type Column, fittingColumns, tableHead } from './table.ts';
import type { VerbContext } from './verbContext.ts';

async function showLocalHistory(
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const settings = loadLocalSettings(options, context.environment, { events: 'ConsoleLogin' });
  const { timeZone } = settings.notice;
  if (!existsSync(join(settings.data, 'journal.sqlite'))) {
    throw new LoginbellError(
      'bad-input',
      `there is no journal in ${settings.data}; run "npm start" or "loginbell ring FILES" first, or name its folder with --data, or ask the installation on AWS with --aws`,
    );
  }
  const database = openJournalFile(settings.data);
  try {
    const journal = createSqliteJournal({
      database,
      clock: context.clock,
      settings: { timeZone, retentionDays: undefined },
    });
    return await printHistory(journal, options, context);
  } finally {
    database.close();
  }
}

async function printHistory(
  history: SignInHistory,
  options: Readonly<Record<string, unknown>>,
  { environment, terminal, clock }: VerbContext,
): Promise<number> {
  const settings = loadLocalSettings(options, environment, { events: 'ConsoleLogin' });
  const { timeZone } = settings.notice;
  const { query, limit } = readQuery(options, timeZone, TABLE_LIMIT, clock.now());
  await printEntries(history, query, limit, formatOf(options), timeZone, terminal);
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
  terminal.progress('');
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

/** Shows what the journal of this machine, or of the installation that is asked for, holds; returns the exit code. */
export async function showHistory(
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  if (!asksForAws(options)) return showLocalHistory(options, context);
  return runAwsVerb(options, context, async (aws, common) => {
    const history = await openAwsHistory(aws, common, options, context);
    return printHistory(history, options, context);
  });
}
