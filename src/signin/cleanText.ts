/** What a hidden character is replaced by: visible, so that `ali<zero width>ce` never reads as `alice`. */
const MARK = '\u{FFFD}';

/**
 * Control, format (bidi, zero-width, tags, soft hyphen), private use, unassigned, lone surrogates, line
 * and paragraph separators, whatever Unicode says may be ignored in display; the Braille blank, which looks like nothing.
 */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]+/gu;

const SPACES = /[\t\r\n\v\f\u0085\u2028\u2029]+/g;

/**
 * Makes untrusted text fit to be stored and shown: line breaks and tabs become a space, each run of
 * other invisible characters one U+FFFD, and what is longer than `limit` UTF-16 units ends in `…`.
 */
export function cleanText(text: string, limit = 1024): string {
  const bounded = text.length > limit * 2 ? text.slice(0, limit * 2) : text;
  const clean = bounded.replace(SPACES, ' ').replace(HIDDEN, MARK).trim();
  return shorten(clean, limit);
}

/** Cuts text to `limit` UTF-16 units (at least one), the last of them `…`, never through a surrogate pair. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = Math.max(limit - 1, 0);
  const code = text.charCodeAt(end - 1);
  return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end)}…`;
}
