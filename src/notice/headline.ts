import type { SignIn } from '../signin/signIn.ts';
import { nameIn } from './displayName.ts';
import { safe } from './safe.ts';
import { fill, own, type Wording } from './wording.ts';

/** Lambda's records add an API date to the name: `UpdateFunctionCode20150331v2`. */
const API_DATE = /20\d{6}(v\d)?$/;

/** What happened, as a subject begins: `AWS console sign-in`. At most 50 characters. */
export function titleOf({ kind, eventName }: SignIn, { events }: Wording): string {
  const key = kind === 'tampering' || kind === 'unreadable' ? kind : eventName;
  return fill(own(events, key) ?? events.other, {
    event: safe(eventName.replace(API_DATE, ''), 24),
  });
}

/** The first sentence: who did what, and whether it worked. */
export function headlineOf(signIn: SignIn, words: Wording): string {
  const { who, outcome } = signIn;
  const done = outcome === 'success' ? own(words.done, signIn.eventName) : undefined;
  const told = outcome === 'unclear' ? words.toldUnclear : words.told;
  const name = nameIn(who, words);
  const kind = own(words.userKinds, who.kind);
  return fill(done ?? told, {
    who: who.kind === 'root' ? words.rootUser : kind ? `${name} (${kind})` : name,
    event: titleOf(signIn, words),
    outcome: words[outcome],
  }).replace(/^the root/, 'The root');
}
