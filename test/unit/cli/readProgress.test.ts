import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createReadProgress } from '../../../src/cli/readProgress.ts';
import { ringPaths } from '../../../src/cli/ring.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { createFakeTerminal } from '../../fakes/fakeTerminal.ts';
import { consoleLogin } from '../../fakes/records.ts';

function watchedTerminal() {
  const shown: string[] = [];
  const terminal = { ...createFakeTerminal(), progress: (text: string) => void shown.push(text) };
  return { shown, terminal };
}

describe('the progress of a reading', () => {
  const soFar = { bytes: 30e6, share: 0.25, files: '3 of 9 files', found: '2 notices' };

  it('shows a bar, the bytes, their rate and the time left', () => {
    const { shown, terminal } = watchedTerminal();
    const clock = createFakeClock();
    const show = createReadProgress(terminal, clock);
    clock.advance(10_000);
    show(soFar);
    expect(shown).toEqual([
      '[=======                       ] 3 of 9 files, 30 MB, 3 MB a second, 30 s left, 2 notices',
    ]);
  });

  it('tells a long time in minutes and hours', () => {
    const { shown, terminal } = watchedTerminal();
    const clock = createFakeClock();
    const show = createReadProgress(terminal, clock);
    for (const ms of [200_000, 3_400_000]) {
      clock.advance(ms);
      show(soFar);
    }
    expect(shown.map((line) => /[\d.]+ \w+ left/.exec(line)?.[0])).toEqual([
      '10 min left',
      '3 h left',
    ]);
  });

  it('promises no end where nobody knows how much there is, and runs over none', () => {
    const { shown, terminal } = watchedTerminal();
    const clock = createFakeClock();
    const show = createReadProgress(terminal, clock);
    clock.advance(10_000);
    show({ ...soFar, share: undefined });
    clock.advance(10_000);
    show({ ...soFar, share: 1.5 });
    expect(shown[0]).toBe('3 of 9 files, 30 MB, 3 MB a second, 2 notices');
    expect(shown[1]).toContain('[==============================] ');
    expect(shown[1]).toContain(', 0 s left');
  });

  it('comes ten times a second at most', () => {
    const { shown, terminal } = watchedTerminal();
    const clock = createFakeClock();
    const show = createReadProgress(terminal, clock);
    for (let i = 0; i < 100; i += 1) {
      clock.advance(10);
      show(soFar);
    }
    expect(shown).toHaveLength(10);
  });
});

describe('loginbell ring', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loginbell-progress-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows how far it is by bytes, also within a file', async () => {
    for (const name of ['a', 'b']) {
      const records = Array.from({ length: 300 }, (_, i) => consoleLogin(`${name}${i}`));
      writeFileSync(join(folder, `${name}.json`), JSON.stringify({ Records: records }));
    }
    const { shown, terminal } = watchedTerminal();
    const clock = createFakeClock();
    const now = () => {
      clock.advance(200);
      return clock.now();
    };
    const options = { journal: join(folder, 'journal.db'), outbox: join(folder, 'outbox') };
    const context = {
      environment: {},
      terminal,
      clock: { ...clock, now },
      language: 'en' as const,
    };
    expect(
      await ringPaths([join(folder, 'a.json'), join(folder, 'b.json')], options, context),
    ).toBe(0);
    const bars = shown.filter((text) => text !== '').map((text) => text.split('=').length - 1);
    expect(bars.length).toBeGreaterThan(4);
    expect(bars).toEqual(bars.toSorted((a, b) => a - b));
    expect(bars[0]).toBeLessThan(15);
    expect(bars.at(-1)).toBe(30);
    expect(shown[0]).toMatch(/\] 1 of 2 files, [\d.]+ kB, .* a second, \d+ s left, 0 records/);
    expect(shown.at(-1)).toBe('');
  });
});
