import { Script } from 'node:vm';
import { build, transformSync } from 'esbuild';

/**
 * The handler and all it imports as one CommonJS file for Lambda's `Code.ZipFile`, made to be read: names and
 * lines stay as written, comments name the source files, indented by one space. The AWS SDK comes from
 * the runtime. Throws when the result is not valid CommonJS.
 */
export async function bundleHandler(root: string, entry: string): Promise<string> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    // Not `cjs`: esbuild would add 1 KB of helpers and write every imported name as `(0, import_x.name)`.
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: ['@aws-sdk/*', '@smithy/*'],
    minifySyntax: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const code = indentByOneSpace(toCommonJs(result.outputFiles[0]?.text ?? ''));
  new Script(`(function (exports, require, module) {${code}\n})`, { filename: 'index.js' });
  return code;
}

/** Turns the import and export statements of esbuild's ESM output into CommonJS. */
export function toCommonJs(esm: string): string {
  const code = esm
    .replace(/^import \* as (\w+) from ("[^"]+");$/gm, 'const $1 = require($2);')
    .replace(/^import (\w+) from ("[^"]+");$/gm, 'const $1 = require($2);')
    .replace(
      /^import (\{[^}]*\}) from ("[^"]+");$/gm,
      (_, names: string, from: string) =>
        `const ${names.replace(/ as /g, ': ').replace(/\s+/g, ' ')} = require(${from});`,
    )
    .replace(/^export (\{[^}]*\});$/gm, (_, names: string) =>
      [...names.matchAll(/(\w+)(?: as (\w+))?/g)]
        .map(([, local, name = local]) => `exports.${name} = ${local};`)
        .join('\n'),
    );
  const left = /^(?:import|export)\b.*|\bimport\.meta\b.*/m.exec(code);
  if (left) throw new Error(`cannot be written as CommonJS: ${left[0]}`);
  return `"use strict";\n${code}`;
}

/**
 * Halves the indentation of two spaces, except where that would change a string (a template literal of
 * several lines): what stays equal when all white space between tokens is removed is the same program.
 */
export function indentByOneSpace(code: string): string {
  const compact = (lines: readonly string[]) =>
    transformSync(lines.join('\n'), { minifyWhitespace: true, charset: 'utf8' }).code;
  let lines = code.split('\n');
  const program = compact(lines);
  const halve = (from: number, to: number): void => {
    const halved = lines.map((line, i) =>
      i < from || i >= to ? line : line.replace(/^ +/, (s) => ' '.repeat(s.length / 2)),
    );
    if (compact(halved) === program) {
      lines = halved;
    } else if (to - from > 1) {
      const middle = (from + to) >> 1;
      halve(from, middle);
      halve(middle, to);
    }
  };
  halve(0, lines.length);
  return lines.join('\n');
}
