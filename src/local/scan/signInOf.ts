import type { HistoryQuery } from '../../bell/ports.ts';
import type { Extracted } from '../../envelopes/recordsOf.ts';
import { matchesQuery } from '../../journal/matchesQuery.ts';
import type { EventsSetting } from '../../signin/events.ts';
import { parseSignIn, unreadableSignIn } from '../../signin/parseSignIn.ts';
import type { SignIn } from '../../signin/signIn.ts';
import { createFilter, type SignInFilter } from '../signInFilter.ts';

/** What a scan looks for. Plain data: it is sent to other threads. */
export type ScanSettings = {
  readonly events: EventsSetting;
  readonly query: HistoryQuery;
  /** What else must hold; of what needs all sign-ins to be known (`isFirstSeen`) nothing may stand in it. */
  readonly filter?: SignInFilter;
  /** Whether the records are handed on, with the places where they stand. @default false */
  readonly raw?: boolean;
  /** Milliseconds since the epoch; stands for the time of records that have none. */
  readonly now: number;
};

/** What came out of an envelope, as the sign-in that it is, if it is one that is looked for. */
export type SignInOf = (item: Extracted) => SignIn | undefined;

export function createSignInOf({ events, query, filter = {}, now }: ScanSettings): SignInOf {
  const fits = createFilter(filter);
  return (item) => {
    const signIn = understood(item, events, now);
    if (signIn === undefined || !matchesQuery(signIn, query)) return undefined;
    return fits(signIn) ? signIn : undefined;
  };
}

function understood(item: Extracted, events: EventsSetting, at: number): SignIn | undefined {
  if (item.kind === 'unreadable') {
    return item.preselected ? unreadableSignIn(item.text, item.reason, { at }) : undefined;
  }
  const arrival = { at, truncated: item.truncated ?? false };
  const parsed = parseSignIn(item.record, { events, ownResources: [] }, arrival);
  return parsed.kind === 'sign-in' ? parsed.signIn : undefined;
}
