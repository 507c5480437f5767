import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEntry, SignInHistory } from '../bell/ports.ts';
import { LoginbellError } from '../errors.ts';
import { openJournalFile } from '../local/openJournalFile.ts';
import { createFilter } from '../local/signInFilter.ts';
import { summaryOf } from '../local/signInSummary.ts';
import { createSqliteJournal } from '../local/sqliteJournal.ts';
import { localTime } from '../signin/localTime.ts';
import type { SignIn } from '../signin/signIn.ts';
import { runAwsVerb } from './awsVerb.ts';
import { TABLE_LIMIT } from './defaults.ts';
import { EXIT } from './exitCodes.ts';
import { asksForAws, openAwsHistory } from './historyOnAws.ts';
import { loadLocalSettings } from './localSettings.ts';
import { createSignInPrinter, saveSummary } from './signInOutput.ts';
import { readQuery } from './signInQuery.ts';
import type { VerbContext } from './verbContext.ts';
import { withPlaces } from './withPlaces.ts';

async function showLocalHistory(
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const settings = loadLocalSettings(options, context.environment, { events: 'ConsoleLogin' });
  const { timeZone } = settings.notice;
  requireJournal(settings.data);
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

/** Throws `bad-input` where no journal is kept in a folder: looking at one must not make one. */
export function requireJournal(folder: string): void {
  if (existsSync(join(folder, 'journal.sqlite'))) return;
  throw new LoginbellError(
    'bad-input',
    `there is no journal in ${folder}; run "npm start" or "loginbell ring FILES" first, or name its folder with --data, or ask the installation on AWS with --aws`,
  );
}

async function printHistory(
  history: SignInHistory,
  options: Readonly<Record<string, unknown>>,
  { environment, terminal, clock }: VerbContext,
  names: Readonly<Record<string, string>> = {},
): Promise<number> {
  const settings = await withPlaces(
    loadLocalSettings(options, environment, { events: 'ConsoleLogin' }),
    terminal,
  );
  const { placeOf } = settings;
  const { timeZone } = settings.notice;
  const accountNames = { ...names, ...settings.notice.accountNames };
  const asked = readQuery(options, {
    timeZone,
    accountNames,
    regionKey: 'inRegion',
    knowsPlaces: placeOf !== undefined,
    limitOf: (format) => (format === 'html' ? Number.POSITIVE_INFINITY : TABLE_LIMIT),
    now: clock.now(),
  });
  const { format, limit, query, filter } = asked;
  const fits = createFilter(filter, placeOf);
  const printer = createSignInPrinter(
    format,
    {
      timeZone,
      accountNames,
      isFromJournal: true,
      knowsPlaces: placeOf !== undefined,
      notice: { ...settings.notice, accountNames },
      typed: asked.typed,
      limit,
      now: clock.now(),
    },
    terminal,
  );
  const printed: SignIn[] = [];
  let more = false;
  for await (const entry of history.entries(query)) {
    const { signIn, marks, state, way } = entry;
    if (!fits(signIn, marks)) continue;
    if (printed.length === limit) {
      more = true;
      break;
    }
    printed.push(signIn);
    const place = placeOf?.(signIn.sourceIPAddress);
    printer.add(
      { signIn, marks, state, way, place },
      { ...stateOf(entry), ...(place && { place }) },
    );
  }
  terminal.progress('');
  const summary = summaryOf(printed, (iso) => localTime(iso, timeZone));
  saveSummary(asked.summaryFile, summary);
  printer.finish(summary);
  const count = printed.length;
  if (count === 0) terminal.err('No sign-ins match.');
  if (more)
    terminal.err(`The newest ${count} are shown; there are more: use --limit, --since or --until.`);
  return EXIT.ok;
}

function stateOf({ state, storedAt, settledAt, marks, way }: JournalEntry) {
  return {
    state,
    storedAt: new Date(storedAt).toISOString(),
    ...(settledAt === undefined ? {} : { settledAt: new Date(settledAt).toISOString() }),
    ...(marks === undefined ? {} : { firstAddress: marks.address, firstClient: marks.client }),
    ...(way === undefined ? {} : { way }),
  };
}

/** Shows what the journal of this machine, or of the installation that is asked for, holds; returns the exit code. */
export async function showHistory(
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  if (!asksForAws(options)) return showLocalHistory(options, context);
  return runAwsVerb(options, context, async (aws, common) => {
    const { history, accountNames } = await openAwsHistory(aws, common, options, context);
    return printHistory(history, options, context, accountNames);
  });
}
