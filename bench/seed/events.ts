import { randomUUID } from 'node:crypto';
import { awslogsEvent } from '../../test/fakes/awslogs.ts';
import { consoleLogin, FAILED, iamUser } from '../../test/fakes/records.ts';

/** What the sign-ins of an event are: of as many people, each with success, or guesses at as many passwords. */
export type Kind = 'successes' | 'failures';

/** One CloudWatch Logs event of `count` sign-ins that happened a minute ago, never seen before. */
export function eventOf(count: number, kind: Kind = 'successes'): unknown {
  const eventTime = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
  const changes = kind === 'failures' ? FAILED : {};
  return awslogsEvent(
    Array.from({ length: count }, (_, i) =>
      consoleLogin(randomUUID(), {
        eventTime,
        userIdentity: iamUser(`user-${i}`),
        sourceIPAddress: `203.0.113.${i % 250}`,
        ...changes,
      }),
    ),
  );
}
