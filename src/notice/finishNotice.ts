import { isTest } from '../signin/testSignIn.ts';
import type { Notice, NoticeContent, NoticeSettings, Telling } from './notice.ts';
import { renderText } from './renderText.ts';
import { safe } from './safe.ts';
import { sentBy } from './sentBy.ts';
import type { WriteSubject } from './subject.ts';
import { voiceOf } from './wording.ts';

/** What differs between the notice of one sign-in and that of many. */
type Draft = Omit<NoticeContent, 'language' | 'stepsHeading' | 'eventIds'>;

/** Finishes a notice: subject, text, and what subscribers filter on. */
export function finishNotice(
  tellings: readonly Telling[],
  draft: Draft,
  writeSubject: WriteSubject,
  settings: NoticeSettings,
): Notice {
  const { severity } = draft;
  const signIns = tellings.map(({ signIn }) => signIn);
  const voice = voiceOf(settings);
  const content: NoticeContent = {
    ...draft,
    language: voice.language,
    stepsHeading: voice.ifNotYou,
    eventIds: signIns.map(({ eventId }) => safe(eventId)),
    ...sentBy(settings),
  };
  const before = [
    signIns.some(isTest) ? voice.test : '',
    severity === 'critical' ? voice.urgent : '',
  ];
  const common = (field: 'outcome' | 'identityType' | 'mfa' | 'accountId' | 'eventName') =>
    commonWord(signIns.map((signIn) => signIn[field]));
  return {
    subject: writeSubject(voice, before.join('')),
    text: renderText(content),
    content,
    attributes: {
      outcome: common('outcome'),
      identityType: common('identityType'),
      mfa: common('mfa'),
      accountId: common('accountId'),
      eventName: common('eventName'),
      severity,
    },
    signIns,
  };
}

/** The value that all have, or `mixed`; `unknown` for what is no plain word, so never untrusted text. */
function commonWord(values: readonly string[]): string {
  const [word = '', ...others] = new Set(values);
  return others.length > 0 ? 'mixed' : /^[\w-]{1,64}$/.test(word) ? word : 'unknown';
}
