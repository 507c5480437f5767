import type { Subscriber } from '../health/checks/subscribers.ts';
import { fieldAt, isFields } from '../signin/fields.ts';

/** A subscription that waits so long is likely never to be confirmed; SNS drops it after two days. */
const WAITS = 24 * 3_600_000;
/** So that the row stays small, whoever subscribes. */
const MOST = 200;

/** What was seen and told of the subscribers last. Keys: the topic and the name. */
export type SubscriberState = {
  readonly confirmed: readonly string[];
  readonly filtered: readonly string[];
  /** Since when each waits to be confirmed, milliseconds since the epoch. */
  readonly waitingSince: Readonly<Record<string, number>>;
  /** Those told as waiting. */
  readonly mentioned: readonly string[];
};

/** `lost`: was confirmed and is no more. `waiting`: not confirmed for a day. `filtered`: misses critical notices. */
export type SubscriberNews = {
  readonly lost: readonly string[];
  readonly waiting: readonly string[];
  readonly filtered: readonly string[];
};

/**
 * What is new about the subscribers, each once; the first look has nothing to compare with, so nobody is lost in it. Keys
 * are `notices email you@example.com`. Pure.
 */
export function subscriberNews(
  before: SubscriberState | undefined,
  subscribers: readonly Subscriber[],
  now: number,
): { readonly news: SubscriberNews; readonly next: SubscriberState } {
  const keysOf = (some: readonly Subscriber[]) =>
    [...new Set(some.map(({ of, name }) => `${of} ${name}`))].sort().slice(0, MOST);
  const confirmed = keysOf(subscribers.filter((one) => one.confirmed));
  const filtered = keysOf(subscribers.filter(({ misses }) => misses.length > 0));
  const waiting = keysOf(subscribers.filter((one) => !one.confirmed)).filter(
    (key) => !confirmed.includes(key),
  );
  const waitingSince = Object.fromEntries(
    waiting.map((key) => [key, before?.waitingSince[key] ?? now]),
  );
  const overdue = waiting.filter((key) => now - (waitingSince[key] ?? now) >= WAITS);
  const lost = before?.confirmed.filter((key) => !confirmed.includes(key)) ?? [];
  return {
    news: {
      lost,
      waiting: overdue.filter((key) => !before?.mentioned.includes(key)),
      filtered: filtered.filter((key) => !before?.filtered.includes(key)),
    },
    next: { confirmed, filtered, waitingSince, mentioned: overdue },
  };
}

/** What was written down, as far as it has the expected shape. */
export function subscriberStateIn(value: unknown): SubscriberState | undefined {
  if (!isFields(value)) return undefined;
  const list = (name: string) => {
    const found = fieldAt(value, name);
    return Array.isArray(found)
      ? found.filter((one) => typeof one === 'string').slice(0, MOST)
      : [];
  };
  const since = fieldAt(value, 'waitingSince');
  return {
    confirmed: list('confirmed'),
    filtered: list('filtered'),
    mentioned: list('mentioned'),
    waitingSince: Object.fromEntries(
      Object.entries(isFields(since) ? since : {}).filter(
        (pair): pair is [string, number] => typeof pair[1] === 'number',
      ),
    ),
  };
}
