import { brotliCompressSync, constants } from 'node:zlib';

/** The digits of RFC 1924, which Git and Python use too. None needs an escape in a quoted string of JavaScript. */
const DIGITS =
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';
/** A parameter of CloudFormation takes 4,096 bytes. */
const PARAMETER_BYTES = 4096;

/** A program in pieces that travel as parameters, and the text that loads them, to stand before and after. */
export type PackedCode = {
  /** By the names of the parameters, in order: `Program1`, `Program2` … */
  readonly parameters: Readonly<Record<string, string>>;
  readonly before: string;
  readonly after: string;
};

/**
 * The program compressed, with a loader that unpacks and runs it when the function starts. `readableAt`: the file that
 * the loader's comment names. Same program in, same bytes out.
 */
export function packCode(program: string, readableAt: string): PackedCode {
  const packed = brotliCompressSync(program, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
  const pieces = base85(packed).match(new RegExp(`.{1,${PARAMETER_BYTES}}`, 'g')) ?? [];
  return {
    parameters: Object.fromEntries(pieces.map((piece, i) => [`Program${i + 1}`, piece])),
    before: `"use strict";
// The program of ${readableAt}, to be read there: minified, compressed by Brotli, in base 85.
const packed = "`,
    after: `";
const digits = "${DIGITS}";
const bytes = Buffer.alloc((packed.length / 5) * 4);
for (let i = 0; i < packed.length; i += 5) {
 let word = 0;
 for (const digit of packed.slice(i, i + 5)) word = word * 85 + digits.indexOf(digit);
 bytes.writeUInt32BE(word, (i / 5) * 4);
}
const program = require("node:zlib").brotliDecompressSync(bytes).toString();
new Function("exports", "require", program + "\\n//# sourceURL=loginbell.js")(exports, require);
`,
  };
}

/**
 * Five characters for four bytes, where base64 takes five and a third. Filled up with zero bytes, which come after
 * Brotli's own end mark.
 */
export function base85(bytes: Buffer): string {
  const whole = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  let text = '';
  for (let i = 0; i < whole.length; i += 4) {
    const word = whole.readUInt32BE(i);
    for (let power = 85 ** 4; power >= 1; power /= 85) {
      text += DIGITS[Math.floor(word / power) % 85];
    }
  }
  return text;
}
