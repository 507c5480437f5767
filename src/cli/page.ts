import { randomBytes } from 'node:crypto';
import type { JournalEntry, SignInHistory } from '../bell/ports.ts';
import { reasonOf } from '../errors.ts';
import { openJournalFile } from '../local/openJournalFile.ts';
import { startPageServer } from '../local/page/pageServer.ts';
import { createFilter } from '../local/signInFilter.ts';
import { summaryOf } from '../local/signInSummary.ts';
import { createSqliteJournal } from '../local/sqliteJournal.ts';
import { composeReport, policyOf } from '../report/composeReport.ts';
import { fieldsOf } from '../signin/fields.ts';
import { localTime } from '../signin/localTime.ts';
import { runAwsVerb } from './awsVerb.ts';
import { requireJournal } from './history.ts';
import { asksForAws, openAwsHistory } from './historyOnAws.ts';
import { loadLocalSettings } from './localSettings.ts';
import { openBrowser } from './openBrowser.ts';
import { readFlags } from './readFlags.ts';
import { LISTED } from './signInOutput.ts';
import { readQuery } from './signInQuery.ts';
import type { VerbContext } from './verbContext.ts';
import { withPlaces } from './withPlaces.ts';

/** Between two looks whether the journal changed: a number of SQLite here, a query on AWS. */
const JOURNAL_EVERY = 1000;
const AWS_EVERY = 60_000;
/** How far back a look on AWS goes: CloudTrail delivers late, and what is stored is settled later. */
const LOOK_BACK = 86_400_000;

/** Where the sign-ins of a page come from. */
type Followed = {
  readonly everyMs: number;
  readonly accountNames: Readonly<Record<string, string>>;
  /** All that is asked for, newest first; `undefined` where nothing changed since the last time. */
  load(): Promise<readonly JournalEntry[] | undefined>;
};

/** `loginbell page`: serves the page of `report` to this machine until it is told to stop; returns the exit code. */
export async function showPage(
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  if (!asksForAws(options)) {
    const settings = loadLocalSettings(options, context.environment, { events: 'ConsoleLogin' });
    requireJournal(settings.data);
    const database = openJournalFile(settings.data);
    try {
      const history = createSqliteJournal({
        database,
        clock: context.clock,
        settings: { timeZone: settings.notice.timeZone, retentionDays: undefined },
      });
      let seen: unknown;
      return await serve(options, context, ({ query }) => ({
        everyMs: JOURNAL_EVERY,
        accountNames: {},
        load: async () => {
          // Changes with every commit of another connection: https://www.sqlite.org/pragma.html#pragma_data_version
          const { data_version: version } = fieldsOf(database.prepare('PRAGMA data_version').get());
          if (version === seen) return undefined;
          const entries = await arrayOf(history.entries(query));
          seen = version;
          return entries;
        },
      }));
    } finally {
      database.close();
    }
  }
  return runAwsVerb(options, context, async (aws, common) => {
    const { history, accountNames } = await openAwsHistory(aws, common, options, context);
    return serve(
      options,
      context,
      ({ query }) => ({
        everyMs: AWS_EVERY,
        accountNames,
        load: createAwsLook(history, query, context.clock),
      }),
      accountNames,
    );
  });
}

type Query = ReturnType<typeof readQuery>;

async function serve(
  options: Readonly<Record<string, unknown>>,
  { environment, terminal, clock }: VerbContext,
  follow: (asked: Query) => Followed,
  names: Readonly<Record<string, string>> = {},
): Promise<number> {
  const settings = await withPlaces(
    loadLocalSettings(options, environment, { events: 'ConsoleLogin' }),
    terminal,
  );
  const { placeOf } = settings;
  const { timeZone } = settings.notice;
  const accountNames = { ...names, ...settings.notice.accountNames };
  const reader = readFlags(options);
  const port = reader.take('port', parsePort, 0);
  reader.finish();
  const asked = readQuery(options, {
    timeZone,
    accountNames,
    regionKey: 'inRegion',
    knowsPlaces: placeOf !== undefined,
    limitOf: () => Number.POSITIVE_INFINITY,
    now: clock.now(),
  });
  const fits = createFilter(asked.filter, placeOf);
  const { everyMs, load } = follow(asked);
  let version = 0;
  let html = '';
  let problem = '';
  const take = (entries: readonly JournalEntry[]) => {
    const signIns = entries
      .filter(({ signIn, marks }) => fits(signIn, marks))
      .slice(0, asked.limit)
      .map(({ signIn, marks, state }) => ({
        signIn,
        marks,
        state,
        place: placeOf?.(signIn.sourceIPAddress),
      }));
    version += 1;
    html = composeReport({
      signIns,
      summary: summaryOf(
        signIns.map(({ signIn }) => signIn),
        (iso) => localTime(iso, timeZone),
      ),
      most: LISTED,
      problems: [],
      incomplete: '',
      filters: asked.typed,
      madeAt: clock.now(),
      settings: { ...settings.notice, accountNames },
      live: { version },
    });
  };
  take((await load()) ?? []);
  terminal.progress('');
  const policy = policyOf({ live: { version } });
  const server = await startPageServer({
    port,
    token: randomBytes(24).toString('base64url'),
    page: () => ({ html, policy }),
    version: () => version,
  });
  const stop = stopOnSignals();
  let cleanUp: (() => void) | undefined;
  try {
    terminal.out(server.address);
    if (options['open'] !== false && terminal.isInteractive) {
      cleanUp = openBrowser(server.address, settings.data, environment);
    }
    terminal.err(
      `${cleanUp === undefined ? 'Open this address in a browser of this machine' : 'Your browser opens it'}; whoever has it sees the page. Ctrl-C ends it.`,
    );
    while (!stop.signal.aborted) {
      await stop.within(everyMs);
      if (stop.signal.aborted) break;
      try {
        const entries = await load();
        if (entries !== undefined) {
          take(entries);
          server.announce(version);
        }
        problem = '';
      } catch (error) {
        const reason = reasonOf(error);
        // Once for each reason: the next look may find it well again.
        if (reason !== problem) terminal.err(`The page is not up to date: ${reason}`);
        problem = reason;
      }
      terminal.progress('');
    }
    return 0;
  } finally {
    stop.forget();
    cleanUp?.();
    await server.close();
  }
}

/** All at the first time; then only the last day anew, laid over what is known. */
function createAwsLook(
  history: SignInHistory,
  query: Query['query'],
  clock: VerbContext['clock'],
): Followed['load'] {
  let known: readonly JournalEntry[] | undefined;
  return async () => {
    const back = new Date(clock.now() - LOOK_BACK).toISOString();
    if (known === undefined) {
      known = await arrayOf(history.entries(query));
      return known;
    }
    if (query.until <= back) return undefined;
    const since = query.since > back ? query.since : back;
    const newer = await arrayOf(history.entries({ ...query, since }));
    const older = known.filter(({ signIn }) => signIn.occurredAt < since);
    const isSame = JSON.stringify(known) === JSON.stringify([...newer, ...older]);
    known = [...newer, ...older];
    return isSame ? undefined : known;
  };
}

async function arrayOf<T>(all: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const one of all) list.push(one);
  return list;
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Error(`${JSON.stringify(text)} is no port; use a number from 1 to 65535`);
}

/** The first signal ends the page. */
function stopOnSignals() {
  const controller = new AbortController();
  const names = ['SIGINT', 'SIGTERM'] as const;
  const stop = () => controller.abort();
  for (const name of names) process.on(name, stop);
  return {
    signal: controller.signal,
    /** Resolves after so many milliseconds, or at once with the signal. */
    within: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(done, ms);
        function done() {
          clearTimeout(timer);
          controller.signal.removeEventListener('abort', done);
          resolve();
        }
        controller.signal.addEventListener('abort', done);
      }),
    forget: () => {
      for (const name of names) process.removeListener(name, stop);
    },
  };
}
