import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { EndpointFigures, Endpoints } from './endpoints.ts';

/** The endpoints, in a process of their own. */
export type RemoteEndpoints = {
  /** Makes both functions' tables anew, empty. */
  freshTables(): Promise<Endpoints>;
  /** What happened since the last call of this; rejects when the process has ended. */
  figures(): Promise<EndpointFigures>;
  /** Gives our function its whole budget of single notices again. */
  refillBudget(): Promise<void>;
  stop(): Promise<void>;
};

export async function startEndpoints(): Promise<RemoteEndpoints> {
  const child = fork(join(import.meta.dirname, 'endpoints.ts'), { execArgv: [] });
  await ask(child, undefined);
  return {
    // The types are those of the other end of our own channel.
    freshTables: async () => (await ask(child, 'freshTables')) as Endpoints,
    figures: async () => (await ask(child, 'figures')) as EndpointFigures,
    refillBudget: async () => {
      await ask(child, 'refillBudget');
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function ask(child: ChildProcess, question: string | undefined): Promise<unknown> {
  const done = new AbortController();
  const { signal } = done;
  try {
    const ended = once(child, 'exit', { signal }).then(() => {
      throw new Error('the process of the endpoints ended');
    });
    const answered = once(child, 'message', { signal });
    if (question !== undefined) child.send(question);
    const [answer] = await Promise.race([answered, ended]);
    return answer;
  } finally {
    done.abort();
  }
}
