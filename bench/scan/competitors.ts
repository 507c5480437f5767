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
  /** Undefined where a program that it needs is not installed. */
  readonly version: string | undefined;
};

const BIN = join(import.meta.dirname, '../../bin/loginbell.mjs');
const PLAIN = join(import.meta.dirname, 'plainGunzip.ts');
export const OURS = 'loginbell scan';
const SELECT = `jq -c '.Records[] | select(.eventName == "ConsoleLogin")'`;

/**
 * Ours and what it is measured beside, all with the same number of processes or threads. The slow ones have
 * `part`, a smaller archive of the same mix, and run three times.
 */
export function waysThrough(whole: Target, part: Target, processes: number): readonly Way[] {
  const tools = (title: string, target: Target, needs: string, each: string): Way => ({
    name: `${title}, ${processes} processes`,
    target,
    version: versionOf(needs),
    runs: target === part ? 3 : Number.POSITIVE_INFINITY,
    run: () => measureCommand('sh', ['-c', inTurn(each, processes)], { cwd: target.folder }),
  });
  const node = (name: string, args: readonly string[]): Way => ({
    name,
    target: whole,
    version: `Node ${process.version}`,
    run: () => measureCommand(process.execPath, args),
  });
  const threads = String(processes);
  return [
    node(`${OURS}, ${processes} threads`, [
      BIN,
      'scan',
      whole.folder,
      '--threads',
      threads,
      '--time-zone',
      'UTC',
    ]),
    node(`zlib of Node, ${processes} threads`, [PLAIN, whole.folder, threads]),
    tools('gunzip', whole, 'gunzip', 'gunzip -c "$@"'),
    tools('zcat into jq', part, 'jq', `zcat "$@" | ${SELECT}`),
    tools('zgrep into jq', part, 'jq', `zgrep -hF ConsoleLogin "$@" | ${SELECT}`),
  ];
}

/** All log files, some hundred to a process, so many processes at a time. */
function inTurn(each: string, processes: number): string {
  const quoted = each.replaceAll("'", `'\\''`);
  return `find AWSLogs -name '*.gz' -print0 | xargs -0 -P ${processes} -n 64 sh -c '${quoted}' sh`;
}
