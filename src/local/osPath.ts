/**
 * File names are bytes on most systems, and some are no UTF-8. As text, each byte that is none stands as a lone surrogate
 * (U+DC80 to U+DCFF), which no file name that is UTF-8 holds; what is shown to people loses it, what is opened gets it back.
 */
const FIRST = 0xdc00;
/** One that is no half of a letter. */
const BYTE = /(?<![\ud800-\udbff])([\udc80-\udcff])/;

/** A name as `readdir` and `realpath` give it in bytes, as text. */
export function textOfName(name: Buffer): string {
  const text = name.toString('utf8');
  return text.includes('\ufffd') && !Buffer.from(text).equals(name) ? textOfBytes(name) : text;
}

/** A path for a function of `node:fs`: in bytes where it is no UTF-8. */
export function osPath(path: string): string | Buffer {
  if (!BYTE.test(path)) return path;
  const parts = path.split(BYTE);
  return Buffer.concat(
    parts.map((part) =>
      /^[\udc80-\udcff]$/.test(part)
        ? Buffer.from([part.charCodeAt(0) - FIRST])
        : Buffer.from(part, 'utf8'),
    ),
  );
}

/** Takes characters as long as they are whole, and else one byte. */
function textOfBytes(name: Buffer): string {
  let text = '';
  for (let at = 0; at < name.length; ) {
    const length = [1, 2, 3, 4].find((size) => {
      const part = name.subarray(at, at + size);
      return part.length === size && Buffer.from(part.toString('utf8')).equals(part);
    });
    if (length === undefined) text += String.fromCharCode(FIRST + (name[at] ?? 0));
    else text += name.toString('utf8', at, at + length);
    at += length ?? 1;
  }
  return text;
}
