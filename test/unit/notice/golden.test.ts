import { describe, it } from 'vitest';
import { composeDigest } from '../../../src/notice/composeDigest.ts';
import { composeNotice } from '../../../src/notice/composeNotice.ts';
import type { Notice } from '../../../src/notice/notice.ts';
import { renderHtml } from '../../../src/notice/renderHtml.ts';
import { expectGolden } from '../../fakes/golden.ts';
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
