import { createServer, type ServerResponse } from 'node:http';
import { type Fields, fieldsOf } from '../../src/signin/fields.ts';

/** How an invocation ended, as Lambda is told it. */
export type Outcome =
  | { readonly kind: 'response'; readonly body: unknown; readonly at: number }
  | { readonly kind: 'error' | 'init-error'; readonly error: Fields; readonly at: number };

/**
 * Lambda's Runtime API (2018-06-01) on 127.0.0.1, for one runtime: it asks for the next event and posts how it ended.
 * Source: the Lambda developer guide ("Using the Lambda runtime API for custom runtimes").
 */
export type RuntimeApi = {
  /** `host:port`, for `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** Hands over an event as soon as the runtime asks for one; resolves with its outcome. */
  invoke(event: unknown): Promise<Outcome>;
  /** When the runtime first asked for an event (epoch milliseconds): the end of its init phase. */
  readyAt(): number | undefined;
  close(): Promise<void>;
};

const PREFIX = '/2018-06-01/runtime';
const TIMEOUT_MS = 40_000;

export async function startRuntimeApi(): Promise<RuntimeApi> {
  const waiting: { readonly id: string; readonly event: unknown }[] = [];
  const outcomes = new Map<string, (outcome: Outcome) => void>();
  let asking: ServerResponse | undefined;
  let readyAt: number | undefined;
  let count = 0;

  const hand = () => {
    const next = asking && waiting.shift();
    if (next === undefined || asking === undefined) return;
    asking
      .writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': next.id,
        'lambda-runtime-deadline-ms': String(Date.now() + TIMEOUT_MS),
        'lambda-runtime-invoked-function-arn':
          'arn:aws:lambda:us-east-1:123456789012:function:ConsoleLoginNotificationLambda-e2e',
      })
      .end(JSON.stringify(next.event));
    asking = undefined;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url?.slice(PREFIX.length) ?? '';
      if (path === '/invocation/next') {
        readyAt ??= Date.now();
        asking = response;
        hand();
        return;
      }
      const text = Buffer.concat(chunks).toString();
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const [, id = '', end] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
      const at = Date.now();
      if (end === 'response') outcomes.get(id)?.({ kind: 'response', body, at });
      else if (end === 'error') outcomes.get(id)?.({ kind: 'error', error: fieldsOf(body), at });
      else if (path === '/init/error') {
        for (const settle of outcomes.values()) {
          settle({ kind: 'init-error', error: fieldsOf(body), at });
        }
      }
      response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  return {
    address: `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    invoke: (event) => {
      count += 1;
      const id = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
      waiting.push({ id, event });
      return new Promise((resolve) => {
        outcomes.set(id, resolve);
        hand();
      });
    },
    readyAt: () => readyAt,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
