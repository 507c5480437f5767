import { type Between, passOn, startBetween, type Target } from './between.ts';

/** What becomes of a request: it goes on, is refused unseen, goes on and its answer is lost, or nothing ever comes of it. */
export type ProxyFault = 'none' | 'refused' | 'answer-lost' | 'hangs';

/** A server in between that has faults; plain HTTP on this side, HTTPS on the other. */
export type FaultyProxy = Between & {
  /** How often each fault struck. */
  readonly struck: Readonly<Record<ProxyFault, number>>;
  /** Where requests go on to, once that is known. */
  target: Required<Target> | undefined;
};

/** A proxy on 127.0.0.1. `faultOf`: what becomes of the `nth` request (from 1) of an operation (`DynamoDB_20120810.PutItem`, or `''`). */
export async function startFaultyProxy(
  faultOf: (nth: number, operation: string) => ProxyFault,
): Promise<FaultyProxy> {
  const struck = { none: 0, refused: 0, 'answer-lost': 0, hangs: 0 };
  const proxy: { target: FaultyProxy['target'] } = { target: undefined };
  let count = 0;
  const between = await startBetween(async (incoming, outgoing) => {
    count += 1;
    const fault = faultOf(count, String(incoming.message.headers['x-amz-target'] ?? ''));
    struck[fault] += 1;
    if (fault === 'hangs') return;
    if (fault === 'refused' || proxy.target === undefined) {
      outgoing.writeHead(503).end('Service Unavailable');
      return;
    }
    const { status, headers, body } = await passOn(incoming, proxy.target);
    if (fault === 'answer-lost') incoming.message.socket.destroy();
    else outgoing.writeHead(status, headers).end(body);
  });
  return Object.assign(proxy, between, { struck });
}
