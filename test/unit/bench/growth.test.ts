import { describe, expect, it } from 'vitest';
import { exponentOf, linearithmicExponent, type Sample } from '../../../bench/growth/exponent.ts';
import { logLogPlots } from '../../../bench/growth/logLogPlot.ts';
import { report } from '../../../bench/growth/report.ts';
import type { Series } from '../../../bench/growth/series.ts';

const SIZES = [1e3, 1e4, 1e5, 1e6];

/** A command whose time and memory follow these laws. */
function seriesOf(time: (size: number) => number, memory: (size: number) => number): Series {
  const points = SIZES.map((size) => {
    const ms = time(size);
    return { size, runs: 1, wallMs: ms, cpuMs: ms, peakMb: memory(size) };
  });
  return { title: 'ring', points };
}

describe('the growth of a figure with the size', () => {
  it('is the exponent of the power that fits', () => {
    const squares = SIZES.map((size): Sample => [size, 3 * size ** 2]);
    expect(exponentOf(squares)).toBeCloseTo(2, 10);
    expect(exponentOf(SIZES.map((size): Sample => [size, 7]))).toBeCloseTo(0, 10);
    expect(exponentOf([[1000, 5]])).toBeNaN();
    expect(linearithmicExponent(1e5, 1e6)).toBeCloseTo(1 + Math.log10(6 / 5), 10);
  });

  it('is faster than n log n for squares of time or of memory, and not for n log n itself', () => {
    const linearithmic = (size: number) => size * Math.log(size);
    const square = (size: number) => size ** 2;
    expect(report([seriesOf(linearithmic, linearithmic)]).tooFast).toEqual([]);
    expect(report([seriesOf(square, linearithmic)]).tooFast).toEqual([
      'the time of ring (exponent 2.00)',
    ]);
    expect(report([seriesOf(linearithmic, square)]).tooFast).toEqual([
      'the memory of ring (exponent 2.00)',
    ]);
  });
});

describe('a plot', () => {
  const lines = [{ title: 'a < b', points: SIZES.map((size) => [size, size / 10] as const) }];
  const svg = logLogPlots([{ title: 'time', lines, tick: (ms) => `${ms} ms` }]);

  it('puts equal factors at equal distances', () => {
    const points = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => ({
      x: Number(x),
      y: Number(y),
    }));
    expect(points).toHaveLength(SIZES.length);
    const steps = points.slice(1).map(({ x, y }, i) => {
      return { x: x - (points[i]?.x ?? 0), y: y - (points[i]?.y ?? 0) };
    });
    for (const step of steps) {
      expect(step.x).toBeCloseTo(steps[0]?.x ?? 0, 0);
      expect(step.y).toBeCloseTo(steps[0]?.y ?? 0, 0);
      expect(step.y).toBeLessThan(0);
    }
  });

  it('names every line and every power of ten, escaped', () => {
    expect(svg).toContain('>a &lt; b</text>');
    expect(svg).toContain('>1,000,000</text>');
    expect(svg).toContain('>100000 ms</text>');
  });
});
