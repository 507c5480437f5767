import type { NoticeContent, NoticeSettings } from './notice.ts';
import { safe } from './safe.ts';
import { fill, wordsOf } from './wording.ts';

/** The last line, where it is known who sends. */
export function sentBy({ sender, language }: NoticeSettings): Pick<NoticeContent, 'sentBy'> {
  if (sender === undefined) return {};
  const words = wordsOf(language);
  const phrase = sender.kind === 'machine' ? words.sentByMachine : words.sentByInstallation;
  return { sentBy: fill(phrase, { name: safe(sender.name, 64) }) };
}
