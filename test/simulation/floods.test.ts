import { describe, expect, it } from 'vitest';
import { mondayMorning, passwordGuessing } from './floods.ts';
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

  it('never makes one worker publish ten times a second', async () => {
    const records = mondayMorning(200);
    const report = await runFlood({ records, size: 20, rhythm: 'bursts', workers: 1 });
    expect(report).toMatchObject({ mails: 200, untold: 0 });
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
