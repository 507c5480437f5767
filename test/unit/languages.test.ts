import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The pages that stand in both languages. */
const PAIRS = [
  { english: 'README.md', japanese: 'README.ja.md' },
  { english: 'docs/deploy.md', japanese: 'docs/deploy.ja.md' },
  { english: 'docs/what-it-guards.md', japanese: 'docs/what-it-guards.ja.md' },
] as const;

const COMMAND = /^(npm|loginbell|aws|jq) /;

type Section = {
  /** How deep its heading is: 1 for `#`. */
  readonly level: number;
  /** Blocks that name their language (`sh`, `json`), each as it is. */
  readonly code: readonly string[];
  /** Commands in blocks that name none, which show output too. */
  readonly blockCommands: readonly string[];
  /** Commands within sentences and tables, sorted: each language has its own order of words. */
  readonly inlineCommands: readonly string[];
};

const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

/** A page as its headings divide it. */
function sectionsOf(page: string): readonly Section[] {
  const sections: { level: number; lines: string[] }[] = [];
  let isCode = false;
  for (const line of read(page).split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    const heading = isCode ? undefined : /^(#+) /.exec(line)?.[1];
    if (heading !== undefined) sections.push({ level: heading.length, lines: [] });
    sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ level, lines }) => {
    const text = lines.join('\n');
    const blocks = [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(
      ([, language = '', body = '']) => ({ language, body }),
    );
    const prose = text.replaceAll(/^```.*?^```$/gms, '');
    return {
      level,
      code: blocks.filter(({ language }) => language !== '').map(({ body }) => body),
      blockCommands: blocks
        .filter(({ language }) => language === '')
        .flatMap(({ body }) => body.split('\n').filter((line) => COMMAND.test(line))),
      inlineCommands: [...prose.matchAll(/`([^`]+)`/g)]
        .map(([, code = '']) => code.replaceAll(/\s+/g, ' '))
        .filter((code) => COMMAND.test(code))
        .sort(),
    };
  });
}

const linksOf = (page: string) =>
  [...read(page).matchAll(/\]\(([^)#:]+)\)/g)].map(([, target = '']) => target);

describe.each(PAIRS)('$japanese', ({ english, japanese }) => {
  it('has the headings and the commands of the English page, section by section', () => {
    expect(sectionsOf(english).length).toBeGreaterThan(4);
    expect(sectionsOf(english).flatMap(({ inlineCommands }) => inlineCommands)).not.toEqual([]);
    expect(sectionsOf(japanese)).toEqual(sectionsOf(english));
  });

  it('and the English page link each other at the top', () => {
    const topOf = (page: string) => read(page).split('\n').slice(0, 4).join('\n');
    expect(topOf(english)).toContain(`](${japanese.split('/').at(-1)})`);
    expect(topOf(japanese)).toContain(`](${english.split('/').at(-1)})`);
  });

  it('and the English page link only files that are there', () => {
    const missing = [english, japanese].flatMap((page) =>
      linksOf(page).filter((target) => !existsSync(join(ROOT, dirname(page), target))),
    );
    expect(missing).toEqual([]);
  });
});
