import type { DeadLetterQueue } from '../../src/installation/redrive.ts';

/** A dead-letter queue in memory: hands out ten at a time, and hides what it handed out. */
export type LetterQueue = DeadLetterQueue & {
  /** What is left, hidden or not. */
  bodies(): string[];
  /** How many are hidden. */
  hidden(): number;
};

/** `hides: false`: what was handed out comes again, `deals` times in all, as from a queue in a long run. */
export function createLetterQueue(
  bodies: readonly string[],
  { hides = true, deals = Number.POSITIVE_INFINITY } = {},
): LetterQueue {
  const letters = new Map(bodies.map((body, i) => [`message-${i}`, { body, isHidden: false }]));
  let dealt = 0;
  return {
    take: async () => {
      dealt += 1;
      if (dealt > deals) return [];
      const seen = [...letters].filter(([, { isHidden }]) => !isHidden).slice(0, 10);
      for (const [, letter] of seen) letter.isHidden = hides;
      return seen.map(([id, { body }]) => ({ id, handle: `${id}/${dealt}`, body }));
    },
    remove: async ({ id }) => {
      letters.delete(id);
    },
    giveBack: async ({ id }) => {
      const letter = letters.get(id);
      if (letter !== undefined) letter.isHidden = false;
    },
    bodies: () => [...letters.values()].map(({ body }) => body),
    hidden: () => [...letters.values()].filter(({ isHidden }) => isHidden).length,
  };
}

/** What Lambda puts into the queue for an event that it gave up on. */
export function deadLetterOf(requestPayload: unknown, errorMessage = 'SNS did not answer'): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: '2026-03-02T09:10:00.000Z',
    requestContext: {
      requestId: '11111111-2222-3333-4444-555555555555',
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:ConsoleLoginNotificationLambda',
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
    },
    requestPayload,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: 'LoginbellError', errorMessage },
  });
}
