import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { HistoryQuery, JournalEntry, SignInHistory } from '../bell/ports.ts';
import { LoginbellError } from '../errors.ts';
import { openJournalFile } from '../local/openJournalFile.ts';
import { createSqliteJournal } from '../local/sqliteJournal.ts';
import { addAwsOptions } from './awsOptions.ts';
import { runAwsVerb } from './awsVerb.ts';
import { csvLine } from './csv.ts';
import { EXIT } from './exitCodes.ts';
import { asksForAws, openAwsHistory } from './historyOnAws.ts';
import { addStackOption } from './installationOptions.ts';
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
  loginbell history --limit 0 --csv > all.csv     everything, for a spreadsheet
  loginbell history --aws --since 7d              of the installation on AWS, not of this machine`;

const DEFAULT_LIMIT = 50;

/** `loginbell history`: asks the journal. */
export function addHistoryVerb(program: Command, context: VerbContext): void {
  const command = program
    .command('history')
    .description('show the sign-ins that the journal holds, newest first');
  addQueryOptions(command, String(DEFAULT_LIMIT))
    .option('--aws', 'ask the installation on AWS, as --stack, --suffix, --region and --profile do')
    .addHelpText('after', EXAMPLES);
  addLocalOptions(addStackOption(addAwsOptions(command))).action(
    async (options: Record<string, unknown>) => {
      if (asksForAws(options)) {
        await runAwsVerb(options, context, async (aws, common) => {
          const history = await openAwsHistory(aws, common, options, context);
          return printHistory(history, options, context);
        });
      } else context.finish(await showLocalHistory(options, context));
    },
  );
}

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
  const { query, limit } = readQuery(options, timeZone, DEFAULT_LIMIT, clock.now());
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
