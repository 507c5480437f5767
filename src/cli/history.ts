import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { LoginbellError } from '../errors.ts';
import { openJournalFile } from '../local/openJournalFile.ts';
import { createSqliteJournal } from '../local/sqliteJournal.ts';
import { shortName } from '../notice/displayName.ts';
import { safe } from '../notice/safe.ts';
import type { HistoryQuery, JournalEntry, SignInHistory } from '../ports.ts';
import { readSettings } from '../settings.ts';
import { clientOf } from '../signin/client.ts';
import { localTime } from '../signin/localTime.ts';
import { systemClock } from '../systemClock.ts';
import { csvLine } from './csv.ts';
import { EXIT } from './exitCodes.ts';
import { jsonText } from './jsonText.ts';
import { loadLocalSettings } from './localSettings.ts';
import { addLocalOptions } from './options.ts';
import type { VerbContext } from './program.ts';
import { type Column, fittingColumns, tableHead, tableRow } from './table.ts';
import { shown } from './terminal.ts';
import { parseTimeArgument } from './timeArgument.ts';

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
    .description('show the sign-ins that the journal holds, newest first')
    .option('--user <name>', 'only this user name, session name or principal')
    .option('--since <time>', 'from then on: 2026-11-23, "2026-11-23 18:04", 24h, 7d')
    .option('--until <time>', 'before then')
    .option('--failed', 'only what failed')
    .option('--limit <n>', `at most so many, 0 for all (default: ${DEFAULT_LIMIT})`)
    .option('--json', 'print one JSON object a line')
    .option('--csv', 'print CSV with a header line')
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
  const { query, limit } = readQuery(options, timeZone);
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
    const format = options['json'] === true ? 'json' : options['csv'] === true ? 'csv' : 'table';
    await printEntries(journal, query, limit, format, timeZone, terminal);
  } finally {
    database.close();
  }
  return EXIT.ok;
}

function readQuery(options: Readonly<Record<string, unknown>>, timeZone: string) {
  const reader = readSettings((key) => {
    const value = options[key];
    return value === undefined ? undefined : { text: String(value), name: `--${key}` };
  });
  const time = (text: string) => parseTimeArgument(text, timeZone, systemClock.now());
  const since = reader.take('since', time, '0000');
  const until = reader.take('until', time, '9999');
  const user = reader.take<string | undefined>('user', (text) => text, undefined);
  const limit = reader.take('limit', parseLimit, DEFAULT_LIMIT);
  reader.finish();
  if (since >= until) {
    throw new LoginbellError('bad-input', `--since (${since}) is not before --until (${until})`);
  }
  const query: HistoryQuery = {
    since,
    until,
    ...(user === undefined ? {} : { user }),
    ...(options['failed'] === true ? { outcome: 'failure' as const } : {}),
  };
  return { query, limit };
}

function parseLimit(text: string): number {
  if (/^\d{1,9}$/.test(text)) return text === '0' ? Number.POSITIVE_INFINITY : Number(text);
  throw new Error(`${JSON.stringify(text)} is no count; use a whole number, 0 for all`);
}

/** `cell` may be untrusted: the table makes it safe. */
type HistoryColumn = Column & { readonly cell: (entry: JournalEntry, timeZone: string) => string };

const COLUMNS: readonly HistoryColumn[] = [
  {
    title: 'Time',
    width: 19,
    rank: 0,
    cell: ({ signIn }, timeZone) => localTime(signIn.occurredAt, timeZone),
  },
  { title: 'Who', width: 24, rank: 0, cell: ({ signIn }) => shortName(signIn.who) },
  { title: 'Event', width: 20, rank: 3, cell: ({ signIn }) => signIn.eventName },
  { title: 'Result', width: 7, rank: 0, cell: ({ signIn }) => signIn.outcome },
  { title: 'MFA', width: 11, rank: 2, cell: ({ signIn }) => signIn.mfa },
  { title: 'Address', width: 15, rank: 0, cell: ({ signIn }) => signIn.sourceIPAddress },
  {
    title: 'Client',
    width: 20,
    rank: 4,
    cell: ({ signIn }) => clientOf(signIn.userAgent).text,
  },
  { title: 'Account', width: 12, rank: 1, cell: ({ signIn }) => signIn.accountId },
  { title: 'Notice', width: 8, rank: 5, cell: ({ state }) => state },
];

const CSV_HEAD = [
  'eventID',
  'occurredAt',
  'localTime',
  'accountId',
  'who',
  'principal',
  'identityType',
  'eventName',
  'outcome',
  'mfa',
  'sourceIPAddress',
  'userAgent',
  'awsRegion',
  'errorMessage',
  'state',
];

async function printEntries(
  history: SignInHistory,
  query: HistoryQuery,
  limit: number,
  format: 'json' | 'csv' | 'table',
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
    if (count === 0 && format === 'csv') terminal.out(csvLine(CSV_HEAD));
    if (count === 0 && format === 'table') terminal.out(tableHead(columns, terminal));
    count += 1;
    if (format === 'json') terminal.out(jsonText({ ...entry.signIn, ...stateOf(entry) }));
    else if (format === 'csv') terminal.out(csvLine(csvCells(entry, timeZone)));
    else terminal.out(paintedRow(entry, columns, timeZone, terminal));
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

function paintedRow(
  entry: JournalEntry,
  columns: readonly HistoryColumn[],
  timeZone: string,
  { style }: VerbContext['terminal'],
): string {
  const cells = columns.map(({ cell }) => safe(cell(entry, timeZone)));
  const row = tableRow(cells, columns);
  const { outcome, who, kind } = entry.signIn;
  if (outcome === 'failure') return style.yellow(row);
  return who.kind === 'root' || kind === 'tampering' ? style.red(row) : row;
}

function csvCells({ signIn, state }: JournalEntry, timeZone: string): string[] {
  const { eventId, occurredAt, accountId, who, principal, identityType, eventName } = signIn;
  const { outcome, mfa, sourceIPAddress, userAgent, awsRegion, errorMessage = '' } = signIn;
  return [
    eventId,
    occurredAt,
    localTime(occurredAt, timeZone),
    accountId,
    shortName(who),
    principal,
    identityType,
    eventName,
    outcome,
    mfa,
    sourceIPAddress,
    userAgent,
    awsRegion,
    errorMessage,
    state,
  ].map((cell) => shown(cell, 1024));
}
