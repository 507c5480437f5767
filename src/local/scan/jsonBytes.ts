const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** What a byte outside of strings means: 0 nothing, 1 a string begins, 2 something opens, 3 it closes. */
const MEANING = new Uint8Array(256);
for (const [characters, meaning] of [
  ['"', 1],
  ['{[', 2],
  ['}]', 3],
] as const) {
  for (const character of characters) MEANING[character.charCodeAt(0)] = meaning;
}

/**
 * Just after the JSON value that begins at `from`; -1 when the bytes end before it does. In valid JSON this
 * is exact, whatever stands in its strings; of other bytes it says nothing.
 */
export function endOfValue(bytes: Buffer, from: number): number {
  const { length } = bytes;
  let depth = 0;
  for (let at = from; at < length; ) {
    const meaning = MEANING[bytes[at] ?? 0];
    at += 1;
    if (meaning === 0) {
      if (depth === 0) return endOfScalar(bytes, at);
      continue;
    }
    if (meaning === 2) depth += 1;
    else if (meaning === 3) depth -= 1;
    else {
      at = endOfString(bytes, at);
      if (at < 0) return -1;
    }
    if (depth <= 0) return at;
  }
  return -1;
}

/** Just after the quote that closes the string whose text begins at `from`; -1 when the bytes end before. */
export function endOfString(bytes: Buffer, from: number): number {
  const { length } = bytes;
  for (let at = from; at < length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at += 1;
  }
  return -1;
}

/** A number or literal ends where something else begins. */
function endOfScalar(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte <= 0x20 || byte === 0x2c || MEANING[byte] !== 0) return at;
  }
  return -1;
}

/** The position of the next byte that is not white space; the length when there is none. */
export function afterSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && isSpace(bytes[at])) at += 1;
  return at;
}

/** JSON has no other white space. */
function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
