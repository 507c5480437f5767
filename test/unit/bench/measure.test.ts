import { describe, expect, it } from 'vitest';
import { alternate } from '../../../bench/measure/alternate.ts';
import { measureCommand } from '../../../bench/measure/measureCommand.ts';
import { median } from '../../../bench/measure/median.ts';
import { markdownTable } from '../../../bench/measure/report.ts';

describe('what benches measure with', () => {
  it('takes the middle, or the mean of the middle two', () => {
    expect([[3], [10, 1, 2], [4, 1, 3, 2]].map(median)).toEqual([3, 2, 2.5]);
    expect(median([])).toBeNaN();
  });

  it('lets every competitor begin a round in turn, and slow ones run less', async () => {
    const order: string[] = [];
    const competitor = (name: string, runs = 3) => ({
      name,
      runs,
      run: async () => order.push(name),
    });
    const all = [competitor('a'), competitor('b'), competitor('slow', 1)];
    const figures = await alternate(all, 3);
    expect(order.join(' ')).toBe('a b slow b a a b');
    expect(figures.get('slow')).toHaveLength(1);
  });

  it('sees the memory and the processor time of a command and of its children', async () => {
    const work = 'const held = Buffer.alloc(150e6, 1); while (process.cpuUsage().user < 3e5);';
    const shell = `node -e '${work}' && exit 7`;
    const { peakMb, cpuMs } = await measureCommand('sh', ['-c', shell], { codes: [7] });
    expect(peakMb).toBeGreaterThan(150);
    expect(cpuMs).toBeGreaterThanOrEqual(250);
    await expect(measureCommand('sh', ['-c', 'echo sorry >&2; exit 7'])).rejects.toThrow('sorry');
  });

  it('writes a table that Markdown and people read', () => {
    expect(markdownTable(['', 'wall'], [['scan', '1.5 s']])).toBe(
      '|      |  wall |\n| ---- | ----: |\n| scan | 1.5 s |',
    );
  });
});
