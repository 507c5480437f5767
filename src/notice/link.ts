import type { SignIn } from '../signin/signIn.ts';
import { plainName } from '../signin/target.ts';
import type { Wording } from './phrases.ts';
import { safe } from './safe.ts';
import { joined } from './status.ts';
import { own } from './wording.ts';

/** Calls on a part of a resource that is a link of its own: filter, subscription, permission, policy. */
const PART = /subscri|RemovePermission\d|PolicyVersion|^DeletePolicy$/i;

/** What is lost with a link, by service and name; with any other nobody is told (`mute`). */
const LOSSES = [
  [/^(cloudtrail|logs(?! \/aws\/lambda)|lambda\+)/, 'deaf'],
  [/^(logs|sqs|monitoring|events|scheduler)/, 'blind'],
  [/^s3/, 'forgetful'],
] as const;

/** The link of the chain that a call acted on: `subscription filter ConsoleLogin-ab0925cd`. */
export function linkOf(signIn: SignIn, { links }: Wording): string {
  return joined(' ', [own(links, keyOf(signIn)), nameOf(signIn)]) || '?';
}

/** What is lost if that link no longer works. */
export function lossOf(signIn: SignIn, words: Wording): string {
  const link = `${keyOf(signIn)} ${nameOf(signIn)}`;
  return words[LOSSES.find(([links]) => links.test(link))?.[1] ?? 'mute'];
}

/** The service, with a `+` where the call is about a part. */
function keyOf({ eventSource, eventName }: SignIn): string {
  return eventSource.replace(/\..*/, PART.test(eventName) ? '+' : '');
}

function nameOf({ target = '' }: SignIn): string {
  return safe(plainName(target));
}
