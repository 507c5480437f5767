import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What one run of a command took. */
export type Measured = {
  readonly wallMs: number;
  /** User and system time of the command and of the children it waited for; in steps of 10 ms. */
  readonly cpuMs: number;
  /** The most that its processes, each by its peak resident memory, had at one time; looked at every 20 ms. */
  readonly peakMb: number;
};

/** Linux's clock tick, the unit of the times in /proc. */
const TICK_MS = 10;
const LOOK_EVERY_MS = 20;

/**
 * Runs a command to its end and measures it from outside (Linux only: it reads /proc). Its standard output
 * goes nowhere. Rejects when it ends with a code that is not among `codes`.
 */
export async function measureCommand(
  command: string,
  args: readonly string[],
  { codes = [0], ...options }: MeasureOptions = {},
): Promise<Measured> {
  const cpuBefore = childrenCpuMs();
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], ...options });
  let complaint = '';
  child.stderr?.on('data', (text: Buffer) => {
    complaint = `${complaint}${text}`.slice(-2000);
  });
  let peakKb = 0;
  const lookAtMemory = () => {
    peakKb = Math.max(peakKb, peakOf(child.pid));
  };
  const looking = setInterval(lookAtMemory, LOOK_EVERY_MS);
  const { code, wallMs } = await new Promise<{ code: number | null; wallMs: number }>(
    (resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exit) => resolve({ code: exit, wallMs: performance.now() - startedAt }));
    },
  ).finally(() => clearInterval(looking));
  if (code === null || !codes.includes(code)) {
    throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${complaint}`);
  }
  return { wallMs, cpuMs: childrenCpuMs() - cpuBefore, peakMb: peakKb / 1024 };
}

export type MeasureOptions = {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Exit codes that count as done. */
  readonly codes?: readonly number[];
};

/** CPU time of the children that this process has waited for (proc_pid_stat(5): cutime and cstime). */
function childrenCpuMs(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
}

/** The sum of the highest resident memory (VmHWM, in kB) of a process and of all that live below it. */
function peakOf(pid: number | undefined): number {
  if (pid === undefined) return 0;
  let sum = 0;
  try {
    sum += Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      const children = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8');
      for (const child of children.trim().split(' ').filter(Boolean)) sum += peakOf(Number(child));
    }
  } catch {
    // It ended between two looks.
  }
  return sum;
}
