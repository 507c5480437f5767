import { localTime } from '../signin/localTime.ts';
import type { Language, Notice, NoticeContent, NoticeSettings, Severity } from './notice.ts';
import { renderText } from './renderText.ts';
import { safe } from './safe.ts';
import { sentBy } from './sentBy.ts';
import { fill } from './wording.ts';

/** What a process that listens has to say of itself. */
export type SelfTelling =
  /** A source has been silent or refused. `since`: ISO 8601 UTC. */
  | {
      readonly kind: 'deaf';
      readonly what: string;
      readonly since: string;
      readonly reason: string;
    }
  /** It is heard again, and what happened meanwhile has been looked up. */
  | { readonly kind: 'well'; readonly what: string; readonly since: string }
  /** A channel will never take anything. */
  | { readonly kind: 'refused'; readonly what: string; readonly reason: string };

type Words = Readonly<
  Record<`${SelfTelling['kind']}${'Subject' | 'Headline' | 'Step'}` | 'toDo' | 'reason', string>
>;

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    deafSubject: 'loginbell hears nothing from {what} since {since}',
    deafHeadline:
      'loginbell has not heard from {what} since {since}: until this is repaired, sign-ins there are not told.',
    deafStep: 'Mend the cause. Nothing is lost: what happened meanwhile is told then, as late.',
    wellSubject: 'loginbell hears {what} again',
    wellHeadline:
      'loginbell hears {what} again, which it had not since {since}. What happened meanwhile has been looked up and told.',
    wellStep: 'Nothing.',
    refusedSubject: 'loginbell cannot tell anybody by {what}',
    refusedHeadline:
      'A channel of loginbell refuses for good: {what}. The other channels are told.',
    refusedStep: 'Check its address and key, then start loginbell again.',
    toDo: 'What to do',
    reason: 'Reason',
  },
  ja: {
    deafSubject: 'loginbell: {since}から{what}を確認できません',
    deafHeadline:
      'loginbellは{since}から{what}を確認できていません。直るまで、そこでのログインは通知されません。',
    deafStep: '原因を取り除いてください。その間の出来事は失われず、復旧後に遅延として通知します。',
    wellSubject: 'loginbell: {what}の確認を再開しました',
    wellHeadline:
      'loginbellは{since}から確認できなかった{what}を再び確認しています。その間の出来事は調べて通知済みです。',
    wellStep: '対応は不要です。',
    refusedSubject: 'loginbell: {what}では通知できません',
    refusedHeadline: '通知先が受け付けません: {what}。ほかの通知先には届いています。',
    refusedStep: '通知先のアドレスとキーを確認し、loginbellを再起動してください。',
    toDo: '対応',
    reason: '理由',
  },
};

const SEVERITY: Readonly<Record<SelfTelling['kind'], Severity>> = {
  deaf: 'critical',
  well: 'info',
  refused: 'warning',
};

/** The notice of a process about itself. `accountId`: whose sign-ins it listens for, or `''`. Sanitised. */
export function composeSelfNotice(
  telling: SelfTelling,
  settings: NoticeSettings,
  accountId: string,
): Notice {
  const { kind } = telling;
  const words = WORDS[settings.language];
  const since = 'since' in telling ? localTime(telling.since, settings.timeZone) : '';
  const values = { what: safe(telling.what, 50), since };
  const severity = SEVERITY[kind];
  const content: NoticeContent = {
    language: settings.language,
    severity,
    headline: fill(words[`${kind}Headline`], values),
    alerts: [],
    rows: 'reason' in telling ? [[words.reason, safe(telling.reason, 400)]] : [],
    lines: [],
    stepsHeading: words.toDo,
    steps: [words[`${kind}Step`]],
    eventIds: [],
    ...sentBy(settings),
  };
  return {
    subject: fill(words[`${kind}Subject`], values),
    text: renderText(content),
    content,
    attributes: {
      outcome: '',
      identityType: '',
      mfa: '',
      accountId,
      eventName: 'LoginbellSelf',
      severity,
    },
    signIns: [],
  };
}
