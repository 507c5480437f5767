import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fieldAt } from '../../src/signin/fields.ts';
import { ROOT } from '../../test/e2e/cacheFolder.ts';
import { functionEnvironment } from '../../test/fakes/functionEnvironment.ts';
import type { Endpoints } from './endpoints.ts';
import type { Program } from './program.ts';

/** What one event took, and its process up to then. */
export type Figures = {
  /** From when the function got the event until it had answered. */
  readonly wallMs: number;
  /** CPU time of the process for this event. */
  readonly cpuMs: number;
  /** CPU time of the process since it began. */
  readonly cpuFromStartMs: number;
  /** The highest resident memory of the process so far. */
  readonly peakMb: number;
};

/** One process that runs a function, as one Lambda worker does. */
export type Worker = {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly pid: number;
  /** Rejects when the function fails: then there is nothing to compare. */
  invoke(event: unknown): Promise<Figures>;
  /** With the error where the function fails. */
  tryInvoke(event: unknown): Promise<Figures & { readonly error: string | undefined }>;
  stop(): Promise<void>;
};

export function startWorker(program: Program, endpoints: Endpoints): Worker {
  const startedAt = Date.now();
  const child = spawn(program.command, program.args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      TZ: 'UTC',
      NODE_PATH: join(ROOT, 'node_modules'), // where Lambda has its AWS SDK
      ...functionEnvironment(endpoints, endpoints.table),
    },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const tryInvoke = async (event: unknown) => {
    child.stdin.write(`${JSON.stringify(event)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`${program.name} ended before it had answered`);
    const answer: unknown = JSON.parse(String(value));
    const error = fieldAt(answer, 'error');
    return { ...figuresOf(answer), error: error === null ? undefined : String(error) };
  };
  return {
    startedAt,
    pid: child.pid ?? 0,
    tryInvoke,
    invoke: async (event) => {
      const { error, ...figures } = await tryInvoke(event);
      if (error !== undefined) throw new Error(`${program.name} failed: ${error}`);
      return figures;
    },
    stop: () => stop(child),
  };
}

function figuresOf(answer: unknown): Figures {
  const number = (key: string) => Number(fieldAt(answer, key));
  return {
    wallMs: number('wallMs'),
    cpuMs: number('cpuMs') - number('cpuBeforeMs'),
    cpuFromStartMs: number('cpuMs'),
    peakMb: number('peakKb') / 1024,
  };
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.stdin?.end();
  child.kill();
  await ended;
}
