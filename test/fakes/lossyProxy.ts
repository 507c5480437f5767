import { type Between, passOn, startBetween } from './between.ts';

/** A server in between: it passes every request on, and of those that it picks it loses the answer. */
export type LossyProxy = Between & {
  /** Requests passed on so far. */
  readonly passed: () => number;
  /** Is the answer to the `nth` request (from 1) lost? */
  loses: (nth: number) => boolean;
};

/** A proxy to `target` (`http://127.0.0.1:…`) on 127.0.0.1. */
export async function startLossyProxy(target: string): Promise<LossyProxy> {
  let passed = 0;
  const test: Pick<LossyProxy, 'loses'> = { loses: () => false };
  const between = await startBetween(async (incoming, outgoing) => {
    passed += 1;
    const nth = passed;
    const { status, headers, body } = await passOn(incoming, { endpoint: target });
    if (test.loses(nth)) incoming.message.socket.destroy();
    else outgoing.writeHead(status, headers).end(body);
  });
  return Object.assign(test, between, { passed: () => passed });
}
