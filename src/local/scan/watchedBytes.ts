import { afterSpace } from './jsonBytes.ts';

/** The least position, from `from` on, at which a watched event may be named; Infinity when there is none. */
export type WatchedBytes = (from: number) => number;

/** Of `eventName` and of LookupEvents' `EventName`, with or without escapes before its quotes. */
const KEY = Buffer.from('ventName');
/** How letters are written by those who want to hide them: `\u0065ventName`. Nobody else escapes letters. */
const ESCAPE = Buffer.from('\\u00');

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const LONGEST_NAME = 64;

/**
 * Looks into JSON bytes for records of the given event names, of a name that is no word, or that hold one of the
 * texts, without parsing them. It may point at what turns out to be none (the name in another place, unusual
 * spelling), but in valid JSON no record whose `eventName` would be read as one of the names is missed, however it
 * is escaped, spaced or padded. A text inside a text (the record in LookupEvents' `CloudTrailEvent`) is looked into
 * as well. Ask it for rising positions only.
 */
export function createWatchedBytes({
  names,
  texts,
}: {
  readonly names: readonly string[];
  readonly texts: readonly string[];
}): (bytes: Buffer) => WatchedBytes {
  const known = new Set(names);
  const firsts = new Uint8Array(256);
  for (const name of names) firsts[name.charCodeAt(0)] = 1;

  const isMaybeWatched = (bytes: Buffer, key: number): boolean => {
    const quote = afterQuote(bytes, key + KEY.length);
    if (quote < 0) return quote === UNSURE;
    const colon = afterSpace(bytes, quote);
    if (bytes[colon] !== COLON) return bytes[colon] === BACKSLASH || colon >= bytes.length;
    const start = afterQuote(bytes, afterSpace(bytes, colon + 1));
    if (start < 0) return start === UNSURE;
    let end = start;
    while (end - start < LONGEST_NAME && isAlphanumeric(bytes[end])) end += 1;
    // A name that is no word was masked, or is unusually written: it may hide anything.
    if (end === start || afterQuote(bytes, end) < 0) return true;
    if (firsts[bytes[start] ?? 0] === 0) return false;
    return known.has(bytes.toString('latin1', start, end));
  };

  return (bytes) => {
    let key = -1;
    let escaped = -1;
    const found = texts.map((text) => ({ text: Buffer.from(text), at: -1 }));
    const nextKey = (from: number): number => {
      for (let at = bytes.indexOf(KEY, from); at >= 0; at = bytes.indexOf(KEY, at + KEY.length)) {
        if (isMaybeWatched(bytes, at)) return at;
      }
      return Number.POSITIVE_INFINITY;
    };
    const nextEscaped = (from: number): number => {
      for (let at = bytes.indexOf(ESCAPE, from); at >= 0; at = bytes.indexOf(ESCAPE, at + 1)) {
        const digit = bytes[at + ESCAPE.length] ?? 0x34;
        if (digit >= 0x34 && digit <= 0x37) return at;
      }
      return Number.POSITIVE_INFINITY;
    };
    return (from) => {
      if (key < from) key = nextKey(from);
      if (escaped < from) escaped = nextEscaped(from);
      let least = Math.min(key, escaped);
      for (const one of found) {
        if (one.at < from) {
          const at = bytes.indexOf(one.text, from);
          one.at = at < 0 ? Number.POSITIVE_INFINITY : at;
        }
        least = Math.min(least, one.at);
      }
      return least;
    };
  };
}

const NONE = -1;
const UNSURE = -2;

/**
 * Just after the quote, perhaps an escaped one, that stands here; otherwise `NONE`, or `UNSURE` where there is
 * another escape or the bytes end. Asked three times a record: numbers, since objects would be garbage.
 */
function afterQuote(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === BACKSLASH) at += 1;
  if (bytes[at] === QUOTE) return at + 1;
  return at > from || at >= bytes.length ? UNSURE : NONE;
}

function isAlphanumeric(byte = 0): boolean {
  const letter = byte | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39);
}
