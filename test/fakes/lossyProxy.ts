import { createServer, request } from 'node:http';
import { closed, listenLocally } from './localServer.ts';

/** A server in between: it passes every request on, and of those that it picks it loses the answer. */
export type LossyProxy = {
  readonly endpoint: string;
  /** Requests passed on so far. */
  readonly passed: () => number;
  /** Is the answer to the `nth` request (from 1) lost? */
  loses: (nth: number) => boolean;
  close(): Promise<void>;
};

/** A proxy to `target` (`http://127.0.0.1:…`) on 127.0.0.1. */
export async function startLossyProxy(target: string): Promise<LossyProxy> {
  let passed = 0;
  const test: Pick<LossyProxy, 'loses'> = { loses: () => false };
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    passed += 1;
    const nth = passed;
    const { method, url: path, headers } = incoming;
    const onward = request({ hostname, port, method, path, headers }, (answer) => {
      const isLost = test.loses(nth);
      if (!isLost) outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('data', (chunk: Buffer) => isLost || outgoing.write(chunk));
      answer.on('end', () => (isLost ? incoming.socket.destroy() : outgoing.end()));
    });
    incoming.pipe(onward);
  });
  const endpoint = await listenLocally(server);
  return Object.assign(test, {
    endpoint,
    passed: () => passed,
    close: async () => {
      server.closeAllConnections();
      await closed(server);
    },
  });
}
