import type { Language } from '../../notice/notice.ts';
import { plural } from '../plural.ts';
import { systemLanguage } from '../systemLanguage.ts';
import { HELP } from './help.ja.ts';
import { NOTES } from './notes.ja.ts';

/** What the command line itself says, beside help: headings, tables, the words around what `doctor` finds. */
export type CliWords = {
  readonly usage: string;
  readonly arguments: string;
  readonly options: string;
  readonly commands: string;
  readonly showHelp: string;
  readonly showVersion: string;
  readonly languageOption: string;
  readonly epilogue: string;
  /** Titles of the table of sign-ins, by their English ones. */
  readonly columns: Readonly<Record<SignInTitle, string>>;
  readonly outcomes: Readonly<Record<'success' | 'failure' | 'unclear', string>>;
  /** `Stack loginbell in 123456789012, us-east-1` */
  readonly stack: (stack: string, accountId: string, region: string) => string;
  readonly verdicts: Readonly<Record<'ok' | 'warning' | 'broken' | 'unknown', string>>;
  readonly toDo: string;
  /** How many links there are and how many of each verdict. */
  readonly summary: (
    counts: Readonly<Record<'all' | 'ok' | 'warning' | 'broken' | 'unknown', number>>,
  ) => string;
};

export type SignInTitle =
  | 'Time'
  | 'Who'
  | 'Event'
  | 'Result'
  | 'MFA'
  | 'First'
  | 'Address'
  | 'Country'
  | 'Network'
  | 'Client'
  | 'Account'
  | 'Notice'
  | 'Way';

const en: CliWords = {
  usage: 'Usage:',
  arguments: 'Arguments:',
  options: 'Options:',
  commands: 'Commands:',
  showHelp: 'display help for command',
  showVersion: 'output the version number',
  languageOption: "language of what is printed (default: the system's)",
  epilogue: `
Exit codes: 0 all well, 1 loginbell could not work, 2 wrong command line or settings,
3 some input could not be read (the rest was processed), 4 some sign-ins are not told yet (run it again),
5 you said no to the plan (nothing was done), 6 a link of the chain is broken, 7 a link could not be looked at,
130 stopped with Ctrl-C.
Settings come from flags, then LOGINBELL_… variables, then loginbell.json in this folder.`,
  columns: {
    Time: 'Time',
    Who: 'Who',
    Event: 'Event',
    Result: 'Result',
    MFA: 'MFA',
    First: 'First',
    Address: 'Address',
    Country: 'Country',
    Network: 'Network',
    Client: 'Client',
    Account: 'Account',
    Notice: 'Notice',
    Way: 'Way',
  },
  outcomes: { success: 'success', failure: 'failure', unclear: 'unclear' },
  stack: (stack, accountId, region) => `Stack ${stack} in ${accountId}, ${region}`,
  verdicts: { ok: 'ok', warning: 'warning', broken: 'BROKEN', unknown: 'unknown' },
  toDo: 'what to do',
  summary: ({ all, ok, warning, broken, unknown }) => {
    const parts = [
      `${ok} hold`,
      ...(broken === 0 ? [] : [`${broken} broken`]),
      ...(warning === 0 ? [] : [`${plural(warning, 'warning')}, by which nothing is lost`]),
      ...(unknown === 0 ? [] : [`${unknown} could not be judged`]),
    ];
    return `${plural(all, 'link')}: ${parts.join(', ')}.`;
  },
};

const ja: CliWords = {
  usage: '使い方:',
  arguments: '引数:',
  options: 'オプション:',
  commands: 'コマンド:',
  showHelp: 'ヘルプを表示する',
  showVersion: 'バージョンを表示する',
  languageOption: '表示の言語（省略時: システムの言語）',
  epilogue: `
終了コード: 0 正常、1 loginbellが動作できなかった、2 コマンドラインか設定の誤り、3 読めない入力があった（ほかは処理済み）、
4 まだ通知していないサインインがある（もう一度実行してください）、5 計画に同意しなかった（何もしていない）、6 経路に問題がある、
7 確認できない箇所がある、130 Ctrl-Cで停止。
設定は、フラグ、LOGINBELL_…環境変数、このフォルダーのloginbell.jsonの順に優先します。`,
  columns: {
    Time: '日時',
    Who: 'ユーザー',
    Event: 'イベント',
    Result: '結果',
    MFA: 'MFA',
    First: '初めて',
    Address: 'IPアドレス',
    Country: '国',
    Network: 'ネットワーク',
    Client: 'クライアント',
    Account: 'アカウント',
    Notice: '通知',
    Way: '経路',
  },
  outcomes: { success: '成功', failure: '失敗', unclear: '不明' },
  stack: (stack, accountId, region) => `${accountId} ${region} のスタック ${stack}`,
  verdicts: { ok: '正常', warning: '警告', broken: '問題', unknown: '不明' },
  toDo: '対処',
  summary: ({ all, ok, warning, broken, unknown }) => {
    const parts = [
      `正常 ${ok}`,
      ...(broken === 0 ? [] : [`問題 ${broken}`]),
      ...(warning === 0 ? [] : [`警告 ${warning}（失われるものはありません）`]),
      ...(unknown === 0 ? [] : [`確認できず ${unknown}`]),
    ];
    return `${all}か所: ${parts.join('、')}。`;
  },
};

/** The words of a language. */
export function cliWords(language: Language): CliWords {
  return language === 'ja' ? ja : en;
}

/** One line of help. */
export function helpText(text: string, language: Language): string {
  return language === 'ja' ? (HELP[text] ?? text) : text;
}

/** What stands below the options of a verb. */
export function notesOf(
  verb: { readonly name: string; readonly notes: string },
  language: Language,
) {
  return language === 'ja' ? (NOTES[verb.name] ?? verb.notes) : verb.notes;
}

/** The language of the command line: `--language`, where it is given, or else the system's. */
export function cliLanguage(args: readonly string[], environment: NodeJS.ProcessEnv): Language {
  const at = args.findIndex((arg) => arg === '--language' || arg.startsWith('--language='));
  const given = args[at]?.includes('=') ? args[at]?.slice('--language='.length) : args[at + 1];
  if (at >= 0 && (given === 'ja' || given === 'en')) return given;
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  return systemLanguage(environment, locale);
}
