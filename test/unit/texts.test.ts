import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every text that people may read or run, save the tests themselves. */
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|mjs|md|ya?ml|json|sh)$/.test(file) && !/^(test|templates)\//.test(file));

const linesWith = (pattern: RegExp) =>
  files.flatMap((file) =>
    readFileSync(`${ROOT}${file}`, 'utf8')
      .split('\n')
      .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1}`] : [])),
  );

describe('no text of ours', () => {
  it('tells anyone to run a name on the registry that nobody owns', () => {
    expect(files.length).toBeGreaterThan(200);
    expect(linesWith(/npx (-y |--yes )?loginbell|npm (i|install) (-g )?loginbell\b/)).toEqual([]);
  });

  it('puts a password on a command line', () => {
    expect(linesWith(/--\S+[ =]smtps?:\/\/[\w%]+:[^@\s$`'"]+@/)).toEqual([]);
  });
});
