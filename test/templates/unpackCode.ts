import { brotliDecompressSync } from 'node:zlib';

/** The program in a packed function, without running any of it. Throws where nothing is packed. */
export function unpackCode(code: string): string {
  const [, packed] = /const packed = "([^"]*)"/.exec(code) ?? [];
  const [, digits] = /const digits = "([^"]*)"/.exec(code) ?? [];
  if (packed === undefined || digits === undefined) throw new Error('nothing is packed in it');
  const text = packed;
  const bytes = Buffer.alloc((text.length / 5) * 4);
  for (let i = 0; i < text.length; i += 5) {
    const word = [...text.slice(i, i + 5)].reduce(
      (sum, digit) => sum * 85 + digits.indexOf(digit),
      0,
    );
    bytes.writeUInt32BE(word, (i / 5) * 4);
  }
  return brotliDecompressSync(bytes).toString();
}
