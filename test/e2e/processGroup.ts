import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** A program of ours together with all that it starts. */
export type ProcessGroup = {
  readonly pid: number;
  /** Everything it wrote to stdout and stderr so far. */
  output(): string;
  hasEnded(): boolean;
  /** Asks it to end, then ends it; comes back when it is gone. Touches only this group. */
  stop(): Promise<void>;
};

/** Starts a program in a process group of its own, which ends with this process, however that ends. */
export function startGroup(
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env'>,
): ProcessGroup {
  const child = spawn(command, [...args], {
    ...options,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const abandon = () => signal(child, pid, 'SIGKILL');
  process.once('exit', abandon);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => process.exit(1));
  }
  return {
    pid,
    output: () => output,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop: async () => {
      const last = setTimeout(abandon, 5000);
      signal(child, pid, 'SIGTERM');
      await ended;
      clearTimeout(last);
      process.off('exit', abandon);
    },
  };
}

/** To the whole group; a group that is gone already is no error. */
function signal(child: ChildProcess, pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    child.kill(name);
  }
}
