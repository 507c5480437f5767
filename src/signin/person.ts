import type { SignIn } from './signIn.ts';

/** The id of an Identity Center user, within its store; `undefined` for everybody else. */
export function personIdOf({ who, principal }: SignIn): string | undefined {
  // The principal is made of the store and the id, which stay when the name changes.
  return who.kind === 'identity-center' && who.userId !== undefined ? principal : undefined;
}

/** The name that the record gives an Identity Center user. */
export function nameIn({ who }: SignIn): string | undefined {
  return who.kind === 'identity-center' ? who.name : undefined;
}

/** The sign-in with the name last seen for its user, where it has none. */
export function withName(signIn: SignIn, name: string | undefined): SignIn {
  const { who } = signIn;
  if (who.kind !== 'identity-center' || who.name !== undefined || name === undefined) return signIn;
  return { ...signIn, who: { ...who, name } };
}
