import { describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/cli/program.ts';
import { VERBS } from '../../../src/cli/verbs/verbs.ts';
import { HELP } from '../../../src/cli/words/help.ja.ts';
import { NOTES } from '../../../src/cli/words/notes.ja.ts';
import { cliLanguage } from '../../../src/cli/words/words.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { createFakeTerminal } from '../../fakes/fakeTerminal.ts';

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

async function typed(args: readonly string[], environment: NodeJS.ProcessEnv) {
  const terminal = createFakeTerminal([]);
  const code = await runProgram(args, environment, terminal, createFakeClock());
  return { code, out: terminal.printed.out.join('\n') };
}

/** What is to be typed of an example: all before the words beside it. */
const commandsOf = (notes: string) =>
  [...notes.matchAll(/^ {2}((?:loginbell|aws) .*?)(?: {2,}.*)?$/gm)].map(([, command]) => command);

describe('the help in Japanese', () => {
  const english = new Set([
    'Tells you of every sign-in to your AWS Management Console.',
    ...VERBS.flatMap(({ summary, argument, options }) => [
      summary,
      ...(argument === undefined ? [] : [argument.help]),
      ...options.map(({ help }) => help),
    ]),
  ]);

  it('has every text of the English one, and no other', () => {
    expect(Object.keys(HELP).sort()).toEqual([...english].sort());
    expect(Object.keys(NOTES).sort()).toEqual(VERBS.map(({ name }) => name).sort());
  });

  it.each(VERBS.map(({ name, notes }) => ({ name, notes })))(
    'shows the same commands for $name',
    ({ name, notes }) => {
      expect(commandsOf(NOTES[name] ?? '')).toEqual(commandsOf(notes));
    },
  );

  it.each(VERBS.map(({ name }) => name))('is Japanese throughout for %s', async (name) => {
    const { code, out } = await typed([name, '--help'], { LANG: 'ja_JP.UTF-8' });
    expect(code).toBe(0);
    const described = out.split('\n').filter((line) => /^ {2}-/.test(line));
    // An option whose text goes on below may begin with a name.
    const english = described.filter(
      (line) => !JAPANESE.test(line) && line.trim().split(/ {2,}/)[1],
    );
    expect(english.filter((line) => !/(ENABLED_|s3:|database\.|success|table)/.test(line))).toEqual(
      [],
    );
    expect(out).toContain('使い方: loginbell');
  });

  it('is asked for by the system or by --language, and else is English', async () => {
    expect(cliLanguage([], { LANG: 'ja_JP.UTF-8' })).toBe('ja');
    expect(cliLanguage(['scan', '--language', 'en'], { LANG: 'ja_JP.UTF-8' })).toBe('en');
    expect(cliLanguage(['scan', '--language=ja'], { LANG: 'C' })).toBe('ja');
    expect(cliLanguage(['scan', '--language', 'fr'], { LANG: 'C' })).toBe('en');
    const { out } = await typed(['--help'], { LANG: 'en_US.UTF-8' });
    expect(out).not.toMatch(JAPANESE);
    expect(out).toContain('Exit codes: 0 all well');
  });
});
