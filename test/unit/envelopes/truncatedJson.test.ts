import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTruncatedJson, scanJson } from '../../../src/envelopes/truncatedJson.ts';
import { fieldAt } from '../../../src/signin/fields.ts';

describe('parseTruncatedJson', () => {
  it('returns whole JSON as it is', () => {
    expect(parseTruncatedJson('{}')).toEqual({});
    expect(parseTruncatedJson(' [1, "two", null] ')).toEqual([1, 'two', null]);
  });

  it.each([
    ['inside a string', '{"a":1,"b":"half', { a: 1 }],
    ['inside an escape', '{"a":1,"b":"half\\u00', { a: 1 }],
    ['after a backslash', '{"a":1,"b":"half\\', { a: 1 }],
    ['inside a key', '{"a":1,"na', { a: 1 }],
    ['after a key', '{"a":1,"name"', { a: 1 }],
    ['after a colon', '{"a":1,"name":', { a: 1 }],
    ['after a comma', '{"a":1,', { a: 1 }],
    ['after a string', '{"a":"x"', { a: 'x' }],
    ['after an escaped quote', '{"a":"x\\\\","b":"\\"', { a: 'x\\' }],
    ['inside a literal', '{"a":1,"b":tru', { a: 1 }],
    ['after a literal', '{"a":1,"b":true', { a: 1, b: true }],
    ['inside a number', '{"a":1,"b":12', { a: 1 }],
    ['inside an inner object', '{"a":{"b":{"c":1,"d', { a: { b: { c: 1 } } }],
    ['inside a list', '{"a":[{"b":1},{"c":"x', { a: [{ b: 1 }, {}] }],
    ['just after an inner bracket', '{"a":[', { a: [] }],
    ['where something else follows', '{"a":{"b":1},"c":2,...(truncated)', { a: { b: 1 }, c: 2 }],
    ['after the end', '{"a":1} and more', { a: 1 }],
  ])('keeps what is complete when the text is cut %s', (_where, text, expected) => {
    expect(parseTruncatedJson(text)).toEqual(expected);
  });

  it.each(['', ' ', '{', '{"a', '{"a":', '{"a":1', '[12', '"text', 'ConsoleLogin', '}', '{]'])(
    'makes nothing of %j',
    (text) => {
      expect(parseTruncatedJson(text)).toBeUndefined();
    },
  );

  it('reads text that opens a million brackets', () => {
    const deep = parseTruncatedJson(`{"a":1,"b":${'['.repeat(1_000_000)}`);
    expect(fieldAt(deep, 'a')).toBe(1);
  });

  it('never throws and keeps every complete member before the cut', () => {
    const scalar = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null));
    const member = fc.tuple(fc.string(), fc.oneof(scalar, fc.jsonValue({ maxDepth: 3 })));
    const members = fc.uniqueArray(member, { selector: ([key]) => key, maxLength: 8 });
    const where = fc.nat({ max: 1000 });
    fc.assert(
      fc.property(members, where, fc.constantFrom('', ' ', '\n\t'), (list, thousandth, space) => {
        const written = list.map(([key, value]) => ({
          key,
          json: JSON.stringify(value),
          text: `${space}${JSON.stringify(key)}${space}:${space}${JSON.stringify(value)}`,
        }));
        const whole = `{${written.map(({ text }) => text).join(',')}${space}}`;
        const cut = Math.floor((whole.length * thousandth) / 1000);
        const result = parseTruncatedJson(whole.slice(0, cut));
        let at = 1;
        for (const { key, json, text } of written) {
          at += text.length;
          const needsMore = /\d$/.test(json) ? 1 : 0;
          if (at + needsMore <= cut) expect(fieldAt(result, key)).toEqual(JSON.parse(json));
          at += 1;
        }
      }),
      { numRuns: 500, seed: 20261123 },
    );
  });

  it('never throws for text that never was JSON', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'{}[]",:\\ truefalsn0123-.eE') });
    fc.assert(
      fc.property(noise, (text) => {
        parseTruncatedJson(text);
      }),
      { numRuns: 1000, seed: 20261123 },
    );
  });
});

describe('scanJson', () => {
  it('finds where a document ends', () => {
    expect(scanJson('{"a":[1]} {"b":2}')).toEqual({ end: 9, closers: '', stuckAt: 9 });
    expect(scanJson('{"a":[1]} {"b":2}', 9)).toEqual({ end: 17, closers: '', stuckAt: 17 });
  });

  it('tells where the text stops being JSON and what would close it', () => {
    expect(scanJson('{"a":[1,2 oops')).toEqual({ end: 9, closers: ']}', stuckAt: 10 });
  });

  it('reaches the end of a text that is only cut off', () => {
    expect(scanJson('{"a":[1,"two')).toEqual({ end: 7, closers: ']}', stuckAt: 12 });
  });
});
