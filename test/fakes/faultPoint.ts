import { setTimeout as sleep } from 'node:timers/promises';
import { type Between, passOn, startBetween } from './between.ts';

/** What becomes of every request: it is refused unseen, its answer is lost, comes in two halves, or is a web page instead. */
export type Fault = 'none' | 'refused' | 'answer-lost' | 'slow' | 'garbage';

/** A place between a client and a server, where faults can be switched on and off. */
export type FaultPoint = Between & { fault: Fault };

/** Milliseconds between the two halves of a slow answer. */
const BETWEEN_HALVES = 150;

/** A fault point on 127.0.0.1 before `target` (`http://127.0.0.1:…`). */
export async function startFaultPoint(target: string): Promise<FaultPoint> {
  const point: { fault: Fault } = { fault: 'none' };
  const between = await startBetween(async (incoming, outgoing) => {
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
    const { status, headers, body } = await passOn(incoming, { endpoint: target });
    if (fault === 'answer-lost') {
      incoming.message.socket.destroy();
      return;
    }
    outgoing.writeHead(status, headers);
    const half = fault === 'slow' ? body.length >> 1 : 0;
    if (half > 0) {
      outgoing.write(body.subarray(0, half));
      await sleep(BETWEEN_HALVES);
    }
    outgoing.end(body.subarray(half));
  });
  return Object.assign(point, between);
}
