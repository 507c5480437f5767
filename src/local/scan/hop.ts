import { endOfString, endOfValue } from './jsonBytes.ts';

/** How CloudTrail begins every record. */
export const RECORD = Buffer.from('{"eventVersion"');
const QUOTE = 0x22;
const COMMA = 0x2c;
const LIST_OPENS = 0x5b;
const OBJECT_OPENS = 0x7b;
const OBJECT_CLOSES = 0x7d;

/**
 * Given where an element of a list begins, where a later one begins, looking at few of the bytes between; 0
 * when that cannot be told so cheaply. Ask for rising positions only. It is exact in valid JSON:
 *
 * `{"eventVersion"` cannot stand inside a string. Its quote is not escaped, and it opens a string, since a
 * letter never follows the quote that closes one. So the brace is one of the structure, and the comma just
 * before it is too; a comma before an object separates the elements of a list. Every list that was opened
 * since the known element began is closed again. So that list is ours.
 */
export function createHop(bytes: Buffer): (element: number) => number {
  let bracket = -1;
  return (element) => {
    if (bytes[element] !== OBJECT_OPENS) return 0;
    const next = bytes.indexOf(RECORD, element + RECORD.length);
    // Half a record does not end with a brace: that is damage, for others to look at.
    if (next < 0 || bytes[next - 1] !== COMMA || bytes[next - 2] !== OBJECT_CLOSES) return 0;
    if (bracket < element) bracket = nextBracket(bytes, element);
    for (let from = element; bracket < next; bracket = nextBracket(bytes, from)) {
      from = afterBracket(bytes, bracket, from);
      if (from < 0 || from > next) return 0;
    }
    return next;
  };
}

function nextBracket(bytes: Buffer, from: number): number {
  const found = bytes.indexOf(LIST_OPENS, from);
  return found < 0 ? Number.POSITIVE_INFINITY : found;
}

/**
 * Just after the list that opens at `bracket`, or after the string that the bracket stands in; -1 when it
 * does not end. `from` is a place outside of strings before it.
 */
function afterBracket(bytes: Buffer, bracket: number, from: number): number {
  let at = openingQuote(bytes, bracket, from);
  while (at >= 0 && at < bracket) at = bytes[at] === QUOTE ? endOfString(bytes, at + 1) : at + 1;
  return at === bracket ? endOfValue(bytes, at) : at;
}

/**
 * The nearest quote before `before` that opens a string for certain: it follows a comma or brace, so it is
 * not escaped, and a letter follows it, so it does not close one. Else `from`.
 */
function openingQuote(bytes: Buffer, before: number, from: number): number {
  for (let at = before - 1; at > from; at -= 1) {
    if (bytes[at] !== QUOTE || !isLetter(bytes[at + 1])) continue;
    const previous = bytes[at - 1];
    if (previous === COMMA || previous === OBJECT_OPENS) return at;
  }
  return from;
}

function isLetter(byte = 0): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
