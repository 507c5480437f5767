import type { SignIn } from './signIn.ts';

/** Notices this far apart (milliseconds) can still be of one act. */
export const ACT_WINDOW_MS = 10 * 60_000;

/** Events of one act bear different names; each family is one way of getting in. */
const FAMILIES: Readonly<Record<string, string>> = {
  'console-login': 'console',
  federation: 'console',
  'switch-role': 'switch',
  'identity-center': 'portal',
  'cli-login': 'program',
};

/**
 * The name of the act that a sign-in is part of: one person, one account, one role, one address. `undefined` for what
 * never folds: whatever failed or is not known to have worked, changes, and what nobody or nothing is named in.
 *
 * AWS records one opening of an account as `Federate` (of the Identity Center user), `GetSigninToken` and `ConsoleLogin`
 * (of the role's session); so the name that people have decides, not the principal.
 */
export function actOf(signIn: SignIn): string | undefined {
  const { kind, stage, outcome, sourceIPAddress, sharedEventId } = signIn;
  const family = FAMILIES[kind];
  if (stage !== 'entry' || outcome !== 'success' || family === undefined) return undefined;
  // Both accounts of a switch record it, joined by AWS itself.
  if (kind === 'switch-role' && sharedEventId !== undefined) {
    return JSON.stringify([family, sharedEventId]);
  }
  const person = personOf(signIn);
  if (person === '' || sourceIPAddress === '') return undefined;
  return JSON.stringify([family, person, ...placeOf(signIn), sourceIPAddress]);
}

function personOf({ who, issuer = '' }: SignIn): string {
  switch (who.kind) {
    case 'iam-user':
    case 'workspaces':
      return `${who.kind} ${who.name}`;
    case 'federated':
      return `${who.kind} ${who.name} ${issuer}`;
    case 'identity-center':
      return `person ${(who.name || who.userId || '').toLowerCase()}`;
    case 'role-session': {
      const kind = who.permissionSet === undefined ? 'session' : 'person';
      return who.session === '' ? '' : `${kind} ${who.session.toLowerCase()}`;
    }
    default:
      return '';
  }
}

/** The account and the role that were opened, or else where and as what the person is known. */
function placeOf({ who, accountId, openedAccount, openedRole }: SignIn): readonly string[] {
  const role = who.kind === 'role-session' ? (who.permissionSet ?? who.role) : '';
  return [openedAccount ?? accountId, openedRole ?? role];
}
