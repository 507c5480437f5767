import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { articlePython } from '../../test/e2e/articleFunction.ts';
import { ROOT } from '../../test/e2e/cacheFolder.ts';
import { readNotification, zipFileOf } from '../../test/e2e/template.ts';
import { versionOf } from '../measure/machine.ts';

/** A function as a command that reads events and answers with figures, one JSON line each. */
export type Program = {
  readonly name: 'loginbell' | 'article';
  readonly command: string;
  readonly args: readonly string[];
};

/** The function's memory in the template, in MB. */
const MEMORY = 256;

/**
 * Ours: the code exactly as the packed template has it, with the bounds of memory that Lambda's start script gives Node: a
 * twentieth of the function's memory for each half of the young generation, the rest for the old one.
 */
export function ourProgram(): Program {
  const folder = mkdtempSync(join(tmpdir(), 'loginbell-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const code = join(folder, 'index.js');
  writeFileSync(code, zipFileOf(readNotification().packed));
  const young = Math.floor(MEMORY / 10);
  const flags = [
    `--max-semi-space-size=${Math.floor(young / 2)}`,
    `--max-old-space-size=${MEMORY - young}`,
  ];
  const script = join(import.meta.dirname, 'runFunction.cjs');
  return { name: 'loginbell', command: process.execPath, args: [...flags, script, code] };
}

/** The article's, in `indexPy`, under CPython with boto3. */
export function articleProgram(indexPy: string): Program {
  const script = join(ROOT, 'test/e2e/runHandler.py');
  return { name: 'article', command: articlePython(), args: [script, indexPy] };
}

/** The versions of what the article's function runs on: `CPython 3.11.7, boto3 1.44.5`. */
export function articleVersions(): string {
  const ask =
    'import boto3, platform as p; print(f"{p.python_implementation()} {p.python_version()}, boto3 {boto3.__version__}")';
  return versionOf(articlePython(), '-c', ask) ?? 'CPython and boto3 of an unknown version';
}
