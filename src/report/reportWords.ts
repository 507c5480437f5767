import type { Language } from '../notice/notice.ts';
import type { Detail, Mfa, Outcome } from '../signin/signIn.ts';
import type { FlagFilter, ValueFilter } from './filterNames.ts';

/** What a report says, in one language. `{name}` are places for values. */
export type ReportWords = {
  readonly title: string;
  readonly verdict: string;
  readonly verdictOneDay: string;
  readonly verdictNone: string;
  readonly needLook: string;
  readonly needNoLook: string;
  readonly incomplete: string;
  readonly problemsAlert: string;
  readonly figures: Readonly<
    Record<'signIns' | 'people' | 'addresses' | 'failures' | 'withoutMfa' | 'root', string>
  >;
  readonly perUnit: Readonly<Record<'day' | 'week' | 'month' | 'year', string>>;
  readonly chartLabel: string;
  readonly bar: string;
  readonly chartTable: string;
  readonly date: string;
  readonly total: string;
  readonly failed: string;
  readonly last: string;
  readonly hours: string;
  readonly weekday: string;
  readonly weekdays: readonly string[];
  readonly hourCell: string;
  readonly looks: string;
  /** Why one needs a look. */
  readonly isCritical: string;
  readonly isGuessed: string;
  readonly more: string;
  readonly all: string;
  readonly byPerson: string;
  readonly person: string;
  readonly byAddress: string;
  readonly byAccount: string;
  readonly byClient: string;
  readonly afterFailures: string;
  readonly afterFailuresNote: string;
  readonly attempts: string;
  readonly attemptsNote: string;
  readonly attemptUsers: string;
  readonly attemptSpan: string;
  readonly gotIn: string;
  readonly nobody: string;
  readonly failuresByUser: string;
  readonly failuresByAddress: string;
  readonly list: string;
  readonly filtersHeading: string;
  readonly moreFilters: string;
  readonly severalValues: string;
  readonly valueFilters: Readonly<Record<ValueFilter, string>>;
  readonly flagFilters: Readonly<Record<FlagFilter, string>>;
  readonly badValue: string;
  readonly matching: string;
  readonly showAll: string;
  /** The script cannot unpack the sign-ins. */
  readonly broken: string;
  readonly filter: string;
  /** First and last day of the list. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly count: string;
  readonly none: string;
  readonly showMore: string;
  readonly details: string;
  readonly notice: string;
  /** What the notice of a row is: not the one that was sent. */
  readonly noticeNote: string;
  readonly noScript: string;
  readonly listed: string;
  readonly unread: string;
  readonly allRead: string;
  readonly file: string;
  readonly reason: string;
  readonly line: string;
  readonly made: string;
  /** Of a live page: while it follows, and when its server is gone. */
  readonly live: Readonly<Record<'on' | 'gone', string>>;
  readonly filters: string;
  readonly noFilters: string;
  readonly columns: Readonly<
    Record<
      | 'time'
      | 'who'
      | 'event'
      | 'outcome'
      | 'mfa'
      | 'first'
      | 'address'
      | 'country'
      | 'network'
      | 'client'
      | 'account'
      | 'notice',
      string
    >
  >;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly mfa: Readonly<Record<Mfa, string>>;
  readonly firstSeen: Readonly<Record<'address' | 'client', string>>;
  readonly states: Readonly<Record<string, string>>;
  readonly fields: Readonly<
    Record<
      | 'eventId'
      | 'occurredAt'
      | 'principal'
      | 'identityType'
      | 'eventSource'
      | 'region'
      | 'userAgent'
      | 'errorMessage'
      | Detail,
      string
    >
  >;
};

/** Details in words that are the same as a record's own where no better are known. */
const en: ReportWords = {
  title: 'Sign-ins to AWS',
  verdict: '{signIns} sign-ins by {people} people, {from} to {to}.',
  verdictOneDay: '{signIns} sign-ins by {people} people on {from}.',
  verdictNone: 'No sign-ins match.',
  needLook: 'To be looked at: {count}.',
  needNoLook: 'None is critical, and none came after five failures or more.',
  incomplete: 'This is not all: {reason}',
  problemsAlert: '{count} inputs could not be read, or not to the end:',
  figures: {
    signIns: 'Sign-ins',
    people: 'People',
    addresses: 'Addresses',
    failures: 'Failures',
    withoutMfa: 'Without MFA',
    root: "Root's",
  },
  perUnit: {
    day: 'Sign-ins per day',
    week: 'Sign-ins per week',
    month: 'Sign-ins per month',
    year: 'Sign-ins per year',
  },
  chartLabel: 'From {from} to {to}: {total}, {failed} failed; at most {most} in one bar',
  bar: '{date}: {total}, {failed} failed',
  chartTable: 'The same as a table',
  date: 'From',
  total: 'Sign-ins',
  failed: 'Failed',
  last: 'Last',
  hours: 'Hours of the week',
  weekday: 'Weekday',
  weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  hourCell: '{weekday} {hour}:00: {count}',
  looks: 'To be looked at',
  isCritical: 'Critical',
  isGuessed: 'Got in after {count} failures',
  more: '… and {count} more',
  all: 'The other {count}',
  byPerson: 'By person',
  person: 'Person',
  byAddress: 'By address',
  byAccount: 'By account',
  byClient: 'By client',
  attempts: 'Attempts',
  attemptsNote: 'Three failures and more from one address, with no hour between them.',
  attemptUsers: 'Users tried',
  attemptSpan: 'From, to',
  gotIn: 'Got in from there',
  nobody: 'nobody',
  afterFailures: 'Succeeded after failures',
  afterFailuresNote:
    'A mistyped password looks like this, and a guessed one. Failures since this person, or anybody from this address, last got in.',
  failuresByUser: 'Failures as this person',
  failuresByAddress: 'From this address',
  list: 'All sign-ins',
  fromDay: 'From (or drag over the chart)',
  toDay: 'To',
  filtersHeading: 'Filter',
  moreFilters: 'By person, account, address, event, role, region, result',
  severalValues:
    'Separate several values by semicolons: of one field any will do, of different fields all must hold. In person, event and role a * stands for any characters.',
  valueFilters: {
    user: 'Person',
    account: 'Account: number or name',
    ip: 'Address or block (203.0.113.0/24)',
    event: 'Event',
    role: 'Role or permission set',
    region: 'Region',
    country: 'Country (CH)',
  },
  flagFilters: {
    'no-mfa': 'without MFA',
    root: 'root',
    'first-seen': 'first seen',
    critical: 'critical',
  },
  badValue: 'Left out, as it cannot be meant here: {values}',
  matching: '{found} of {all} sign-ins match.',
  showAll: 'Show all',
  broken:
    'The list and the filters need a newer browser (of 2024 or later), or the file is not whole. Everything else here stands.',
  filter: 'Words that stand anywhere in a sign-in',
  count: '{shown} of {found} shown; {all} in the list.',
  none: 'None of the {all} sign-ins in the list matches.',
  showMore: 'Show more',
  details: 'Details',
  notice: 'Its notice',
  noticeNote:
    'Worded anew from this row, as a notice of this sign-in alone. What was sent may differ: it may have counted failures, or told several sign-ins at once.',
  noScript: 'The list needs scripts, which are turned off here. Everything above does not.',
  listed:
    'The list and the filters hold the newest {listed}; unfiltered, all {all} are counted above.',
  unread: 'What could not be read',
  allRead: 'Every input was read to its end.',
  file: 'File',
  reason: 'What is wrong, and what to do',
  line: 'line {line}',
  made: 'Made by loginbell at {time} ({zone}).',
  live: {
    on: 'Live: new sign-ins appear here.',
    gone: 'No longer live: loginbell page does not answer. What you see is what it showed last.',
  },
  filters: 'Filters: {filters}.',
  noFilters: 'No filters.',
  columns: {
    time: 'Time',
    who: 'Who',
    event: 'Event',
    outcome: 'Result',
    mfa: 'MFA',
    first: 'First seen',
    address: 'Address',
    country: 'Country',
    network: 'Network',
    client: 'Client',
    account: 'Account',
    notice: 'Notice',
  },
  outcomes: { success: 'success', failure: 'failure', unclear: 'unclear' },
  mfa: { yes: 'yes', no: 'no', 'not-visible': 'not visible' },
  firstSeen: { address: 'address', client: 'client' },
  states: {},
  fields: {
    eventId: 'Event ID',
    occurredAt: 'Time in UTC',
    principal: 'Principal',
    identityType: 'Type of identity',
    eventSource: 'Source',
    region: 'Region',
    userAgent: 'User agent',
    errorMessage: 'Error',
    switchFrom: 'From the role',
    switchTo: 'To the role',
    credentialType: 'Credentials',
    target: 'Acted on',
    task: 'Allowed to do',
    openedAccount: 'Opened account',
    openedRole: 'Opened role',
    grantClient: 'Program let in',
    grantResource: 'Let in to',
    grantHost: 'Its answer goes to',
    mfaDevice: 'MFA device',
    enrolled: 'MFA device enrolled',
    issuer: 'Issuer',
    sharedEventId: 'Shared event ID',
    addendum: 'Sent later because',
    unclear: 'Could not be read',
  },
};

const ja: ReportWords = {
  title: 'AWSへのサインイン',
  verdict: '{from}から{to}まで、{people}人による{signIns}件のサインイン。',
  verdictOneDay: '{from}の、{people}人による{signIns}件のサインイン。',
  verdictNone: '該当するサインインはありません。',
  needLook: '確認が必要なもの: {count}件。',
  needNoLook: '重要なものも、5回以上の失敗のあとに成功したものもありません。',
  incomplete: 'これで全部ではありません。{reason}',
  problemsAlert: '{count}件の入力を読めなかったか、最後まで読めませんでした:',
  figures: {
    signIns: 'サインイン',
    people: '人数',
    addresses: 'アドレス',
    failures: '失敗',
    withoutMfa: 'MFAなし',
    root: 'ルート',
  },
  perUnit: {
    day: '1日ごとのサインイン',
    week: '1週間ごとのサインイン',
    month: '1か月ごとのサインイン',
    year: '1年ごとのサインイン',
  },
  chartLabel: '{from}から{to}まで: {total}件、うち失敗{failed}件。最も多い棒は{most}件',
  bar: '{date}: {total}件、うち失敗{failed}件',
  chartTable: '同じ内容の表',
  date: '開始日',
  total: '件数',
  failed: '失敗',
  last: '最後',
  hours: '曜日と時刻',
  weekday: '曜日',
  weekdays: ['日', '月', '火', '水', '木', '金', '土'],
  hourCell: '{weekday}曜 {hour}時台: {count}件',
  looks: '確認が必要なもの',
  isCritical: '重要',
  isGuessed: '{count}回の失敗のあとに成功',
  more: '… ほか{count}件',
  all: '残りの{count}件',
  byPerson: '人ごと',
  person: '人',
  byAddress: 'アドレスごと',
  byAccount: 'アカウントごと',
  byClient: 'クライアントごと',
  attempts: '試行',
  attemptsNote: '1つのアドレスから、1時間以上空けずに3回以上失敗したものです。',
  attemptUsers: '試されたユーザー',
  attemptSpan: '期間',
  gotIn: 'そこから成功した人',
  nobody: 'なし',
  afterFailures: '失敗のあとの成功',
  afterFailuresNote:
    'パスワードの打ち間違いか、推測されたかのどちらかです。失敗の数は、その人またはそのアドレスからの前回の成功より後のものです。',
  failuresByUser: 'この人としての失敗',
  failuresByAddress: 'このアドレスからの失敗',
  list: 'サインインの一覧',
  fromDay: '開始日 (グラフ上のドラッグでも)',
  toDay: '終了日',
  filtersHeading: '絞り込み',
  moreFilters: '人、アカウント、アドレス、イベント、ロール、リージョン、結果で絞り込む',
  severalValues:
    '複数の値はセミコロンで区切ります。同じ欄ではどれか1つ、異なる欄ではすべてに合うものを表示します。人、イベント、ロールでは*が任意の文字を表します。',
  valueFilters: {
    user: '人',
    account: 'アカウント (番号または名前)',
    ip: 'アドレスまたは範囲 (203.0.113.0/24)',
    event: 'イベント',
    role: 'ロールまたは許可セット',
    region: 'リージョン',
    country: '国（CH）',
  },
  flagFilters: {
    'no-mfa': 'MFAなし',
    root: 'ルート',
    'first-seen': '初めて',
    critical: '重要',
  },
  badValue: 'この欄の値ではないため除きました: {values}',
  matching: '{all}件中{found}件が該当します。',
  showAll: 'すべて表示',
  broken:
    '一覧と絞り込みには新しいブラウザー (2024年以降) が必要です。またはファイルが壊れています。ほかの内容に影響はありません。',
  filter: 'サインインのどこかに含まれる語',
  count: '{found}件中{shown}件を表示 (一覧は{all}件)。',
  none: '一覧の{all}件に該当するものはありません。',
  showMore: 'さらに表示',
  details: '詳細',
  notice: 'この件の通知',
  noticeNote:
    'この行から改めて作った、この件だけの通知です。実際に送られた通知とは、失敗の回数やまとめ方が異なることがあります。',
  noScript:
    '一覧の表示にはスクリプトが必要ですが、ここでは無効です。これより上は影響を受けません。',
  listed:
    '一覧と絞り込みの対象は新しい順に{listed}件です。絞り込まないときの集計は全{all}件によります。',
  unread: '読めなかったもの',
  allRead: 'すべての入力を最後まで読みました。',
  file: 'ファイル',
  reason: '問題と対処 (英語)',
  line: '{line}行目',
  made: 'loginbellが{time} ({zone}) に作成しました。',
  live: {
    on: 'ライブ表示: 新しいサインインはここに現れます。',
    gone: 'ライブ表示は止まっています。loginbell pageが応答しません。表示は最後に受け取った内容です。',
  },
  filters: '条件: {filters}',
  noFilters: '条件なし。',
  columns: {
    time: '日時',
    who: '誰',
    event: 'イベント',
    outcome: '結果',
    mfa: 'MFA',
    first: '初めて',
    address: 'アドレス',
    country: '国',
    network: 'ネットワーク',
    client: 'クライアント',
    account: 'アカウント',
    notice: '通知',
  },
  outcomes: { success: '成功', failure: '失敗', unclear: '不明' },
  mfa: { yes: 'あり', no: 'なし', 'not-visible': '確認できない' },
  firstSeen: { address: 'アドレス', client: 'クライアント' },
  states: {
    sent: '通知済み',
    digested: 'まとめて通知済み',
    folded: '他の通知に含む',
    muted: '通知しない設定',
    claimed: '未通知',
  },
  fields: {
    eventId: 'イベントID',
    occurredAt: 'UTCでの日時',
    principal: 'プリンシパル',
    identityType: 'IDの種類',
    eventSource: '発生元',
    region: 'リージョン',
    userAgent: 'ユーザーエージェント',
    errorMessage: 'エラー',
    switchFrom: '切り替え前のロール',
    switchTo: '切り替え先のロール',
    credentialType: '認証情報',
    target: '対象',
    task: '許される操作',
    openedAccount: '開いたアカウント',
    openedRole: '開いたロール',
    grantClient: '許可したプログラム',
    grantResource: '許可した対象',
    grantHost: '応答の送り先',
    mfaDevice: 'MFAデバイス',
    enrolled: '登録されたMFAデバイス',
    issuer: '発行元',
    sharedEventId: '共有イベントID',
    addendum: '後から届いた理由',
    unclear: '読めなかった内容',
  },
};

/** The words of a report in a language. */
export function reportWordsOf(language: Language): ReportWords {
  return language === 'ja' ? ja : en;
}
