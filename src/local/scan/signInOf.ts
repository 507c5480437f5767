import type { HistoryQuery } from '../../bell/ports.ts';
import type { Extracted } from '../../envelopes/recordsOf.ts';
import { matchesQuery } from '../../journal/matchesQuery.ts';
import type { EventsSetting } from '../../signin/events.ts';
import { parseSignIn, unreadableSignIn } from '../../signin/parseSignIn.ts';
import type { SignIn } from '../../signin/signIn.ts';

/** What a scan looks for. Plain data: it is sent to other threads. */
export type ScanSettings = {
  readonly events: EventsSetting;
  readonly query: HistoryQuery;
  /** Milliseconds since the epoch; stands for the time of records that have none. */
  readonly now: number;
};

/** The sign-in that came out of an envelope, if it is one that is looked for. */
export function signInOf(
  item: Extracted,
  { events, query, now }: ScanSettings,
): SignIn | undefined {
  const signIn = understood(item, events, now);
  return signIn !== undefined && matchesQuery(signIn, query) ? signIn : undefined;
}

function understood(item: Extracted, events: EventsSetting, at: number): SignIn | undefined {
  if (item.kind === 'unreadable') {
    return item.preselected ? unreadableSignIn(item.text, item.reason, { at }) : undefined;
  }
  const arrival = { at, truncated: item.truncated ?? false };
  const parsed = parseSignIn(item.record, { events, ownResources: [] }, arrival);
  return parsed.kind === 'sign-in' ? parsed.signIn : undefined;
}
