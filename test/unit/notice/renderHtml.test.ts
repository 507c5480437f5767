import { describe, expect, it } from 'vitest';
import { composeNotice } from '../../../src/notice/composeNotice.ts';
import { escapeHtml, renderHtml } from '../../../src/notice/renderHtml.ts';
import { EN, JA, telling } from './tellings.ts';

describe('an HTML mail', () => {
  it('escapes what comes from a record', () => {
    const html = renderHtml(composeNotice(telling({ errorMessage: `<b onclick="x('&')">` }), EN));
    expect(html).toContain('&lt;b onclick=&quot;x(&#39;&amp;&#39;)&quot;&gt;');
    expect(escapeHtml(`<>&"'`)).toBe('&lt;&gt;&amp;&quot;&#39;');
  });

  it('loads nothing and links only to the event in the console', () => {
    const notice = composeNotice(
      telling({ who: { kind: 'iam-user', name: 'https://evil.com/' } }),
      JA,
    );
    const html = renderHtml(notice);
    expect([...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url)).toEqual([
      notice.content.link,
    ]);
    expect(html).not.toMatch(/<(script|img|link|iframe)\b|url\(|@import/);
  });

  it('names its language and knows dark mode', () => {
    const html = renderHtml(composeNotice(telling(), JA));
    expect(html).toContain('<html lang="ja">');
    expect(html).toContain('prefers-color-scheme: dark');
  });
});
