import type { SignIn } from '../signin/signIn.ts';
import { nameIn } from './displayName.ts';
import { linkOf } from './link.ts';
import type { FailureTally } from './notice.ts';
import type { Wording } from './phrases.ts';
import { safe } from './safe.ts';
import { spreadOf } from './status.ts';
import { fill, own } from './wording.ts';

/** Lambda's records add an API date to the name: `UpdateFunctionCode20150331v2`. */
const API_DATE = /20\d{6}(v\d)?$/;

/** What happened, as a subject begins: `AWS console sign-in`. At most 50 characters. */
export function titleOf({ kind, eventName }: SignIn, { events }: Wording): string {
  const key =
    kind === 'tampering' || kind === 'unreadable' || kind === 'workspaces'
      ? kind
      : kind === 'access-change'
        ? 'access'
        : eventName;
  return fill(own(events, key) ?? events.other, {
    event: callOf(eventName, 24),
  });
}

function callOf(eventName: string, limit: number): string {
  return safe(eventName.replace(API_DATE, ''), limit);
}

/** The first sentence: who did what, and whether it worked; of tampering, to which link of the chain. */
export function headlineOf(signIn: SignIn, words: Wording): string {
  const { who, outcome } = signIn;
  const isTampering = signIn.kind === 'tampering';
  const done =
    outcome === 'success' && !isTampering && signIn.kind !== 'workspaces'
      ? own(words.done, signIn.eventName)
      : undefined;
  const told = outcome === 'unclear' ? words.toldUnclear : words.told;
  const name = nameIn(who, words);
  const kind = own(words.userKinds, who.kind);
  const issued = signIn.issuer
    ? fill(words.byIssuer, { name, issuer: safe(signIn.issuer, 60) })
    : name;
  return fill(isTampering ? words.tampered : (done ?? told), {
    who: who.kind === 'root' ? words.rootUser : kind ? `${issued} (${kind})` : issued,
    event: isTampering ? callOf(signIn.eventName, 60) : titleOf(signIn, words),
    link: linkOf(signIn, words),
    outcome: words[outcome],
  }).replace(/^the root/, 'The root');
}

/** The first sentence of a failure that was not the only one: how many, of how many, from how many addresses. */
export function floodHeadline(signIn: SignIn, tally: FailureTally, words: Wording): string {
  return fill(words.floodHeadline, {
    event: titleOf(signIn, words),
    count: tally.total ?? tally.count,
    spread: spreadOf(tally, words),
  });
}
