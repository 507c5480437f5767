import type { Language, Notice, NoticeContent, NoticeSettings } from './notice.ts';
import { renderText } from './renderText.ts';
import { accountLabel } from './rows.ts';
import { safe } from './safe.ts';
import { fitted } from './subject.ts';
import { fill, voiceOf } from './wording.ts';

/** Subscriptions that are news: `notices email you@example.com`. Untrusted. */
export type SubscriberTelling = {
  readonly lost: readonly string[];
  readonly waiting: readonly string[];
  readonly filtered: readonly string[];
  readonly accountId: string;
};

const WORDS = {
  en: {
    subject: 'loginbell: ',
    subjectEnd: ' may miss notices',
    many: '{count} subscribers',
    headline: 'Somebody who was to be told is told no more, not yet, or not of everything.',
    lost: '{name}: was subscribed and is no more. If nobody did that on purpose, subscribe them again.',
    waiting: '{name}: has not confirmed for a day. SNS drops the request after two.',
    filtered: '{name}: a filter policy keeps critical notices from it.',
    faults: '{name} (of the second topic, for faults of loginbell)',
    toDo: 'What to do',
    confirm:
      'loginbell confirm: shows who is subscribed, and confirms without leaving a link that ends it.',
    filter: 'docs/organizations.md: filter policies that let critical notices through.',
    more: '… and {count} more',
  },
  ja: {
    subject: 'loginbell: ',
    subjectEnd: 'に通知が届かないおそれ',
    many: '{count}件の購読',
    headline:
      '通知先のうち、通知が届かなくなった、まだ届かない、または一部しか届かないものがあります。',
    lost: '{name}: 購読がなくなりました。意図したものでなければ、もう一度購読に追加してください。',
    waiting: '{name}: 1日たっても確認されていません。2日たつとSNSが要求を取り消します。',
    filtered: '{name}: フィルターポリシーにより、重要な通知が届きません。',
    faults: '{name}（loginbell自体の異常を知らせる2つ目のトピック）',
    toDo: '対処',
    confirm: 'loginbell confirm: 購読の一覧を表示し、解除リンクを残さずに確認します。',
    filter: 'docs/organizations.md: 重要な通知を通すフィルターポリシー。',
    more: '…ほか{count}件',
  },
} as const satisfies Readonly<Record<Language, Readonly<Record<string, string>>>>;

/** As many lines as one reads. */
const NAMED = 20;

/** The notice to those who are left, about those who are not. Sanitised. */
export function composeSubscriberNotice(
  { lost, waiting, filtered, accountId }: SubscriberTelling,
  settings: NoticeSettings,
): Notice {
  const words = WORDS[settings.language];
  const voice = voiceOf(settings);
  const nameOf = (key: string) => {
    const [, of = '', name = ''] = /^(\w+) (.*)$/s.exec(key) ?? [];
    const shownName = safe(name, 200);
    return of === 'faults' ? fill(words.faults, { name: shownName }) : shownName;
  };
  const all = [
    ...lost.map((key) => ({ key, text: words.lost })),
    ...waiting.map((key) => ({ key, text: words.waiting })),
    ...filtered.map((key) => ({ key, text: words.filtered })),
  ];
  const lines = all.slice(0, NAMED).map(({ key, text }) => fill(text, { name: nameOf(key) }));
  const [only] = all;
  const content: NoticeContent = {
    language: settings.language,
    severity: 'warning',
    headline: words.headline,
    alerts: [],
    rows: [],
    lines: all.length > NAMED ? [...lines, fill(words.more, { count: all.length - NAMED })] : lines,
    stepsHeading: words.toDo,
    steps: [words.confirm, ...(filtered.length > 0 ? [words.filter] : [])],
    eventIds: [],
  };
  return {
    subject: fitted(
      words.subject,
      all.length === 1 && only !== undefined
        ? safe(only.key.replace(/^\w+ /, ''), 60)
        : fill(words.many, { count: all.length }),
      words.subjectEnd,
      accountLabel(accountId, voice),
    ),
    text: renderText(content),
    content,
    attributes: {
      outcome: '',
      identityType: '',
      mfa: '',
      accountId,
      eventName: 'LoginbellSubscribers',
      severity: 'warning',
    },
    signIns: [],
  };
}
