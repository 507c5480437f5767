import { createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { closed, listenLocally } from './localServer.ts';

/** What becomes of every request: it is refused unseen, its answer is lost, comes in two halves, or is a web page instead. */
export type Fault = 'none' | 'refused' | 'answer-lost' | 'slow' | 'garbage';

/** A place between a client and a server, where faults can be switched on and off. */
export type FaultPoint = {
  readonly endpoint: string;
  fault: Fault;
  close(): Promise<void>;
};

/** Milliseconds between the two halves of a slow answer. */
const BETWEEN_HALVES = 150;

/** A fault point on 127.0.0.1 before `target` (`http://127.0.0.1:…`). */
export async function startFaultPoint(target: string): Promise<FaultPoint> {
  const point: { fault: Fault } = { fault: 'none' };
  const { hostname, port } = new URL(target);
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    const { fault } = point;
    if (fault === 'refused') {
      outgoing.writeHead(403).end('Forbidden');
      return;
    }
    if (fault === 'garbage') {
      outgoing.writeHead(200, { 'Content-Type': 'text/html' });
      outgoing.end('<html><body><h1>Sign in to the guest network</h1></body></html>');
      return;
    }
    const { method, url: path, headers } = incoming;
    const onward = request({ hostname, port, method, path, headers }, async (answer) => {
      const whole = await buffer(answer);
      if (fault === 'answer-lost') {
        incoming.socket.destroy();
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      const half = fault === 'slow' ? whole.length >> 1 : 0;
      if (half > 0) {
        outgoing.write(whole.subarray(0, half));
        await sleep(BETWEEN_HALVES);
      }
      outgoing.end(whole.subarray(half));
    });
    onward.on('error', () => incoming.socket.destroy());
    onward.end(body);
  });
  const endpoint = await listenLocally(server);
  return Object.assign(point, {
    endpoint,
    close: async () => {
      server.closeAllConnections();
      await closed(server);
    },
  });
}
