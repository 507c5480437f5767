import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Aws } from '../aws/openAws.ts';
import type { SignInHistory } from '../bell/ports.ts';
import { LoginbellError } from '../errors.ts';
import { openJournalFile } from '../local/openJournalFile.ts';
import { createSqliteJournal } from '../local/sqliteJournal.ts';
import { openLooks } from '../local/watch/looks.ts';
import { composeLetter, type LetterFacts } from '../notice/composeLetter.ts';
import { collectLetterFacts } from '../safetyNet/letterFacts.ts';
import { runAwsVerb } from './awsVerb.ts';
import { EXIT } from './exitCodes.ts';
import { asksForAws, openAwsHistory } from './historyOnAws.ts';
import type { FoundInstallation } from './installationOptions.ts';
import { openLocalBell } from './localBell.ts';
import { type LocalSettings, loadLocalSettings } from './localSettings.ts';
import { openRows } from './openRows.ts';
import { readFlags } from './readFlags.ts';
import { shown } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

const DAY = 86_400_000;
const WEEK = 7;

/** `loginbell letter`: what the last days came to, printed or sent. */
export async function writeLetter(
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const settings = loadLocalSettings(options, context.environment, { events: 'ConsoleLogin' });
  const reader = readFlags(options);
  const days = reader.take('days', parseDays, WEEK);
  reader.finish();
  if (!asksForAws(options)) {
    return deliver(await localFacts(settings, days, context), settings, options, context);
  }
  return runAwsVerb(options, context, async (aws, common) => {
    const { history, accountNames, installation } = await openAwsHistory(
      aws,
      common,
      options,
      context,
    );
    const facts = {
      ...(await factsOf(history, days, context)),
      ...(await listeningOf(aws, installation, days, context)),
    };
    context.terminal.progress('');
    const notice = {
      ...settings.notice,
      accountNames: { ...accountNames, ...settings.notice.accountNames },
    };
    return deliver(facts, { ...settings, notice }, options, context);
  });
}

/** What the safety net wrote down of its own looks; nothing where there is none, or where that cannot be looked at. */
async function listeningOf(
  aws: Aws,
  installation: FoundInstallation | undefined,
  days: number,
  context: VerbContext,
): Promise<Pick<LetterFacts, 'listening'>> {
  if (installation === undefined) return {};
  const { clock, language } = context;
  const { createLetterMemory } = await import('../aws/letterMemory.ts');
  const { listeningDuring } = await import('../safetyNet/weeklyLetter.ts');
  const { lookAtHealth } = await import('./lookAtHealth.ts');
  const memory = createLetterMemory(await openRows(aws, installation.names.table), clock);
  const listening = await memory.loadListening().catch(() => undefined);
  if (listening === undefined) return {};
  const verdicts = await lookAtHealth(aws, installation, context);
  const until = clock.now();
  const span = { since: until - days * DAY, until };
  return { listening: listeningDuring(listening, { verdicts }, span, language) };
}

async function localFacts(
  settings: LocalSettings,
  days: number,
  context: VerbContext,
): Promise<LetterFacts> {
  const { data, notice } = settings;
  if (!existsSync(join(data, 'journal.sqlite'))) {
    throw new LoginbellError(
      'bad-input',
      `there is no journal in ${data}; run "loginbell watch" or "loginbell ring FILES" first, or name its folder with --data, or ask the installation on AWS with --aws`,
    );
  }
  const database = openJournalFile(data);
  try {
    const rows = { timeZone: notice.timeZone, retentionDays: undefined };
    const journal = createSqliteJournal({ database, clock: context.clock, settings: rows });
    const looks = openLooks(database)
      .all()
      .map(({ source, until }) => ({ source, until: new Date(until).toISOString() }));
    const facts = await factsOf(journal, days, context);
    return looks.length === 0 ? facts : { ...facts, looks };
  } finally {
    database.close();
  }
}

function factsOf(
  history: SignInHistory,
  days: number,
  { clock }: VerbContext,
): Promise<LetterFacts> {
  const now = clock.now();
  const [since, until] = [now - days * DAY, now].map((at) => new Date(at).toISOString());
  const before = new Date(now - 2 * days * DAY).toISOString();
  const span = { since: since ?? '', until: until ?? '' };
  return collectLetterFacts(history.entries({ since: before, until: span.until }), span);
}

async function deliver(
  facts: LetterFacts,
  settings: LocalSettings,
  options: Readonly<Record<string, unknown>>,
  { terminal }: VerbContext,
): Promise<number> {
  const notice = composeLetter(facts, settings.notice);
  if (options['send'] !== true) {
    terminal.out(terminal.style.bold(shown(notice.subject)));
    terminal.out('');
    // Sanitised as a mail is; its line breaks are ours.
    for (const line of notice.text.trimEnd().split('\n')) terminal.out(line);
    return EXIT.ok;
  }
  const bell = openLocalBell(settings);
  try {
    await bell.deps.notifier.send(notice);
    terminal.out(`The letter ${bell.isMail ? 'went to' : 'is in'} ${shown(bell.destination)}`);
    return EXIT.ok;
  } finally {
    bell.close();
  }
}

function parseDays(text: string): number {
  const days = Number(text);
  if (/^\d{1,3}$/.test(text) && days >= 1 && days <= 366) return days;
  throw new Error(`${JSON.stringify(text)} is no number of days from 1 to 366`);
}
