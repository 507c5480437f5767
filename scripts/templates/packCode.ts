import { brotliCompressSync, constants } from 'node:zlib';
import { transformSync } from 'esbuild';

const LINE = 1000;

/**
 * The code compressed into a loader that unpacks it when the function starts, for when the readable code does not
 * fit. What is packed is the readable code without white space and comments; names stay. Same code in,
 * same bytes out.
 */
export function packCode(code: string, readableAt: string): string {
  const bare = transformSync(code, { minifyWhitespace: true, charset: 'utf8' }).code;
  const packed = brotliCompressSync(bare, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
  const text = packed.toString('base64').replace(new RegExp(`.{${LINE}}(?=.)`, 'g'), '$&\n');
  return `"use strict";
// Compressed to fit into 51,200 bytes. Readable, with all comments: ${readableAt}
// docs/deploy.md shows how to compare the two.
const { brotliDecompressSync } = require("node:zlib");
const { compileFunction } = require("node:vm");
const packed = \`
${text}\`;
const code = brotliDecompressSync(Buffer.from(packed, "base64")).toString();
const inner = {};
compileFunction(code, ["exports", "require"], { filename: "loginbell.js" })(inner, require);
exports.handler = inner.handler;
`;
}
