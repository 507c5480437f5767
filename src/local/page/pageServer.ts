import { timingSafeEqual } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { LoginbellError, reasonOf } from '../../errors.ts';

/** The only address that it listens at: nothing but this machine reaches it. */
const HOST = '127.0.0.1';
/** A line now and then, so that nothing between closes a quiet stream. */
const ALIVE_EVERY = 25_000;
/** How long the browser waits before it asks again for a stream that broke off, in milliseconds. */
const ASK_AGAIN = 2000;

/** A page as it stands now. */
export type ServedPage = {
  readonly html: string;
  /** Its Content-Security-Policy. */
  readonly policy: string;
};

export type PageServer = {
  /** The address with its token: whoever has it sees the page. */
  readonly address: string;
  /** Tells every open page that it is out of date. */
  announce(version: number): void;
  /** Ends at once, open streams too. */
  close(): Promise<void>;
};

/**
 * Serves one page at 127.0.0.1, under a path that only its token opens, and a stream of server-sent events beside it: each
 * is the number of the newest version. A request with another Host (as by DNS rebinding), another token or
 * another method gets nothing. Rejects with `bad-input` where the port cannot be had. `port` 0: any free one.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function startPageServer(about: {
  readonly port: number;
  /** Letters that may stand in a path. */
  readonly token: string;
  readonly page: () => ServedPage;
  readonly version: () => number;
}): Promise<PageServer> {
  const { token, page, version } = about;
  const streams = new Set<ServerResponse>();
  let host = '';

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const [, given = '', name] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
    if (request.headers.host !== host) return refuse(response, 421, 'another host is meant');
    if (!isSame(given, token)) return refuse(response, 404, 'the address is not whole');
    if (request.method !== 'GET') return refuse(response, 405, 'only GET is answered');
    if (name === 'events') return stream(response);
    if (name !== '') return refuse(response, 404, 'no such page');
    const { html, policy } = page();
    response.writeHead(200, {
      ...HEADERS,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
    });
    response.end(html);
  };

  const stream = (response: ServerResponse) => {
    response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' });
    response.write(`retry: ${ASK_AGAIN}\n\n${eventOf(version())}`);
    streams.add(response);
    response.on('close', () => streams.delete(response));
  };

  const server = createServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, about.port)));
    server.listen(about.port, HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  // Browsers leave the port of HTTP out.
  host = port === 80 ? HOST : `${HOST}:${port}`;
  const alive = setInterval(() => {
    for (const one of streams) one.write(': still here\n\n');
  }, ALIVE_EVERY);
  return {
    address: `http://${host}/${token}/`,
    announce: (newest) => {
      for (const one of streams) one.write(eventOf(newest));
    },
    close: () =>
      new Promise((resolve) => {
        clearInterval(alive);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const HEADERS: OutgoingHttpHeaders = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

function eventOf(version: number): string {
  return `data: ${version}\n\n`;
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, {
    ...HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
  });
  response.end(`${reason}; use the address that "loginbell page" printed\n`);
}

function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function explain(error: unknown, port: number): LoginbellError {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const reason =
    code === 'EADDRINUSE'
      ? 'another program listens there'
      : code === 'EACCES'
        ? 'this user may not listen there'
        : reasonOf(error);
  const message = `cannot serve the page on port ${port} of ${HOST}: ${reason}; choose another --port, or leave it out for a free one`;
  return new LoginbellError('bad-input', message, { cause: error });
}
