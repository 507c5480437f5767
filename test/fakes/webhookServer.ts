import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { closed, listenLocally } from './localServer.ts';

/** One request that arrived. */
export type PostedRequest = {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
};

/** What a chat service answers: status, headers, text. */
export type WebhookAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
};

/** A webhook's other side, on 127.0.0.1. */
export type TestWebhook = {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly received: PostedRequest[];
  /** Answers to come, the first first; then 200. */
  readonly answers: WebhookAnswer[];
  close(): Promise<void>;
};

export async function startWebhook(): Promise<TestWebhook> {
  const received: PostedRequest[] = [];
  const answers: WebhookAnswer[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    received.push({ path: request.url ?? '', headers: request.headers, text: body });
    const { status, headers = {}, text: said = 'ok' } = answers.shift() ?? { status: 200 };
    response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(said);
  });
  const endpoint = await listenLocally(server);
  return {
    host: new URL(endpoint).host,
    received,
    answers,
    close: async () => {
      server.closeAllConnections();
      await closed(server);
    },
  };
}
