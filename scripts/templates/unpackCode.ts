import { brotliDecompressSync } from 'node:zlib';

/**
 * The code that a built template holds packed, without running any of it: what `packCode` packed, to look at and to
 * compare. Throws when there is none.
 */
export function unpackCode(template: string): string {
  const [, packed] = /const packed = `([^`]*)`/.exec(template) ?? [];
  if (packed === undefined) throw new Error('no packed code in it; is it a built template?');
  const digits = packed.replace(/\s/g, '').replaceAll('z', '\\').replaceAll('|', '`');
  const bytes = Buffer.alloc((digits.length / 5) * 4);
  for (let i = 0; i < digits.length; i += 5) {
    let word = 0;
    for (let j = i; j < i + 5; j += 1) word = word * 85 + digits.charCodeAt(j) - 37;
    bytes.writeUInt32BE(word, (i / 5) * 4);
  }
  return brotliDecompressSync(bytes).toString();
}
