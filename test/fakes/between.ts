import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { closed, listenLocally } from './localServer.ts';

/** A server between a client and another one. */
export type Between = {
  readonly endpoint: string;
  close(): Promise<void>;
};

/** A request as it came in, whole. */
export type Incoming = { readonly message: IncomingMessage; readonly body: Buffer };

/** The answer to one that was passed on, whole. */
export type Passed = Pick<IncomingMessage, 'headers'> & {
  readonly status: number;
  readonly body: Buffer;
};

/** Where requests go on to; `ca`: the certificate of one that speaks HTTPS. */
export type Target = { readonly endpoint: string; readonly ca?: string };

/** A server on 127.0.0.1 that leaves every request to `handle`. Where that rejects, the connection is cut. */
export async function startBetween(
  handle: (incoming: Incoming, outgoing: ServerResponse) => Promise<void>,
): Promise<Between> {
  const server = createServer(async (message, outgoing) => {
    try {
      await handle({ message, body: await buffer(message) }, outgoing);
    } catch {
      message.socket.destroy();
    }
  });
  const endpoint = await listenLocally(server);
  return {
    endpoint,
    close: async () => {
      server.closeAllConnections();
      await closed(server);
    },
  };
}

/** Sends a request on. Rejects where no answer comes. */
export function passOn({ message, body }: Incoming, { endpoint, ca }: Target): Promise<Passed> {
  const { method, url: path, headers } = message;
  const { hostname, port } = new URL(endpoint);
  const send = ca === undefined ? request : requestSecurely;
  return new Promise((resolve, reject) => {
    const onward = send({ hostname, port, method, path, headers, ca }, (answer) => {
      const { statusCode: status = 502 } = answer;
      buffer(answer).then((whole) => {
        resolve({ status, headers: answer.headers, body: whole });
      }, reject);
    });
    onward.on('error', reject);
    onward.end(body);
  });
}
