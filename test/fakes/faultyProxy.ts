import { createServer } from 'node:http';
import { request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { closed, listenLocally } from './localServer.ts';

/** What becomes of a request: it goes on, is refused unseen, goes on and its answer is lost, or nothing ever comes of it. */
export type ProxyFault = 'none' | 'refused' | 'answer-lost' | 'hangs';

/** A server in between that has faults; plain HTTP on this side, HTTPS on the other. */
export type FaultyProxy = {
  readonly endpoint: string;
  /** How often each fault struck. */
  readonly struck: Readonly<Record<ProxyFault, number>>;
  /** Where requests go on to, once that is known. */
  target: { readonly endpoint: string; readonly ca: string } | undefined;
  close(): Promise<void>;
};

/** A proxy on 127.0.0.1. `faultOf`: what becomes of the `nth` request (from 1) of an operation (`DynamoDB_20120810.PutItem`, or `''`). */
export async function startFaultyProxy(
  faultOf: (nth: number, operation: string) => ProxyFault,
): Promise<FaultyProxy> {
  const struck = { none: 0, refused: 0, 'answer-lost': 0, hangs: 0 };
  const proxy: { target: FaultyProxy['target'] } = { target: undefined };
  let count = 0;
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    count += 1;
    const { method, url: path, headers } = incoming;
    const fault = faultOf(count, String(headers['x-amz-target'] ?? ''));
    struck[fault] += 1;
    if (fault === 'hangs') return;
    if (fault === 'refused' || proxy.target === undefined) {
      outgoing.writeHead(503).end('Service Unavailable');
      return;
    }
    const { hostname, port } = new URL(proxy.target.endpoint);
    const { ca } = proxy.target;
    const onward = request({ hostname, port, method, path, headers, ca }, (answer) => {
      const isLost = fault === 'answer-lost';
      if (!isLost) outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('data', (chunk: Buffer) => isLost || outgoing.write(chunk));
      answer.on('end', () => (isLost ? incoming.socket.destroy() : outgoing.end()));
    });
    onward.on('error', () => incoming.socket.destroy());
    onward.end(body);
  });
  const endpoint = await listenLocally(server);
  return Object.assign(proxy, {
    endpoint,
    struck,
    close: async () => {
      server.closeAllConnections();
      await closed(server);
    },
  });
}
