import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { composeDigest } from '../../../src/notice/composeDigest.ts';
import { composeNotice } from '../../../src/notice/composeNotice.ts';
import type { Notice } from '../../../src/notice/notice.ts';
import { renderHtml } from '../../../src/notice/renderHtml.ts';
import { DIGESTS, EN, JA, KINDS } from './tellings.ts';

const HTML = ['root-no-mfa', 'user', 'user-failure-10th', 'digest'];

describe.each([JA, EN])('a notice in $language', (settings) => {
  const notices: readonly (readonly [string, Notice])[] = [
    ...Object.entries(KINDS).map(([kind, it]) => [kind, composeNotice(it, settings)] as const),
    ...Object.entries(DIGESTS).map(([kind, all]) => [kind, composeDigest(all, settings)] as const),
  ];

  it.each(notices)('of %s reads as its golden file', (kind, notice) => {
    const name = `notice.${settings.language}.${kind}`;
    expectGolden(`${name}.txt`, `${notice.subject}\n\n${notice.text}`);
    if (HTML.includes(kind)) expectGolden(`${name}.html`, renderHtml(notice));
  });
});

/** `UPDATE_GOLDEN=1` rewrites the files: read what changed before you keep it. */
function expectGolden(name: string, actual: string): void {
  const file = new URL(`../../golden/${name}`, import.meta.url);
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, actual);
  expect(existsSync(file), `${name} is missing; run with UPDATE_GOLDEN=1`).toBe(true);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}
