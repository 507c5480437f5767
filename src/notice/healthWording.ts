import type { Language } from './notice.ts';

/** What the notices about loginbell itself say. `{links}`, `{count}`: filled in. */
export type HealthWording = Readonly<
  Record<
    | 'brokenHeadline'
    | 'warningHeadline'
    | 'unknownHeadline'
    | 'wellHeadline'
    /** After the names of the links, in the subject. */
    | 'brokenSubject'
    | 'warningSubject'
    | 'unknownSubject'
    | 'wellSubject'
    /** Before a line about a link that could not be looked at. */
    | 'unknownMark'
    | 'toDo'
    | 'untilThen'
    | 'nothingLost'
    | 'nothingToDo',
    string
  >
>;

const en: HealthWording = {
  brokenHeadline:
    'loginbell is broken: until this is repaired you may not hear of console sign-ins in time.',
  warningHeadline: 'A part of loginbell does not work, and nothing is lost by it.',
  unknownHeadline: 'loginbell could not look at a part of itself for a day.',
  wellHeadline: 'loginbell is well again: every link from the trail to this mailbox holds.',
  brokenSubject: ' broken',
  warningSubject: ' does not work',
  unknownSubject: ' not checked for a day',
  wellSubject: 'all is well again',
  unknownMark: 'Not checked',
  toDo: 'What to do',
  untilThen: 'Until then the hourly check goes on looking for sign-ins by another way.',
  nothingLost: 'Until then you hear of every sign-in all the same, some minutes later.',
  nothingToDo:
    'Nothing. Sign-ins of the time between are looked up by the hourly check, and told if they were missed.',
};

const ja: HealthWording = {
  brokenHeadline:
    'loginbellが正常に動いていません。直るまで、コンソールへのログインがすぐに通知されないおそれがあります。',
  warningHeadline: 'loginbellの一部が動いていません。通知されなくなるサインインはありません。',
  unknownHeadline: 'loginbellの一部を1日のあいだ確認できませんでした。',
  wellHeadline: 'loginbellは正常に戻りました。証跡からこのメールまで、すべてつながっています。',
  brokenSubject: 'に問題',
  warningSubject: 'が動作していません',
  unknownSubject: 'を1日確認できず',
  wellSubject: '正常に戻りました',
  unknownMark: '未確認',
  toDo: '対処',
  untilThen: '直るまでの間も、1時間ごとの点検が別の方法でログインを探します。',
  nothingLost: '直るまでの間も、すべてのサインインが数分遅れで通知されます。',
  nothingToDo:
    '必要ありません。この間のログインは1時間ごとの点検が調べ、通知されていないものを通知します。',
};

/** The words of a language. */
export function chainWordsOf(language: Language): HealthWording {
  return language === 'ja' ? ja : en;
}
