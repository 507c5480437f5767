import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Extracted } from '../../../src/envelopes/recordsOf.ts';
import { backfillSpan } from '../../../src/installation/backfill.ts';
import { coverSpan, type Span, spansLeft } from '../../../src/installation/spans.ts';
import { fieldAt } from '../../../src/signin/fields.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const WHOLE: Span = { since: START, until: START + 3_600_000 - 1 };

/** A region whose history holds one record at each of these seconds after the start. */
function lookupIn(seconds: readonly number[], onRead: () => void = () => undefined) {
  const newestFirst = seconds
    .map((second, i) => ({ time: START + second * 1000, id: `${i}` }))
    .sort((a, b) => b.time - a.time);
  return async function* (span: Span): AsyncGenerator<Extracted> {
    for (const { time, id } of newestFirst) {
      if (time < span.since || time > span.until) continue;
      onRead();
      yield { kind: 'record', record: { eventID: id, eventTime: new Date(time).toISOString() } };
    }
  };
}

const idsOf = (records: readonly Extracted[]) =>
  records.map((item) => (item.kind === 'record' ? String(fieldAt(item.record, 'eventID')) : ''));

describe('the backfill of a span', () => {
  it('takes in every record, though it is killed again and again', async () => {
    const seconds = fc.array(fc.integer({ min: 0, max: 3599 }), { minLength: 1, maxLength: 900 });
    const deaths = fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(seconds, deaths, async (times, lives) => {
        const taken = new Set<string>();
        let covered: Span[] = [];
        for (const life of [...lives, Number.POSITIVE_INFINITY]) {
          let read = 0;
          const lookup = lookupIn(times, () => {
            read += 1;
            if (read > life) throw new Error('killed');
          });
          try {
            for (const left of spansLeft(WHOLE, covered)) {
              const take = async (records: readonly Extracted[]) => idsOf(records);
              for await (const part of backfillSpan(left, lookup, take)) {
                for (const id of part.result) taken.add(id);
                covered = coverSpan(covered, part.covered);
              }
            }
          } catch {
            // The next life goes on.
          }
        }
        expect(taken.size).toBe(times.length);
        expect(covered).toEqual([WHOLE]);
      }),
      { numRuns: 50 },
    );
  });

  it('does not call a second done of which more may be to come', async () => {
    const lookup = lookupIn(Array.from({ length: 250 }, () => 7));
    const parts = backfillSpan(WHOLE, lookup, async (records) => records.length);
    const { value: first } = await parts.next();
    expect(first).toEqual({
      covered: { since: START + 8000, until: WHOLE.until },
      result: 200,
    });
  });

  it('asks for nothing twice, and holds little at once', async () => {
    let [read, most] = [0, 0];
    const lookup = lookupIn(
      Array.from({ length: 3000 }, (_, i) => i),
      () => {
        read += 1;
      },
    );
    const take = async (records: readonly Extracted[]) => {
      most = Math.max(most, records.length);
    };
    for await (const _ of backfillSpan(WHOLE, lookup, take));
    expect([read, most]).toEqual([3000, 200]);
  });
});
