import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Target } from './competitors.ts';

const BIN = join(import.meta.dirname, '../../bin/loginbell.mjs');

/** Throws unless a scan finds as many sign-ins as were put into each archive: a fast scan must be a right one. */
export function checkAgreement(targets: readonly Target[]): void {
  for (const { folder, archive } of targets) {
    const found = execFileSync(process.execPath, [BIN, 'scan', folder, '--json'], {
      encoding: 'utf8',
      maxBuffer: 1024 ** 3,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const lines = found.split('\n').length - 1;
    if (lines !== archive.signIns) {
      throw new Error(
        `scan found ${lines} sign-ins in ${folder}, but ${archive.signIns} are there`,
      );
    }
  }
}
