import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const pages = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((page) => page !== '' && existsSync(join(ROOT, page)));

/** A page without its blocks of code, whose brackets and `#` are no links and no headings. */
const proseOf = (page: string) =>
  readFileSync(join(ROOT, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '');

/** The names that GitHub gives to a page's headings. */
function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(page).matchAll(/^#{1,6} +(.+)$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replace(/ /g, '-');
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${slug}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The targets of a page's links and pictures that stay within the repository. */
function targetsOf(page: string): readonly string[] {
  const prose = proseOf(page).replace(/`[^`\n]*`/g, '');
  const links = [...prose.matchAll(/\]\(<?([^)>\s]+)>?(?: "[^"]*")?\)/g)];
  const tags = [...prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)];
  return [...links, ...tags]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

/** What is wrong with a link, or nothing. */
function faultOf(page: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)));
  const full = join(ROOT, file);
  if (!existsSync(full)) return `${page}: ${target} is not there`;
  if (anchor === undefined) return undefined;
  const isPage = file.endsWith('.md') && statSync(full).isFile();
  const isThere = isPage && anchorsOf(file).has(decodeURIComponent(anchor));
  return isThere ? undefined : `${page}: ${target} names no heading`;
}

describe('the links of our pages', () => {
  it('lead to files and headings that are there', () => {
    const links = pages.flatMap((page) => targetsOf(page).map((target) => ({ page, target })));
    expect(links.length).toBeGreaterThan(40);
    expect(links.flatMap(({ page, target }) => faultOf(page, target) ?? [])).toEqual([]);
  });

  it('are told apart from broken ones', () => {
    expect(faultOf('README.md', 'docs/no-such-page.md')).toContain('is not there');
    expect(faultOf('README.md', 'docs/deploy.md#no-such-heading')).toContain('names no heading');
    expect(faultOf('README.md', '#how-it-works')).toBeUndefined();
  });
});
