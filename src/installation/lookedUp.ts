import type { EventsSetting } from '../signin/events.ts';

/** LookupEvents takes one condition. */
export type LookedUp = { readonly key: 'EventName' | 'EventSource'; readonly value: string };

/**
 * The look-ups that together find every sign-in that a setting watches: all sign-in events have one source, save the
 * Federate of Identity Center. Tampering is not among them: it would take a look-up for each of some forty events, and
 * what was changed before loginbell listened is CloudTrail's to tell.
 */
export function lookUpsFor(events: EventsSetting): readonly LookedUp[] {
  if (events === 'ConsoleLogin') return [{ key: 'EventName', value: 'ConsoleLogin' }];
  return [
    { key: 'EventSource', value: 'signin.amazonaws.com' },
    { key: 'EventName', value: 'Federate' },
  ];
}
