import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../test/e2e/cacheFolder.ts';
import { type Measured, measureCommand } from '../measure/measureCommand.ts';
import { median } from '../measure/median.ts';
import { writeLogFiles } from './logFiles.ts';

/** What one command took at each size, smallest first. */
export type Series = { readonly title: string; readonly points: readonly Point[] };
export type Point = Measured & { readonly size: number; readonly runs: number };

/** A command to measure, over the log files in `logs` and the journal in `data`, which `ring` has filled. */
type Command = {
  readonly title: string;
  readonly args: (at: { logs: string; data: string; fresh: string; size: number }) => string[];
};

const BIN = join(ROOT, 'bin/loginbell.mjs');

const COMMANDS: readonly Command[] = [
  { title: 'ring', args: ({ logs, data }) => [BIN, 'ring', logs, '--data', data] },
  {
    title: 'claim and settle',
    args: ({ fresh, size }) => [join(import.meta.dirname, 'claimAll.ts'), String(size), fresh],
  },
  { title: 'history, newest 50', args: ({ data }) => [BIN, 'history', '--data', data] },
  {
    title: 'history of one user',
    args: ({ data }) => [BIN, 'history', '--data', data, '--user', 'user-7', '--limit', '0'],
  },
  {
    title: 'history, all as JSON',
    args: ({ data }) => [BIN, 'history', '--data', data, '--limit', '0', '--json'],
  },
  { title: 'scan', args: ({ logs }) => [BIN, 'scan', logs, '--json'] },
];

/** The commands of this version: `scan` may be none of its verbs. */
function knownCommands(): readonly Command[] {
  const help = execFileSync(process.execPath, [BIN, '--help'], { encoding: 'utf8' });
  return COMMANDS.filter(({ title }) => title !== 'scan' || /^ {2}scan /m.test(help));
}

/**
 * Runs every command at every size, each run over a folder of its own. `runsAt` says how many runs of a size:
 * the middle one counts.
 */
export async function measureGrowth(
  sizes: readonly number[],
  runsAt: (size: number) => number,
  onRun: (what: string) => void,
): Promise<readonly Series[]> {
  const commands = knownCommands();
  const points = new Map<string, Point[]>(commands.map(({ title }) => [title, []]));
  for (const size of sizes) {
    const folder = mkdtempSync(join(workFolder(), 'loginbell-growth-'));
    try {
      const logs = join(folder, 'logs');
      onRun(`writing ${size} sign-ins`);
      writeLogFiles(logs, size);
      const runs: Measured[][] = [];
      for (let run = 0; run < runsAt(size); run += 1) {
        const at = { logs, data: join(folder, `data-${run}`), fresh: join(folder, 'fresh'), size };
        const measured: Measured[] = [];
        for (const { title, args } of commands) {
          onRun(`${title}, ${size} sign-ins, run ${run + 1}`);
          measured.push(await measureCommand(process.execPath, args(at)));
          rmSync(at.fresh, { recursive: true, force: true });
        }
        rmSync(at.data, { recursive: true });
        runs.push(measured);
      }
      for (const [i, { title }] of commands.entries()) {
        const of = (figure: (one: Measured) => number) =>
          median(runs.flatMap((measured) => measured.slice(i, i + 1).map(figure)));
        points.get(title)?.push({
          size,
          runs: runs.length,
          wallMs: of(({ wallMs }) => wallMs),
          cpuMs: of(({ cpuMs }) => cpuMs),
          peakMb: of(({ peakMb }) => peakMb),
        });
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return commands.map(({ title }) => ({ title, points: points.get(title) ?? [] }));
}

/** In memory where the system offers that: the growth is looked at, not the disk. */
function workFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}
