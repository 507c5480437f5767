import { parseJson } from '../signin/parseJson.ts';

/**
 * What can be made of JSON text that was cut off at any character (or is followed by something else):
 * every complete member before the cut, in its place. The last string, number, key or literal that is
 * not complete is dropped and what stands open is closed; a number at the very end counts as incomplete.
 * Undefined when nothing is left. Never throws; takes time in proportion to the text.
 */
export function parseTruncatedJson(text: string): unknown {
  const whole = parseJson(text);
  if (whole !== undefined) return whole;
  const { end, closers } = scanJson(text);
  return end > 0 ? parseJson(text.slice(0, end) + closers) : undefined;
}

/** How far a text is one JSON object or array. */
export type JsonScan = {
  /** Where the last complete piece ends; where the scan began if there is none. */
  readonly end: number;
  /** What closes the text up to `end`, innermost first; empty when the document is complete. */
  readonly closers: string;
  /** Where the scan had to stop: the first character that does not fit, or the end of the text. */
  readonly stuckAt: number;
};

/** A number counts only when something follows it: `12` may be the beginning of `123`. */
const SCALAR = /(?:true|false|null)(?=[\s,\]}]|$)|[-+.\deE]{1,400}(?=[\s,\]}])/y;

/**
 * Reads one JSON object or array from `from` on, as far as it goes. Strings and numbers are not looked
 * into: what is kept is JSON in its structure, and may still be refused by the parser.
 */
export function scanJson(text: string, from = 0): JsonScan {
  const open: string[] = [];
  let expects: 'value' | 'key' | ':' | ',' = 'value';
  let isEmpty = false;
  let end = from;
  let at = from;
  for (let next = at; at < text.length; at = next) {
    const char = text.charAt(at);
    const closer = open.at(-1);
    next = at + 1;
    // White space; the parser refuses the control characters that are none.
    if (char <= ' ') continue;
    if (expects === 'value' && (char === '{' || char === '[')) {
      open.push(char === '{' ? '}' : ']');
      expects = char === '{' ? 'key' : 'value';
      isEmpty = true;
      if (closer) end = next;
      continue;
    }
    if (!closer) break;
    if (char === expects) {
      expects = char === ',' && closer === '}' ? 'key' : 'value';
      continue;
    }
    if (char === closer && (isEmpty || expects === ',')) {
      open.pop();
      expects = 'value';
    } else {
      if (expects === ',' || expects === ':') break;
      next = char === '"' ? endOfString(text, at) : expects === 'value' ? endOfScalar(text, at) : 0;
      if (next === 0) break;
      if (next > text.length) continue;
    }
    isEmpty = false;
    if (expects === 'value') end = next;
    expects = expects === 'key' ? ':' : ',';
    if (open.length === 0) return { end, closers: '', stuckAt: end };
  }
  return { end, closers: open.reverse().join(''), stuckAt: Math.min(at, text.length) };
}

/** Just after the closing quote; beyond the text when there is none. */
function endOfString(text: string, start: number): number {
  for (let quote = start; ; ) {
    quote = text.indexOf('"', quote + 1);
    if (quote < 0) return text.length + 1;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
}

/** Just after the number or literal; 0 when none stands there. */
function endOfScalar(text: string, start: number): number {
  SCALAR.lastIndex = start;
  return SCALAR.test(text) ? SCALAR.lastIndex : 0;
}
