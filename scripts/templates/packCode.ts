import { brotliCompressSync, constants } from 'node:zlib';
import { transformSync } from 'esbuild';

const LINE = 2000;

/**
 * The code compressed into a loader that unpacks it when the function starts, for when the readable code does not
 * fit. What is packed is the readable code without white space and comments; names stay, save with
 * `shortNames`. Same code in, same bytes out.
 */
export function packCode(code: string, readableAt: string, shortNames = false): string {
  const packed = brotliCompressSync(bareCode(code, shortNames), {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
  const text = base85(packed).replace(new RegExp(`.{${LINE}}(?=.)`, 'g'), '$&\n');
  return `"use strict";
// Compressed to fit into 51,200 bytes. Readable, with all comments: ${readableAt}
// docs/deploy.md shows how to compare the two.
const { brotliDecompressSync } = require("node:zlib");
const { compileFunction } = require("node:vm");
const packed = \`
${text}\`;
const digits = packed.replace(/\\s/g, "").replace(/z/g, "\\\\").replace(/[|]/g, "\`");
const bytes = Buffer.alloc((digits.length / 5) * 4);
for (let i = 0; i < digits.length; i += 5) {
 let word = 0;
 for (let j = i; j < i + 5; j++) word = word * 85 + digits.charCodeAt(j) - 37;
 bytes.writeUInt32BE(word, (i / 5) * 4);
}
const code = brotliDecompressSync(bytes).toString();
const inner = {};
compileFunction(code, ["exports", "require"], { filename: "loginbell.js" })(inner, require);
exports.handler = inner.handler;
`;
}

/** The same program without white space and comments; with `shortNames`, local names are one or two letters. */
export function bareCode(code: string, shortNames = false): string {
  const options = { minifyWhitespace: true, minifyIdentifiers: shortNames } as const;
  return transformSync(code, { ...options, format: 'cjs', charset: 'utf8' }).code;
}

/**
 * Five characters for four bytes, where base64 takes five and a third: the 85 from `%` to `y`, but `z` for the
 * backslash and `|` for the backtick. None of them means anything inside a template literal, in a
 * literal block of YAML or to CloudFormation. Filled up with zero bytes, which brotli's end mark ends.
 */
export function base85(bytes: Buffer): string {
  const whole = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  let text = '';
  for (let i = 0; i < whole.length; i += 4) {
    const word = whole.readUInt32BE(i);
    for (let power = 85 ** 4; power >= 1; power /= 85) {
      text += String.fromCharCode(37 + (Math.floor(word / power) % 85));
    }
  }
  return text.replaceAll('\\', 'z').replaceAll('`', '|');
}
