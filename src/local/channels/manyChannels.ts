import type { Clock, Notifier } from '../../bell/ports.ts';
import { LoginbellError, reasonOf } from '../../errors.ts';
import type { Notice, Severity } from '../../notice/notice.ts';
import { noticeName } from '../mailMessage.ts';
import type { Deliveries } from './deliveries.ts';
import { ChannelRefusal } from './post.ts';

/** One way to people. */
export type Channel = {
  /** For people: `slack at hooks.slack.com`; holds no secret. */
  readonly name: string;
  /** The same each time; holds no secret. */
  readonly key: string;
  /** What is quieter is not sent this way. */
  readonly least: Severity;
  readonly notifier: Notifier;
};

const LOUDNESS: Readonly<Record<Severity, number>> = { info: 0, warning: 1, critical: 2 };

/**
 * All channels as one. Each is settled by itself: what one took and another did not comes again by the other alone. One
 * that refuses for good is given up, said to `onRefused` once, and stands in no other's way, as long as there is another.
 */
export function joinChannels(deps: {
  readonly channels: readonly Channel[];
  readonly deliveries: Deliveries;
  readonly clock: Clock;
  /** Hears of a channel that will never take anything, once each. */
  readonly onRefused: (channel: Channel, reason: string) => void;
}): Notifier {
  const { channels, deliveries, clock, onRefused } = deps;
  const refused = new Set<string>();
  return {
    send: async (notice) => {
      const keys = keysOf(notice);
      const due = channels.filter(
        ({ key, least }) =>
          LOUDNESS[notice.attributes.severity] >= LOUDNESS[least] && !deliveries.has(key, keys),
      );
      const failures: string[] = [];
      let refusals = 0;
      await Promise.all(
        due.map(async (channel) => {
          try {
            await channel.notifier.send(notice);
            deliveries.save(channel.key, keys, clock.now());
          } catch (error) {
            if (!(error instanceof ChannelRefusal)) {
              failures.push(reasonOf(error));
              return;
            }
            refusals += 1;
            if (!refused.has(channel.key)) onRefused(channel, reasonOf(error));
            refused.add(channel.key);
          }
        }),
      );
      // Nobody was told at all: then a refusal is as bad as a failure.
      if (refusals > 0 && refusals === due.length) {
        failures.push('every channel refuses for good');
      }
      if (failures.length > 0) throw new LoginbellError('notifier-failed', failures.join('; '));
    },
  };
}

/** What a notice tells, each by itself: whoever tells it again may group it in another way. */
function keysOf(notice: Notice): readonly string[] {
  const { eventIds } = notice.content;
  return eventIds.length > 0 ? eventIds : [noticeName(notice)];
}
