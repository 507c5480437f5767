import { localTime } from '../signin/localTime.ts';
import type { Outcome } from '../signin/signIn.ts';
import type { Language, Notice, NoticeContent, NoticeSettings } from './notice.ts';
import { renderText } from './renderText.ts';
import { accountLabel } from './rows.ts';
import { safe } from './safe.ts';
import { sentBy } from './sentBy.ts';
import { accountsLabel, fitted } from './subject.ts';
import { fill, voiceOf } from './wording.ts';

/** What a letter tells of loginbell itself. Times are ISO 8601 UTC. */
export type LetterListening = {
  /** Since when it listens, where that is later than the letter begins. */
  readonly since?: string;
  /** Days of the letter in which it listened at all, and those in which nothing was wrong. */
  readonly days: number;
  readonly wholeDays: number;
  /** How many checks there are, and how many hold now. */
  readonly checks: number;
  readonly holding: number;
  /** Titles of those that do not. */
  readonly brokenNow: readonly string[];
  /** What was wrong meanwhile, oldest first. */
  readonly troubles: readonly {
    readonly title: string;
    readonly from: string;
    readonly until: string;
  }[];
};

/** What a letter tells of some days. Names are as `shortName` gives them. */
export type LetterFacts = {
  /** ISO 8601 UTC; `until` exclusive. */
  readonly since: string;
  readonly until: string;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly critical: number;
  /** Stored, but nobody has been told yet. */
  readonly untold: number;
  /** Sign-ins in as many days before. */
  readonly countBefore: number;
  /** Sign-ins that did not fail, by name and by account number. */
  readonly users: ReadonlyMap<string, number>;
  readonly accounts: ReadonlyMap<string, number>;
  /** Stored without a notice: by the rule that says so, `''` where somebody asked for silence. */
  readonly silenced: ReadonlyMap<string, number>;
  /** People who had not signed in in the days before. */
  readonly newUsers: readonly string[];
  /** First from an address: `alice: 203.0.113.7`. */
  readonly firsts: readonly string[];
  /** Seconds from sign-in to notice; absent where none was told. */
  readonly delays?: { readonly median: number; readonly slowest: number };
  /** Up to when each source was looked at whole, ISO 8601 UTC; absent where nothing is listened to. */
  readonly looks?: readonly { readonly source: string; readonly until: string }[];
  /** Absent where nobody keeps count. */
  readonly listening?: LetterListening;
  /** What `loginbell history` needs to look at the same sign-ins: `--region us-east-1`. A plain word each. */
  readonly historyOptions?: string;
};

type LetterWords = Readonly<
  Record<
    | 'subject'
    | 'counted'
    | 'none'
    | 'headline'
    | 'headlineNone'
    | 'listening'
    | 'listened'
    | 'listenedText'
    | 'listensSince'
    | 'allTheTime'
    | 'notAllTheTime'
    | 'faults'
    | 'trouble'
    | 'brokenNow'
    | 'before'
    | 'countBefore'
    | 'newUsers'
    | 'firsts'
    | 'silenced'
    | 'onPurpose'
    | 'delays'
    | 'delaysText'
    | 'of'
    | 'more'
    | 'critical'
    | 'untold'
    | 'toDo'
    | 'look'
    | 'firstSeen'
    | 'failed',
    string
  >
>;

const WORDS: Readonly<Record<Language, LetterWords>> = {
  en: {
    subject: 'AWS sign-ins of the week: ',
    counted: '{count}, {failed} failed',
    none: 'none',
    headline: 'From {since} to {until}: {count} sign-ins, {failed} of them failed.',
    headlineNone: 'From {since} to {until}: no sign-ins.',
    listening: 'Last whole look',
    listened: 'loginbell listened',
    listenedText: '{whole} of {days} days without a gap; {holding} of {checks} checks hold now',
    listensSince: ' (since {since})',
    allTheTime: ' loginbell was listening all the time.',
    notAllTheTime: ' Something was wrong with loginbell meanwhile, so there may be more.',
    faults: ', with faults of loginbell',
    trouble: '{title}: {from} to {until}',
    brokenNow: 'Broken now: {titles}. "loginbell doctor" says what to do.',
    before: 'Sign-ins in the {days} days before',
    countBefore: '{count}',
    newUsers: 'New since then',
    firsts: 'First from an address',
    silenced: 'Stored without a notice',
    onPurpose: 'on purpose',
    delays: 'From sign-in to notice',
    delaysText: 'half within {median} s, the slowest {slowest} s',
    of: '{name} ({count})',
    more: ', … ({count} in all)',
    critical: 'Critical, each told at once: {count}.',
    untold: '{count} are stored, but nobody has been told of them yet.',
    toDo: 'To look closer',
    look: 'loginbell history{options} --since {since}',
    firstSeen: 'Who was new: add --first-seen',
    failed: 'What failed: add --failed',
  },
  ja: {
    subject: '今週のAWSログイン: ',
    counted: '{count}件、うち失敗{failed}件',
    none: 'なし',
    headline: '{since}から{until}まで: ログイン{count}件、うち失敗{failed}件。',
    headlineNone: '{since}から{until}まで: ログインはありませんでした。',
    listening: '最後の点検',
    listened: 'loginbellの稼働',
    listenedText:
      '{days}日のうち{whole}日は異常なし。現在、{checks}項目のうち{holding}項目が正常です',
    listensSince: '（{since}から）',
    allTheTime: 'loginbellはその間ずっと稼働していました。',
    notAllTheTime:
      'その間にloginbell自体の異常があったため、ほかにもログインがあった可能性があります。',
    faults: '・loginbellに異常あり',
    trouble: '{title}: {from}から{until}まで',
    brokenNow: '現在の異常: {titles}。対処は「loginbell doctor」で確認できます。',
    before: 'その前の{days}日間',
    countBefore: '{count}件',
    newUsers: '新しい人',
    firsts: '初めての接続元',
    silenced: '通知せずに保存',
    onPurpose: '指定による',
    delays: 'ログインから通知まで',
    delaysText: '中央値{median}秒、最大{slowest}秒',
    of: '{name} ({count})',
    more: '、…（全{count}）',
    critical: '重要なものが{count}件あり、それぞれ通知しました。',
    untold: '{count}件は保存しましたが、まだ通知していません。',
    toDo: '詳しく調べるには',
    look: 'loginbell history{options} --since {since}',
    firstSeen: '初めてのものだけを見るには --first-seen を加えます',
    failed: '失敗だけを見るには --failed を加えます',
  },
};

const DAY = 86_400_000;
/** Names in one row. */
const NAMED = 12;

/** The letter: that it listened, who signed in, what was new, what was silent, how late notices were. Sanitised. */
export function composeLetter(facts: LetterFacts, settings: NoticeSettings): Notice {
  const voice = voiceOf(settings);
  const words = WORDS[settings.language];
  const { outcomes, since, until, looks = [], delays, listening, historyOptions } = facts;
  const count = outcomes.success + outcomes.failure + outcomes.unclear;
  const day = (iso: string) => localTime(iso, settings.timeZone).slice(0, 10);
  const minute = (iso: string) => localTime(iso, settings.timeZone).slice(0, 16);
  const days = Math.max(1, Math.round((Date.parse(until) - Date.parse(since)) / DAY));
  const isTroubled =
    listening !== undefined && listening.troubles.length + listening.brokenNow.length > 0;
  const lastDay = new Date(Date.parse(until) - 1000).toISOString();
  const values = { count, failed: outcomes.failure, since: day(since), until: day(lastDay) };
  const most = (tallies: ReadonlyMap<string, number>, nameOf: (name: string) => string) =>
    bounded(
      [...tallies]
        .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
        .map(([name, times]) => fill(words.of, { name: nameOf(name), count: times })),
    );
  const bounded = (names: readonly string[]) =>
    names.slice(0, NAMED).join(voice.separator) +
    (names.length > NAMED ? fill(words.more, { count: names.length }) : '');
  const oldestLooks = looks.toSorted((a, b) => (a.until < b.until ? -1 : 1)).slice(0, 3);
  const rows: readonly (readonly [string, string])[] = [
    [words.listened, listening === undefined ? '' : listenedText(listening, words, minute)],
    [
      words.listening,
      oldestLooks
        .map((one) => `${safe(one.source)} ${localTime(one.until, settings.timeZone)}`)
        .join(voice.separator),
    ],
    [voice.users, most(facts.users, (name) => safe(name) || '?')],
    [voice.account, most(facts.accounts, (id) => accountLabel(id, voice))],
    [fill(words.before, { days }), fill(words.countBefore, { count: facts.countBefore })],
    [words.newUsers, bounded(facts.newUsers.map((name) => safe(name)))],
    [words.firsts, bounded(facts.firsts.map((first) => safe(first)))],
    [words.silenced, most(facts.silenced, (rule) => safe(rule) || words.onPurpose)],
    [
      words.delays,
      delays === undefined
        ? ''
        : fill(words.delaysText, {
            median: Math.round(delays.median),
            slowest: Math.round(delays.slowest),
          }),
    ],
  ];
  const severity = isTroubled ? 'warning' : 'info';
  const accountIds = [...facts.accounts.keys()];
  const content: NoticeContent = {
    language: settings.language,
    severity,
    headline:
      fill(count === 0 ? words.headlineNone : words.headline, values) +
      (listening === undefined ? '' : isTroubled ? words.notAllTheTime : words.allTheTime),
    alerts: [
      ...(listening === undefined || listening.brokenNow.length === 0
        ? []
        : [fill(words.brokenNow, { titles: listening.brokenNow.join(voice.separator) })]),
      ...(facts.critical > 0 ? [fill(words.critical, { count: facts.critical })] : []),
      ...(facts.untold > 0 ? [fill(words.untold, { count: facts.untold })] : []),
    ],
    rows: rows.filter(([, value]) => value !== ''),
    lines: troubleLines(listening?.troubles ?? [], words, minute),
    stepsHeading: words.toDo,
    steps: [
      fill(words.look, {
        options: historyOptions === undefined ? '' : ` ${historyOptions}`,
        since: day(since).replaceAll('/', '-'),
      }),
      // Nothing is to be narrowed down where there is nothing.
      ...(count === 0 ? [] : [words.firstSeen, words.failed]),
    ],
    eventIds: [],
    ...sentBy(settings),
  };
  return {
    subject: fitted(
      words.subject,
      count === 0 ? words.none : fill(words.counted, values),
      isTroubled ? words.faults : '',
      accountIds.length === 0
        ? `${values.since} – ${values.until}`
        : accountsLabel(accountIds, voice),
    ),
    text: renderText(content),
    content,
    attributes: {
      outcome: 'mixed',
      identityType: 'mixed',
      mfa: 'mixed',
      accountId: accountIds.length === 1 ? (accountIds[0] ?? '') : 'mixed',
      eventName: 'LoginbellLetter',
      severity,
    },
    signIns: [],
  };
}

function listenedText(
  { days, wholeDays, checks, holding, since }: LetterListening,
  words: LetterWords,
  minute: (iso: string) => string,
): string {
  return (
    fill(words.listenedText, { days, whole: wholeDays, checks, holding }) +
    (since === undefined ? '' : fill(words.listensSince, { since: minute(since) }))
  );
}

/** The last of them; more than a dozen say no more than a dozen. */
function troubleLines(
  troubles: LetterListening['troubles'],
  words: LetterWords,
  minute: (iso: string) => string,
): readonly string[] {
  const lines = troubles
    .slice(-NAMED)
    .map(({ title, from, until }) =>
      fill(words.trouble, { title, from: minute(from), until: minute(until) }),
    );
  return troubles.length > NAMED
    ? [...lines, fill(words.more, { count: troubles.length }).replace(/^[,、]\s*/, '')]
    : lines;
}
