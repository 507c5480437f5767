import { join } from 'node:path';
import type { Competitor } from '../measure/alternate.ts';
import { versionOf } from '../measure/machine.ts';
import { type Measured, measureCommand } from '../measure/measureCommand.ts';
import type { Archive } from './archive.ts';

/** A folder with an archive in it. `name`: what the archive is like. */
export type Target = { readonly folder: string; readonly archive: Archive; readonly name: string };

/** A way to go through an archive. */
export type Way = Competitor<Measured> & {
  readonly target: Target;
  /** The most that ours may take of its time. */
  readonly aim?: number;
  /** The most memory that it may take, in MB. */
  readonly mostMb?: number;
  /** The archive over which ours is compared with it. */
  readonly beside: Target;
  /** Undefined where a program that it needs is not installed. */
  readonly version: string | undefined;
};

const BIN = join(import.meta.dirname, '../../bin/loginbell.mjs');
const PLAIN = join(import.meta.dirname, 'plainGunzip.ts');
const SIMPLEST = join(import.meta.dirname, 'simplestScan.ts');
const OURS = 'loginbell scan';
const ALL_FILES = "find AWSLogs -name '*.gz' -print0";
const SELECT = `jq -c '.Records[] | select(.eventName == "ConsoleLogin")'`;

/** Ours, plain decompression and the simplest scanner, all in Node with so many threads. */
export function waysOfNode(target: Target, threads: number, aim: number): readonly Way[] {
  const node = (name: string, args: readonly string[]): Way => ({
    name: `${name}, ${threads} threads, ${target.name}`,
    target,
    beside: target,
    version: `Node ${process.version}`,
    run: () => measureCommand(process.execPath, args),
  });
  const [{ folder }, count] = [target, String(threads)];
  const scan = [BIN, 'scan', folder, '--time-zone', 'UTC', '--threads', count];
  return [
    { ...node(OURS, scan), mostMb: 300 },
    { ...node('zlib of Node', [PLAIN, folder, count]), aim },
    node('the simplest scanner', [SIMPLEST, folder, count]),
  ];
}

/**
 * What people type instead, with the same number of processes. The slow ones have `part`, a smaller archive of the
 * same mix as `whole`, and run three times; `zcat | jq` also as people type it, which is one of each.
 */
export function waysOfShell(whole: Target, part: Target, processes: number): readonly Way[] {
  const shell = (
    name: string,
    target: Target,
    aim: number | undefined,
    needs: string,
    script: string,
  ): Way => ({
    name,
    target,
    beside: whole,
    ...(aim === undefined ? {} : { aim }),
    version: versionOf(needs),
    runs: target === part ? 3 : Number.POSITIVE_INFINITY,
    run: () => measureCommand('sh', ['-c', script], { cwd: target.folder }),
  });
  const inTurn = (each: string) =>
    `${ALL_FILES} | xargs -0 -P ${processes} -n 64 sh -c '${each.replaceAll("'", `'\\''`)}' sh`;
  return [
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
