import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastLetterTime } from '../../../src/safetyNet/letterTime.ts';

const at = (now: string, day: 'Monday' | 'Sunday', hour: number, zone: string) =>
  new Date(lastLetterTime(Date.parse(now), { day, hour }, zone)).toISOString();

describe('the moment at which a letter was last due', () => {
  it('is the hour of that day in the zone, this week or the week before', () => {
    expect(at('2026-03-02T00:00:00Z', 'Monday', 9, 'Asia/Tokyo')).toBe('2026-03-02T00:00:00.000Z');
    expect(at('2026-03-01T23:59:00Z', 'Monday', 9, 'Asia/Tokyo')).toBe('2026-02-23T00:00:00.000Z');
    expect(at('2026-03-04T12:00:00Z', 'Monday', 9, 'Asia/Kathmandu')).toBe(
      '2026-03-02T03:15:00.000Z',
    );
    expect(at('2026-03-02T05:00:00Z', 'Monday', 0, 'UTC')).toBe('2026-03-02T00:00:00.000Z');
  });

  it('is the next moment where the clock leaves the hour out, the first where it comes twice', () => {
    // Berlin: 02:00 to 03:00 is left out on 2026-03-29, and comes twice on 2026-10-25.
    expect(at('2026-03-29T12:00:00Z', 'Sunday', 2, 'Europe/Berlin')).toBe(
      '2026-03-29T01:00:00.000Z',
    );
    expect(at('2026-10-25T12:00:00Z', 'Sunday', 2, 'Europe/Berlin')).toBe(
      '2026-10-25T00:00:00.000Z',
    );
  });

  it('is never in the future, and never further back than a week and what the clock changed by', () => {
    const zones = ['UTC', 'Asia/Tokyo', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe'];
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-31') }),
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        (now, timeZone, hour) => {
          const due = lastLetterTime(now, { day: 'Sunday', hour }, timeZone);
          expect(due).toBeLessThanOrEqual(now);
          expect(now - due).toBeLessThanOrEqual((7 * 24 + 1) * 3_600_000);
        },
      ),
      { numRuns: 60 },
    );
  });
});
