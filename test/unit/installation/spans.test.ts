import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverSpan, type Span, spansLeft } from '../../../src/installation/spans.ts';

const span = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
  .map(([a, b]): Span => ({ since: Math.min(a, b), until: Math.max(a, b) }));
const holds = (spans: readonly Span[], time: number) =>
  spans.some(({ since, until }) => time >= since && time <= until);

describe('spans of time', () => {
  it('are left where nothing covers them, and only there, newest first', () => {
    fc.assert(
      fc.property(span, fc.array(span, { maxLength: 6 }), (whole, covered) => {
        const left = spansLeft(whole, covered);
        for (let time = -1; time <= 41; time += 1) {
          expect(holds(left, time)).toBe(holds([whole], time) && !holds(covered, time));
        }
        const ends = left.flatMap(({ since, until }) => [until, since]);
        expect(ends).toEqual(ends.toSorted((a, b) => b - a));
      }),
    );
  });

  it('cover together what they cover one by one, as few as can be', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), (spans) => {
        const joined = spans.reduce<Span[]>((all, one) => coverSpan(all, one), []);
        for (let time = -1; time <= 41; time += 1) {
          expect(holds(joined, time)).toBe(holds(spans, time));
        }
        for (const [i, { since }] of joined.entries()) {
          const before = joined[i - 1];
          if (before !== undefined) expect(since).toBeGreaterThan(before.until + 1);
        }
      }),
    );
  });
});
