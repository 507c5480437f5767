import { cleanText, shorten } from '../signin/cleanText.ts';
import { defang } from './defang.ts';

/** The alphabets of mathematics: made to look like Latin, whatever stands beside. */
const MATHEMATICAL = /[\u{1D400}-\u{1D7FF}]/gu;

/**
 * Letters of scripts that nobody writes within Latin words: all but Latin itself, the scripts of Japanese, Chinese and
 * Korean, and what belongs to no script (digits, marks); and Latin's own odd forms (phonetic, fullwidth, circled …).
 */
const LOOK_ALIKES =
  /(?![\p{sc=Latn}\p{sc=Hira}\p{sc=Kana}\p{sc=Hani}\p{sc=Hang}\p{sc=Bopo}\p{sc=Zyyy}\p{sc=Zinh}])\p{L}|[\u0250-\u02FF\u1D00-\u1DBF\u2100-\u218F\u2460-\u24FF\uA720-\uA7FF\uAB30-\uAB6F\uFF01-\uFF5E]/gu;

/**
 * Untrusted text, fit for one line of a mail: no control, bidi or zero-width characters, look-alike
 * letters marked, nothing a mail program would make a link, at most `limit` UTF-16 units. Applied twice
 * it changes nothing more. Never throws.
 */
export function safe(text: string, limit = 120): string {
  return shorten(defang(markLookAlikes(cleanText(text, limit * 2))), limit);
}

/**
 * Shows letters that pass for Latin ones by their number (`[U+0430]lice`) in text that has Latin letters
 * too. Text in one script, kana, kanji, hangul and accented Latin stay.
 */
export function markLookAlikes(text: string): string {
  const marked = text.replace(MATHEMATICAL, numbered);
  return /[A-Za-z]/.test(marked) ? marked.replace(LOOK_ALIKES, numbered) : marked;
}

function numbered(letter: string): string {
  return `[U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`;
}
