import { join } from 'node:path';
import type { Competitor } from '../measure/alternate.ts';
import { versionOf } from '../measure/machine.ts';
import { type Measured, measureCommand } from '../measure/measureCommand.ts';
import type { Archive } from './archive.ts';

/** A folder with an archive in it. */
export type Target = { readonly folder: string; readonly archive: Archive };

/** A way to go through an archive. */
export type Way = Competitor<Measured> & {
  readonly target: Target;
  /** The most that ours may take of its time. */
  readonly aim?: number;
  /** Undefined where a program that it needs is not installed. */
  readonly version: string | undefined;
};

const BIN = join(import.meta.dirname, '../../bin/loginbell.mjs');
const PLAIN = join(import.meta.dirname, 'plainGunzip.ts');
export const OURS = 'loginbell scan';
const ALL_FILES = "find AWSLogs -name '*.gz' -print0";
const SELECT = `jq -c '.Records[] | select(.eventName == "ConsoleLogin")'`;

/**
 * Ours and what it is measured beside, with the same number of processes or threads. The slow ones have
 * `part`, a smaller archive of the same mix, and run three times; `zcat | jq` also as people type it, which is
 * one of each.
 */
export function waysThrough(whole: Target, part: Target, processes: number): readonly Way[] {
  const shell = (
    name: string,
    target: Target,
    aim: number | undefined,
    needs: string,
    script: string,
  ): Way => ({
    name,
    target,
    ...(aim === undefined ? {} : { aim }),
    version: versionOf(needs),
    runs: target === part ? 3 : Number.POSITIVE_INFINITY,
    run: () => measureCommand('sh', ['-c', script], { cwd: target.folder }),
  });
  const node = (name: string, args: readonly string[]): Way => ({
    name,
    target: whole,
    version: `Node ${process.version}`,
    run: () => measureCommand(process.execPath, args),
  });
  const inTurn = (each: string) =>
    `${ALL_FILES} | xargs -0 -P ${processes} -n 64 sh -c '${each.replaceAll("'", `'\\''`)}' sh`;
  const threads = ['--threads', String(processes)];
  const scan = [BIN, 'scan', whole.folder, '--time-zone', 'UTC', ...threads];
  return [
    node(`${OURS}, ${processes} threads`, scan),
    {
      ...node(`zlib of Node, ${processes} threads`, [PLAIN, whole.folder, String(processes)]),
      aim: 1.3,
    },
    shell(`gunzip, ${processes} processes`, whole, 1.3, 'gunzip', inTurn('gunzip -c "$@"')),
    shell('zcat into jq', part, 0.1, 'jq', `${ALL_FILES} | xargs -0 zcat | ${SELECT}`),
    shell(
      `zcat into jq, ${processes} of each`,
      part,
      undefined,
      'jq',
      inTurn(`zcat "$@" | ${SELECT}`),
    ),
    shell(
      `zgrep into jq, ${processes} of each`,
      part,
      1,
      'jq',
      inTurn(`zgrep -hF ConsoleLogin "$@" | ${SELECT}`),
    ),
  ];
}
