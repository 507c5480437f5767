import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defang } from '../../../src/notice/defang.ts';
import { markLookAlikes, safe } from '../../../src/notice/safe.ts';
import { shorten } from '../../../src/signin/cleanText.ts';

describe('defang', () => {
  it.each([
    ['https://evil.com/x', 'hxxps[:]//evil[.]com/x'],
    ['HTTP://EVIL.EXAMPLE/', 'hxxp[:]//EVIL[.]EXAMPLE/'],
    ['see http://a.b.internal?q=1 now', 'see hxxp[:]//a[.]b[.]internal?q=1 now'],
    ['www.evil.example', 'www[.]evil[.]example'],
    ['login.aws.evil/now', 'login[.]aws[.]evil/now'],
    ['evil.example:8443', 'evil[.]example:8443'],
    ['evil.com', 'evil[.]com'],
    ['cloudformation.amazonaws.com', 'cloudformation[.]amazonaws[.]com'],
    ['xn--80ak6aa92e.com', 'xn--80ak6aa92e[.]com'],
    ['bob@evil.com/login', 'bob@evil[.]com/login'],
    ['www.evil.com@x.jp', 'www[.]evil[.]com@x[.]jp'],
    ['ftp://evil.com', 'ftp[:]//evil[.]com'],
  ])('breaks %s', (text, broken) => {
    expect(defang(text)).toBe(broken);
  });

  it.each([
    'taro.yamada',
    'first.last',
    'bob@example.com',
    'a.b+c@mail.example.co.jp',
    '203.0.113.7',
    '203.0.113.7:443',
    '2001:db8::7',
    '::ffff:203.0.113.7',
    'Chrome 141 / Windows',
    'arn:aws:iam::123456789012:role/Admin',
    '2026-11-23T09:04:05.000Z',
  ])('leaves %s readable', (text) => {
    expect(defang(text)).toBe(text);
  });
});

describe('markLookAlikes', () => {
  it.each([
    ['\u0430lice', '[U+0430]lice'],
    ['R\u03bfot', 'R[U+03BF]ot'],
    ['\uff32oot', '[U+FF32]oot'],
    ['\u{1d400}dmin', '[U+1D400]dmin'],
    ['\u{1d400}\u{1d401}', '[U+1D400][U+1D401]'],
  ])('shows the letters of %s that pass for Latin', (text, marked) => {
    expect(markLookAlikes(text)).toBe(marked);
  });

  it.each(['やまだ taro', '山田 太郎 Admin', '김철수 admin', 'José Müller', 'Анна', 'Ｔａｒｏ'])(
    'leaves %s as it is',
    (text) => {
      expect(markLookAlikes(text)).toBe(text);
    },
  );
});

describe('shorten', () => {
  it.each([2, 1, 0, -3])('never leaves half a letter where there is room for %i units', (limit) => {
    expect(shorten('\u{1F000}!', limit)).toBe('…');
  });
});

describe('safe', () => {
  it('bounds what it returns and shows hidden characters', () => {
    expect(safe('x'.repeat(500))).toHaveLength(120);
    expect(safe('ali\u200bce\u202e')).toBe('ali\ufffdce\ufffd');
  });

  it('takes no longer for hostile text than for any other', () => {
    const started = performance.now();
    for (const unit of ['x', '名', 'a.', 'a-', '//', 'a@', '.', '://']) safe(unit.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('changes nothing more when applied again, and never leaves a link', () => {
    const part = fc.constantFrom(
      'http',
      's',
      '://',
      '.',
      'evil',
      'com',
      'www.',
      '/',
      '@',
      ':80',
      '[',
      ']',
      '\u0430',
      '…',
      ' ',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (it) => {
        const once = safe(it);
        expect(safe(once)).toBe(once);
        expect(once).not.toContain('://');
        expect(once.length).toBeLessThanOrEqual(120);
      }),
      { numRuns: 500 },
    );
  });
});
