import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { LoginbellError, reasonOf } from '../errors.ts';
import type { Clock, Notifier } from '../ports.ts';
import { snsMessage } from './snsMessage.ts';

/** Milliseconds between two publishes: under 10 a second, past which SNS suspends e-mail endpoints. */
const SPACING = 120;

/**
 * Publishes notices to an SNS topic, spaced so that e-mail endpoints bear it. If SNS refuses the subject,
 * the notice goes out under its ASCII subject rather than not at all.
 */
export function createSnsNotifier(deps: {
  readonly client: SNSClient;
  readonly topicArn: string;
  readonly clock: Clock;
}): Notifier {
  const { client, topicArn, clock } = deps;
  let nextFree = 0;
  return {
    send: async (notice) => {
      const now = clock.now();
      const slot = Math.max(now, nextFree);
      nextFree = slot + SPACING;
      if (slot > now) await clock.sleep(slot - now);
      const publish = (subject: string) =>
        client.send(new PublishCommand({ ...snsMessage(notice, topicArn), Subject: subject }));
      try {
        await publish(notice.subject).catch((error: unknown) => {
          const refused = error instanceof Error && /InvalidParameter/.test(error.name);
          if (!refused || !/subject/i.test(error.message)) throw error;
          return publish(notice.asciiSubject);
        });
      } catch (error) {
        const message = `SNS did not take the notice for ${topicArn}: ${reasonOf(error)}`;
        throw new LoginbellError('notifier-failed', message, { cause: error });
      }
    },
  };
}
