import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './cacheFolder.ts';
import { eventually } from './eventually.ts';
import { startGroup } from './processGroup.ts';
import { type Outcome, startRuntimeApi } from './runtimeApi.ts';

/** One Lambda worker: AWS's runtime client with our `index.js` in a process of its own. */
export type LambdaWorker = {
  /** Throws when the worker ends, or does not answer within the function's timeout. */
  invoke(event: unknown): Promise<Outcome>;
  /** Milliseconds from the start of the process until it asked for its first event. */
  initMs(): number;
  output(): string;
  stop(): Promise<void>;
};

/** Starts a worker as Lambda does, with `variables` as the function's environment. */
export async function startLambdaWorker(
  runtimeClient: string,
  code: string,
  variables: Readonly<Record<string, string>>,
): Promise<LambdaWorker> {
  const task = mkdtempSync(join(tmpdir(), 'loginbell-task-'));
  writeFileSync(join(task, 'index.js'), code);
  const api = await startRuntimeApi();
  const started = Date.now();
  const group = startGroup(process.execPath, [runtimeClient, 'index.handler'], {
    cwd: task,
    env: {
      PATH: process.env['PATH'],
      NODE_PATH: join(ROOT, 'node_modules'), // where Lambda has its AWS SDK
      LAMBDA_TASK_ROOT: task,
      _HANDLER: 'index.handler',
      AWS_LAMBDA_RUNTIME_API: api.address,
      AWS_LAMBDA_FUNCTION_NAME: 'ConsoleLoginNotificationLambda-e2e',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/ConsoleLoginNotificationLambda-e2e',
      AWS_LAMBDA_LOG_STREAM_NAME: 'e2e',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      TZ: ':UTC',
      ...variables,
    },
  });
  return {
    invoke: async (event) => {
      let outcome: Outcome | undefined;
      void api.invoke(event).then((end) => {
        outcome = end;
      });
      return eventually(
        'the worker answers',
        async () => {
          if (outcome === undefined && group.hasEnded()) {
            throw new Error(`the worker ended:\n${group.output()}`);
          }
          return outcome;
        },
        { within: 40_000, every: 2 },
      );
    },
    initMs: () => (api.readyAt() ?? Number.NaN) - started,
    output: group.output,
    stop: async () => {
      await group.stop();
      await api.close();
      rmSync(task, { recursive: true, force: true });
    },
  };
}
