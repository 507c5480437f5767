import { fieldAt } from '../../src/signin/fields.ts';
import { linkProblems, type Problems, quoted, textProblems } from './laws.ts';

/** What chat programs read as layout, mentions and links, where no backslash stands before it. */
const LIVE = /(?<!\\)(?:\\\\)*[*_~`<>|[\]@#]/;

/** A custom notification whose texts are only text, with one link, to the console. */
export function chatProblems(payload: string): Problems {
  const chat: unknown = JSON.parse(payload);
  const at = (...path: readonly string[]) => [fieldAt(chat, ...path)].flat().map(String);
  const texts = [
    ...at('content', 'title'),
    ...at('content', 'description'),
    ...at('content', 'nextSteps'),
    ...at('metadata', 'summary'),
  ];
  const keywords = at('content', 'keywords').filter((keyword) => keyword !== 'undefined');
  return [
    ...texts.filter((text) => LIVE.test(text)).map((text) => `live layout: ${quoted(text)}`),
    ...texts.flatMap((text) => textProblems(text)),
    ...keywords.filter((word) => !/^<[^<>|]+\|CloudTrail>$/.test(word)),
    ...keywords.flatMap((word) => linkProblems(word.replace(/[<>|]/g, ' '))),
    ...(keywords.length > 1 ? [`${keywords.length} keywords`] : []),
    ...at('metadata', 'eventType').filter((type) => !/^[\w-]+$/.test(type)),
  ];
}
