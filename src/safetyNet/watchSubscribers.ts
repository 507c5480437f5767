import type { Clock, Notifier } from '../bell/ports.ts';
import type { Seen } from '../health/check.ts';
import type { Subscriber } from '../health/checks/subscribers.ts';
import { composeSubscriberNotice } from '../notice/composeSubscriberNotice.ts';
import type { NoticeSettings } from '../notice/notice.ts';
import type { SubscriberMemory } from './memory.ts';
import { subscriberNews } from './subscriberNews.ts';

/** How long a run has for sending one notice. If it cannot, the next hour finds the lease run out. */
const LEASE = 60_000;

export type WatchSubscribersDeps = {
  readonly subscriberMemory: SubscriberMemory;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly token: string;
  readonly accountId: string;
  readonly notice: NoticeSettings;
};

/**
 * Tells those who are left, once, of a subscription that was lost, that nobody confirms, or whose filter keeps critical
 * notices from it. Where nobody is confirmed there is nobody to tell, and the chain's own news says so. Resolves with how
 * many subscriptions were told of.
 */
export async function watchSubscribers(
  deps: WatchSubscribersDeps,
  seen: Seen<readonly Subscriber[] | undefined>,
): Promise<number> {
  if (!seen.seen || !seen.value?.some(({ of, confirmed }) => of === 'notices' && confirmed))
    return 0;
  const { subscriberMemory: memory, clock, token, notifier, accountId } = deps;
  const { state, version } = await memory.load();
  const { news, next } = subscriberNews(state, seen.value, clock.now());
  if (JSON.stringify(state) === JSON.stringify(next)) return 0;
  const lease = { token, until: clock.now() + LEASE };
  if (!(await memory.claim(version, lease))) return 0;
  const count = news.lost.length + news.waiting.length + news.filtered.length;
  if (count > 0) await notifier.send(composeSubscriberNotice({ ...news, accountId }, deps.notice));
  await memory.settle(next, version + 1, lease);
  return count;
}
