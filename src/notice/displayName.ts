import type { Who } from '../signin/signIn.ts';
import type { Language } from './notice.ts';
import type { Wording } from './phrases.ts';
import { safe } from './safe.ts';
import { fill, wordsOf } from './wording.ts';

/** What `shortName` says of a user name that the account does not have; no AWS name can be this. */
export const NO_SUCH_USER = '(no such user)';

/** The person without the role (`alice`, `Root`, a user id), and the role or permission set. Sanitised. */
export function nameParts(who: Who): { readonly name: string; readonly role: string } {
  const role = who.kind === 'role-session' ? safe(who.permissionSet ?? who.role) || '?' : '';
  return { name: safe(personOf(who)) || '?', role };
}

function personOf(who: Who): string {
  if (who.kind === 'root') return 'Root';
  if (who.kind === 'hidden-user') return NO_SUCH_USER;
  if (who.kind === 'role-session') return who.session;
  return who.name || (who.kind === 'identity-center' && who.userId) || '';
}

/**
 * Who, in few characters and the same in every language, for tables and subjects: `alice`, `Root`,
 * `alice (Admin)` for a session of a role or permission set. Sanitised, never empty.
 */
export function shortName(who: Who): string {
  const { name, role } = nameParts(who);
  return role ? `${name} (${role})` : name;
}

/** Who, for people: `alice`, `Root`, `alice (role Admin)`, "a user name that …". Sanitised. */
export function displayName(who: Who, language: Language): string {
  return nameIn(who, wordsOf(language));
}

/** `shortName`, but in the reader's language where it is no name. */
export function briefName(who: Who, words: Wording): string {
  if (who.kind === 'hidden-user') return words.noSuchUser;
  if (isUnnamed(who)) return nameIn(who, words);
  return who.kind === 'unknown' ? nameIn(who, words) : shortName(who);
}

/** `displayName`, in words at hand. */
export function nameIn(who: Who, words: Wording): string {
  const parts = nameParts(who);
  if (who.kind === 'hidden-user') return words.hiddenUser;
  if (isUnnamed(who)) return fill(words.unnamedSession, parts);
  if (who.kind === 'role-session') {
    return fill(who.permissionSet === undefined ? words.viaRole : words.viaSet, parts);
  }
  return who.kind === 'unknown' && parts.name === '?' ? words.unknownUser : parts.name;
}

/** A session of a role that does not say whose. */
function isUnnamed(who: Who): boolean {
  return who.kind === 'role-session' && who.session === '';
}
