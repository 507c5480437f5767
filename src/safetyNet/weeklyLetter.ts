import type { Clock, Lease, Notifier, SignInHistory } from '../bell/ports.ts';
import { CHECKS } from '../health/checks.ts';
import type { CheckResult } from '../health/verdict.ts';
import { composeLetter, type LetterListening } from '../notice/composeLetter.ts';
import type { Language, NoticeSettings } from '../notice/notice.ts';
import { collectLetterFacts } from './letterFacts.ts';
import { type LetterSchedule, lastLetterTime } from './letterTime.ts';
import { type Listening, listenOn, type TroubleKind } from './listening.ts';
import type { LetterMemory } from './memory.ts';

const DAY = 86_400_000;
/** How long a run has for sending one letter. If it cannot, the next hour finds the lease run out. */
const LEASE = 60_000;
/** Sooner after the last one, a letter would say too little. */
const LEAST = 3 * DAY;
/** After a long outage the letter goes back so far; rows are kept no longer by default. */
const FURTHEST = 90 * DAY;

const OTHER_TROUBLES: Readonly<
  Record<Exclude<TroubleKind, keyof typeof CHECKS>, Record<Language, string>>
> = {
  'no-look': { en: 'No hourly check', ja: '1時間ごとの点検なし' },
  'part-look': { en: 'Hourly check incomplete', ja: '1時間ごとの点検が不完全' },
};

export type LetterDeps = {
  readonly letters: LetterMemory;
  readonly history: SignInHistory;
  readonly notifier: Notifier;
  readonly clock: Clock;
  /** A token that no other run has. */
  readonly token: string;
  readonly notice: NoticeSettings;
  /** When the letter is due; absent: never. */
  readonly schedule: LetterSchedule | undefined;
  /** What `loginbell history` needs to find this installation. */
  readonly historyOptions: string;
};

/** What this look found. `isWhole`: it reached everything. */
export type Look = { readonly verdicts: readonly CheckResult[]; readonly isWhole: boolean };

/**
 * Writes down that somebody looked, and sends the letter if one is due that has not been sent: once, however many run at a
 * time. It covers everything since the last letter, so that one that was missed is late and nothing is left out. The first
 * run sends none, since it can vouch for nothing yet. A run that dies between sending and writing it down leads to a second
 * letter, never to none. Resolves with whether one was sent.
 */
export async function sendDueLetter(deps: LetterDeps, look: Look): Promise<boolean> {
  const { letters, clock, schedule, notifier, token } = deps;
  const now = clock.now();
  const before = await letters.loadListening();
  const listening = listenOn(before, now, look.verdicts, look.isWhole);
  await letters.saveListening(listening);
  if (schedule === undefined) return false;

  const due = lastLetterTime(now, schedule, deps.notice.timeZone);
  const told = await letters.loadTold();
  // Where the day was changed after a letter, the next one covers some days more.
  if (told !== undefined && due - told < LEAST) return false;
  if (told === undefined && listening.since > due) return false;
  const since = Math.max(told ?? due - 7 * DAY, now - FURTHEST);
  const span = {
    since: new Date(since).toISOString(),
    until: new Date(due).toISOString(),
  };
  const facts = await collectLetterFacts(
    deps.history.entries({
      since: new Date(since - (due - since)).toISOString(),
      until: span.until,
    }),
    span,
  );
  const letter = composeLetter(
    {
      ...facts,
      listening: listeningDuring(listening, look, { since, until: due }, deps.notice.language),
      historyOptions: deps.historyOptions,
    },
    deps.notice,
  );
  // Collecting takes its time, so the right to tell is taken after it.
  const lease: Lease = { token, until: clock.now() + LEASE };
  if (!(await letters.claim(due, lease))) return false;
  await notifier.send(letter);
  await letters.settle(due, lease);
  return true;
}

/** What a letter says of loginbell itself in that time (milliseconds since the epoch). */
export function listeningDuring(
  { since, troubles }: Listening,
  { verdicts }: Pick<Look, 'verdicts'>,
  span: { readonly since: number; readonly until: number },
  language: Language,
): LetterListening {
  const from = Math.max(span.since, since);
  const known = troubles.filter((one) => one.from < span.until && one.until >= from);
  const starts: number[] = [];
  for (let day = span.until - DAY; day > from - DAY; day -= DAY) starts.push(day);
  const isWhole = (day: number) =>
    !known.some((one) => one.from < day + DAY && one.until >= Math.max(day, from));
  const titleOf = (what: TroubleKind) =>
    what === 'no-look' || what === 'part-look'
      ? OTHER_TROUBLES[what][language]
      : CHECKS[what].title[language];
  const isoOf = (time: number) => new Date(time).toISOString();
  return {
    ...(since > span.since ? { since: isoOf(since) } : {}),
    days: starts.length,
    wholeDays: starts.filter(isWhole).length,
    checks: verdicts.length,
    holding: verdicts.filter(({ verdict }) => verdict === 'ok').length,
    brokenNow: verdicts.filter(({ verdict }) => verdict === 'broken').map(({ title }) => title),
    troubles: known.map(({ what, from: begin, until }) => {
      return { title: titleOf(what), from: isoOf(begin), until: isoOf(until) };
    }),
  };
}
