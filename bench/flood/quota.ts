import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The share of one core that Lambda gives a function of 256 MB: 1,769 MB have a whole one. Source: the Lambda developer guide. */
export const SHARE = 256 / 1769;

/** A cgroup that bounds the CPU of the processes in it. */
export type Quota = { add(pid: number): void; remove(): void };

const PERIOD_US = 100_000;

/** Version 2, then version 1; `undefined` where this process may make none. */
export function openQuota(share: number): Quota | undefined {
  const quota = String(Math.round(share * PERIOD_US));
  const ways: readonly (readonly [folder: string, files: Readonly<Record<string, string>>])[] = [
    ['/sys/fs/cgroup', { 'cpu.max': `${quota} ${PERIOD_US}` }],
    ['/sys/fs/cgroup/cpu', { 'cpu.cfs_period_us': String(PERIOD_US), 'cpu.cfs_quota_us': quota }],
  ];
  for (const [root, files] of ways) {
    const folder = join(root, `loginbell-bench-${process.pid}`);
    try {
      mkdirSync(folder);
      // A folder that is no cgroup takes any file: in a real one these are there already.
      for (const [name, text] of Object.entries(files)) {
        writeFileSync(join(folder, name), text, { flag: 'r+' });
      }
      return {
        add: (pid) => writeFileSync(join(folder, 'cgroup.procs'), String(pid)),
        remove: () => rmdirSync(folder),
      };
    } catch {
      removed(folder);
    }
  }
  return undefined;
}

function removed(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It was never made.
  }
}
