import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonText } from '../../src/cli/jsonText.ts';
import { commandLine } from './commandLine.ts';
import { jsonProblems, textProblems } from './laws.ts';

/** Names that file systems allow and a terminal would obey. */
const NAMES = [
  ['terminal escapes', 'a\u001b[2J\u001b]0;owned\u0007.json'],
  ['eight-bit terminal escapes', 'a\u009b2J.json'],
  ['line breaks', 'a\r\nall is well.json'],
  ['a right-to-left override', 'a\u202enosj.exe'],
  ['zero-width characters', 'a\u200b\ufeff.json'],
] as const;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loginbell-names-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(NAMES)('a file with %s in its name', (_, name) => {
  const ring = async (...options: string[]) => {
    await writeFile(join(folder, name), 'not JSON');
    return commandLine(['ring', join(folder, name), '--data', join(folder, 'data'), ...options]);
  };

  it('is told of in lines that a terminal shows as they are', async () => {
    const { out, err } = await ring();
    expect(err.join()).toContain('it is not JSON');
    expect([...out, ...err].flatMap((line) => textProblems(line, 400))).toEqual([]);
  });

  it('is told of in JSON that a terminal shows as it is, and a program reads as it was', async () => {
    const { out } = await ring('--json');
    const text = out.join('\n');
    expect(jsonProblems(text)).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({ problems: [{ file: join(folder, name) }] });
  });
});

it('JSON to print holds the same value, whatever is in it', () => {
  const value = { 'k\u009b': ['\u{E0041}\u202e\ud800', '\u2028', '名🙂', { deep: null }] };
  for (const indent of [0, 2]) {
    expect(JSON.parse(jsonText(value, indent))).toEqual(value);
    expect(jsonProblems(jsonText(value, indent))).toEqual([]);
  }
});
