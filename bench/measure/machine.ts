import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';

/** The machine in one line: processor, cores, memory, system. */
export function machineLine(): string {
  const all = cpus();
  const memory = (totalmem() / 1024 ** 3).toFixed(0);
  return `${all[0]?.model ?? 'unknown processor'}, ${all.length} cores, ${memory} GiB, Linux ${release()}`;
}

/** The first line that a program says of its version, or `undefined` where it is not installed. */
export function versionOf(program: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args.length > 0 ? args : ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split('\n')[0];
  } catch {
    return undefined;
  }
}
