import { BlockList, isIP } from 'node:net';
import type { Telling } from '../notice/notice.ts';
import { severityOf } from '../notice/severity.ts';
import type { SignIn } from '../signin/signIn.ts';

/** Ordinary successes that somebody does not want to be told of: all terms must fit. */
export type QuietRule = { readonly text: string; readonly terms: readonly QuietTerm[] };

export type QuietTerm = {
  readonly about: 'user' | 'role' | 'account' | 'address';
  readonly fits: (signIn: SignIn) => boolean;
};

/**
 * Reads rules: terms joined by `&`, rules by commas. `user/ci-*`, `role/Deploy*`, `account/123456789012`,
 * `address/203.0.113.0/24`; `*` stands for any characters. Throws an Error that names the term and says what is right.
 */
export function parseQuietRules(text: string): readonly QuietRule[] {
  return text
    .split(',')
    .map((rule) => rule.trim())
    .filter(Boolean)
    .map((rule) => ({ text: rule, terms: rule.split('&').map((term) => parseTerm(term.trim())) }));
}

function parseTerm(text: string): QuietTerm {
  const [, about, value = ''] = /^(user|role|account|address)\/(.+)$/.exec(text) ?? [];
  switch (about) {
    case 'user':
    case 'role': {
      if (/^\**$/.test(value)) throw new Error(`${quote(text)} is everybody; name whom you mean`);
      const matches = matcherOf(value);
      return { about, fits: (signIn) => namesOf(signIn, about).some((name) => matches(name)) };
    }
    case 'account':
      if (!/^\d{12}$/.test(value)) throw new Error(`${quote(text)}: write twelve digits`);
      return { about, fits: ({ accountId }) => accountId === value };
    case 'address': {
      const range = rangeOf(value);
      if (range === undefined) {
        throw new Error(`${quote(text)}: write an address or a range such as 203.0.113.0/24`);
      }
      return {
        about,
        fits: ({ sourceIPAddress: address }) => {
          const family = isIP(address);
          return family !== 0 && range.check(address, family === 4 ? 'ipv4' : 'ipv6');
        },
      };
    }
    default:
      throw new Error(
        `${quote(text)} is no rule; write user/…, role/…, account/… or address/…, joined by &`,
      );
  }
}

/**
 * The first rule that silences this sign-in; `undefined` where it is told. Never silenced: root, what is critical, failed
 * or unclear, what is first seen, changes, and whatever else is a warning.
 */
export function findQuietRule(
  telling: Telling,
  rules: readonly QuietRule[],
): QuietRule | undefined {
  const { signIn, marks } = telling;
  const isOrdinary =
    signIn.outcome === 'success' &&
    signIn.stage === 'entry' &&
    signIn.who.kind !== 'root' &&
    marks?.address !== true &&
    marks?.client !== true &&
    severityOf(telling) === 'info';
  if (!isOrdinary) return undefined;
  return rules.find(({ terms }) => terms.every(({ fits }) => fits(signIn)));
}

function namesOf({ who }: SignIn, about: 'user' | 'role'): readonly string[] {
  if (who.kind === 'role-session') {
    return about === 'user' ? [who.session] : [who.role, who.permissionSet ?? who.role];
  }
  return about === 'user' && 'name' in who && who.name !== undefined ? [who.name] : [];
}

function matcherOf(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('.*')}$`, 'u');
  return (name) => whole.test(name);
}

function rangeOf(value: string): BlockList | undefined {
  const [address = '', bits] = value.split('/');
  const family = isIP(address);
  const longest = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  // A range that holds every address is no range.
  if (family === 0 || prefix < 1 || prefix > longest) return undefined;
  const list = new BlockList();
  list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6');
  return list;
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
