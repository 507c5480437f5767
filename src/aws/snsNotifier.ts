import type { Clock, Notifier } from '../bell/ports.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import { createProcessPace, type Pace, PUBLISH_SPACING } from './rateLimiter.ts';
import { snsMessage } from './snsMessage.ts';
import type { SnsPublish } from './snsPublish.ts';

/** A notice that would have to wait longer (milliseconds) is refused, to be tried again later. */
const LONGEST_WAIT = { critical: 25_000, warning: 15_000, info: 15_000 };

/**
 * Publishes notices to an SNS topic, spaced so that e-mail endpoints bear it, over all that share the
 * `pace`. If that cannot be asked, the spacing is this process's own: better too fast than not at all. If SNS
 * refuses the subject, the notice goes out without one.
 */
export function createSnsNotifier(deps: {
  readonly publish: SnsPublish;
  readonly topicArn: string;
  readonly clock: Clock;
  readonly pace: Pace;
}): Notifier {
  const { publish, topicArn, clock, pace } = deps;
  const ownPace = createProcessPace(clock);
  return {
    send: async (notice) => {
      const ahead = LONGEST_WAIT[notice.attributes.severity];
      const slot = await pace
        .take(PUBLISH_SPACING, ahead)
        .catch(() => ownPace.take(PUBLISH_SPACING, ahead));
      if (slot === undefined) {
        const message = `more notices wait for ${topicArn} than it takes in ${ahead / 1000} s; this one is tried again`;
        throw new LoginbellError('notifier-failed', message);
      }
      const wait = slot - clock.now();
      if (wait > 0) await clock.sleep(wait);
      const message = snsMessage(notice, topicArn);
      try {
        await publish({ ...message, Subject: notice.subject }).catch((error) => {
          // The text says the same.
          if (isRefusedSubject(error)) return publish(message);
          throw error;
        });
      } catch (error) {
        const reason = `SNS did not take the notice for ${topicArn}: ${reasonOf(error)}`;
        throw new LoginbellError('notifier-failed', reason, { cause: error });
      }
    },
  };
}

function isRefusedSubject(error: unknown): boolean {
  return (
    error instanceof Error && /InvalidParameter/.test(error.name) && /subject/i.test(error.message)
  );
}
