import { describe, expect, it } from 'vitest';
import { mondayMorning, passwordGuessing, refusedTampering } from './floods.ts';
import { mostWithinOneSecond, runFlood } from './floodWorld.ts';

describe('a thousand guesses at passwords', () => {
  it.each([1, 20, 200])('mute nothing, in envelopes of %i', async (size) => {
    const records = passwordGuessing(1000);
    const report = await runFlood({ records, size, rhythm: 'bursts', workers: 5 });
    expect(report).toMatchObject({
      stored: 1007,
      untold: 0,
      important: 7,
      importantAlone: 7,
      timeouts: 0,
      deadLetters: 0,
    });
    expect(report.failureMails).toBeLessThanOrEqual(20);
    expect(report.importantWithin).toBeLessThan(10);
  });
});

describe('a busy morning', () => {
  it('becomes digests of up to 50 where the envelopes are large', async () => {
    const records = mondayMorning(400);
    const report = await runFlood({ records, size: 100, rhythm: 'steady', workers: 5 });
    expect(report).toMatchObject({ mails: 8, digests: 8, largestDigest: 50, untold: 0 });
    const lines = report.exampleDigest?.split('\n') ?? [];
    expect(lines.length).toBeLessThan(80);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(160);
  });

  it.each([
    [1, 'steady', 10],
    [5, 'steady', 10],
    [20, 'bursts', 1],
    [20, 'bursts', 10],
    [21, 'bursts', 10],
  ] as const)(
    'of 2,000 people becomes few mails, however it comes: %i at a time, %s, %i workers',
    async (size, rhythm, workers) => {
      const report = await runFlood({ records: mondayMorning(2000), size, rhythm, workers });
      expect(report).toMatchObject({ stored: 2000, untold: 0, timeouts: 0, deadLetters: 0 });
      expect(report.mails).toBeLessThan(200);
      expect(report.peakRate).toBeLessThan(10);
    },
  );
});

describe('refused calls, which anybody can make without any permission', () => {
  it.each([1, 20, 1001])('make few mails and hide nothing, %i at a time', async (size) => {
    const records = refusedTampering(1000);
    const report = await runFlood({ records, size, rhythm: 'bursts', workers: 10 });
    expect(report).toMatchObject({ untold: 0, importantAlone: 1, timeouts: 0, deadLetters: 0 });
    expect(report.failureMails).toBeLessThan(10);
    expect(report.peakRate).toBeLessThan(10);
  });
});

describe('the most within one second', () => {
  it('counts any second, not only those of the clock', () => {
    expect(mostWithinOneSecond([])).toBe(0);
    expect(mostWithinOneSecond([0, 900, 999, 1000, 1899])).toBe(4);
    expect(mostWithinOneSecond([5, 5, 5, 1004, 1005])).toBe(4);
  });
});
