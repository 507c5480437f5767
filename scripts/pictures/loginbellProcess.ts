import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/loginbell.mjs', import.meta.url));
/** Nothing of the person's own settings. */
const ENVIRONMENT = { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1' };

/** Runs a command line in a folder to its end, and returns what it printed. Throws where it fails. */
export function runLoginbell(folder: string, args: readonly string[]): string {
  const options = { cwd: folder, env: ENVIRONMENT, encoding: 'utf8' as const };
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], options);
  if (status !== 0) throw new Error(`loginbell ${args.join(' ')}: ${status}\n${stderr}`);
  return stdout;
}

/** Has `ring` take records into the journal of a folder; none make an empty journal. */
export function ringRecords(folder: string, records: readonly unknown[]): void {
  const file = join(folder, 'records.json');
  writeFileSync(file, JSON.stringify({ Records: records }));
  runLoginbell(folder, ['ring', file, '--yes']);
}

export type PageProcess = {
  readonly address: string;
  /** As Ctrl-C does; resolves to the exit code. */
  stop(): Promise<number | null>;
};

/** Starts `loginbell page` on the journal of a folder, and waits for its address. */
export async function startPage(
  folder: string,
  args: readonly string[] = [],
): Promise<PageProcess> {
  const child = spawn(process.execPath, [PROGRAM, 'page', '--no-open', ...args], {
    cwd: folder,
    env: ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const first = new Promise<string>((resolve) => {
    createInterface(child.stdout).once('line', resolve);
  });
  const address = await Promise.race([
    first,
    ended.then((code) => Promise.reject(new Error(`loginbell page ended with ${code}`))),
  ]);
  return {
    address,
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}
