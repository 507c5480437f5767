import { localTime } from '../signin/localTime.ts';
import type { Outcome } from '../signin/signIn.ts';
import { lineOf } from './composeDigest.ts';
import type { Language, Notice, NoticeContent, NoticeSettings, Telling } from './notice.ts';
import { renderText } from './renderText.ts';
import { accountLabel } from './rows.ts';
import { safe } from './safe.ts';
import { sentBy } from './sentBy.ts';
import { accountsLabel, fitted } from './subject.ts';
import { fill, voiceOf } from './wording.ts';

/** What is told of many sign-ins of the past in one notice. Names are as `shortName` gives them. */
export type PastSignIns = {
  readonly count: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** ISO 8601 UTC. */
  readonly first: string;
  readonly last: string;
  /** How many sign-ins of each, by name. */
  readonly users: ReadonlyMap<string, number>;
  readonly addresses: ReadonlyMap<string, number>;
  readonly accounts: ReadonlyMap<string, number>;
  /** The critical ones that are named one by one, oldest first, and how many there are in all. */
  readonly critical: readonly Telling[];
  readonly criticalCount: number;
};

type PastWording = Readonly<
  Record<
    | 'subject'
    | 'span'
    | 'headline'
    | 'critical'
    | 'moreCritical'
    | 'of'
    | 'more'
    | 'toDo'
    | 'look'
    | 'search'
    | 'critically',
    string
  >
>;

const WORDING: Readonly<Record<Language, PastWording>> = {
  en: {
    subject: 'AWS sign-ins of the past: ',
    span: '{count}, {first} to {last}',
    headline:
      '{count} sign-ins from before the last day are in the history now. They are told here once, all together.',
    critical: '{count} of them are critical; the newest are named below.',
    moreCritical: '… and {count} more critical ones; the history names them all',
    of: '{name} ({count})',
    more: ', … ({count} in all)',
    toDo: 'To look closer',
    look: 'loginbell history --since {since}',
    search: 'One person or address: add --user NAME or --ip ADDRESS',
    critically: 'The critical ones: add --critical',
  },
  ja: {
    subject: '過去のAWSログイン: ',
    span: '{count}件、{first}から{last}まで',
    headline: '1日以上前のログイン{count}件を履歴に加えました。まとめてこの1通でお知らせします。',
    critical: 'うち{count}件は重要です。新しいものを下に挙げます。',
    moreCritical: '… ほかに重要なもの{count}件（すべて履歴にあります）',
    of: '{name}（{count}）',
    more: '、…（全{count}）',
    toDo: '詳しく調べるには',
    look: 'loginbell history --since {since}',
    search: '人や接続元で絞るには --user 名前 または --ip アドレス を加えます',
    critically: '重要なものだけを見るには --critical を加えます',
  },
};

/** Names in one row. */
const NAMED = 10;

/** The one notice of all that an archive brought: totals, who, from where, since when, and the critical ones by name. Sanitised. */
export function composeCatchUp(past: PastSignIns, settings: NoticeSettings): Notice {
  const voice = voiceOf(settings);
  const words = WORDING[settings.language];
  const { count, outcomes, first, last, critical, criticalCount } = past;
  const severity = criticalCount > 0 ? 'critical' : 'info';
  const time = (iso: string) => localTime(iso, settings.timeZone);
  const accountIds = [...past.accounts.keys()];
  const results = (['success', 'failure', 'unclear'] as const)
    .filter((outcome) => outcomes[outcome] > 0)
    .map((outcome) => fill(voice.counted, { word: voice[outcome], count: outcomes[outcome] }))
    .join(voice.separator);
  const most = (tallies: ReadonlyMap<string, number>, nameOf: (name: string) => string) => {
    const named = [...tallies]
      .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
      .slice(0, NAMED)
      .map(([name, times]) => fill(words.of, { name: nameOf(name), count: times }))
      .join(voice.separator);
    return named + (tallies.size > NAMED ? fill(words.more, { count: tallies.size }) : '');
  };
  const more = criticalCount - critical.length;
  const content: NoticeContent = {
    language: settings.language,
    severity,
    headline: fill(words.headline, { count }),
    alerts: criticalCount > 0 ? [fill(words.critical, { count: criticalCount })] : [],
    rows: [
      [voice.result, results],
      [voice.time, `${time(first)} – ${time(last)} ${settings.timeZone}`],
      [voice.users, most(past.users, (name) => safe(name) || '?')],
      [
        voice.address,
        most(
          past.addresses,
          (address) => (safe(address) || '?') + (settings.describeAddress?.(address) ?? ''),
        ),
      ],
      [voice.account, most(past.accounts, (id) => accountLabel(id, voice))],
    ],
    lines: [
      ...critical.map((telling) => lineOf(telling, voice, accountIds.length > 1)),
      ...(more > 0 ? [fill(words.moreCritical, { count: more })] : []),
    ],
    stepsHeading: words.toDo,
    steps: [
      fill(words.look, { since: first.slice(0, 10) }),
      words.search,
      ...(criticalCount > 0 ? [words.critically] : []),
    ],
    // It is named by its text: it tells of many more than those that it names.
    eventIds: [],
    ...sentBy(settings),
  };
  return {
    subject: fitted(
      (criticalCount > 0 ? voice.urgent : '') + words.subject,
      fill(words.span, { count, first: first.slice(0, 10), last: last.slice(0, 10) }),
      '',
      accountsLabel(accountIds, voice),
    ),
    text: renderText(content),
    content,
    attributes: {
      outcome: 'mixed',
      identityType: 'mixed',
      mfa: 'mixed',
      accountId: accountIds.length === 1 ? (accountIds[0] ?? '') : 'mixed',
      eventName: 'LoginbellCatchUp',
      severity,
    },
    signIns: critical.map(({ signIn }) => signIn),
  };
}
