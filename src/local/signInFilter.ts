import { shortName } from '../notice/displayName.ts';
import { severityOf } from '../notice/severity.ts';
import type { PlaceOf } from '../place/place.ts';
import { addressTest } from '../signin/addressBlocks.ts';
import type { FirstSeen, Outcome, SignIn } from '../signin/signIn.ts';

/**
 * Which sign-ins are asked for. Of one kind any value will do, of different kinds all must hold. Plain data: it is sent to
 * other threads. In `users`, `events` and `roles` a `*` stands for any characters.
 */
export type SignInFilter = {
  /** User name, session name, principal, or the name that a table shows. */
  readonly users?: readonly string[];
  /** Addresses and blocks of addresses (CIDR), of IPv4 and IPv6. */
  readonly addresses?: readonly string[];
  /** Account numbers. */
  readonly accounts?: readonly string[];
  /** Names of events, in any case of letters. */
  readonly events?: readonly string[];
  /** Roles and permission sets. */
  readonly roles?: readonly string[];
  /** Codes of countries, as `PlaceOf` gives them. */
  readonly countries?: readonly string[];
  readonly regions?: readonly string[];
  readonly outcomes?: readonly Outcome[];
  /** Only what AWS says was done without MFA. */
  readonly isWithoutMfa?: true;
  /** Only root's, AssumeRoot included. */
  readonly isRoot?: true;
  /** Only the first from an address or with a client. */
  readonly isFirstSeen?: true;
  readonly isCritical?: true;
};

type Answer = (signIn: SignIn, marks?: FirstSeen) => boolean;

/** The filter as a question; made once for many sign-ins. Without `placeOf` no address is in any country. */
export function createFilter(filter: SignInFilter, placeOf: PlaceOf = () => undefined): Answer {
  const questions: Answer[] = [];
  const ask = <T>(wanted: T | undefined, question: (wanted: T) => Answer) => {
    if (wanted !== undefined) questions.push(question(wanted));
  };
  ask(filter.users, (users) => {
    const fits = anyPattern(users, '');
    return (signIn) => namesOf(signIn).some(fits);
  });
  ask(filter.addresses, (addresses) => {
    const isIn = addressTest(addresses);
    return ({ sourceIPAddress }) => isIn(sourceIPAddress);
  });
  ask(
    filter.accounts,
    (accounts) =>
      ({ accountId }) =>
        accounts.includes(accountId),
  );
  ask(filter.events, (events) => {
    const fits = anyPattern(events, 'i');
    return ({ eventName }) => fits(eventName);
  });
  ask(filter.roles, (roles) => {
    const fits = anyPattern(roles, '');
    return ({ who }) => rolesOf(who).some(fits);
  });
  ask(filter.countries, (countries) => ({ sourceIPAddress }) => {
    const country = placeOf(sourceIPAddress)?.country;
    return country !== undefined && countries.includes(country);
  });
  ask(
    filter.regions,
    (regions) =>
      ({ awsRegion }) =>
        regions.includes(awsRegion),
  );
  ask(
    filter.outcomes,
    (outcomes) =>
      ({ outcome }) =>
        outcomes.includes(outcome),
  );
  ask(
    filter.isWithoutMfa,
    () =>
      ({ mfa }) =>
        mfa === 'no',
  );
  ask(
    filter.isRoot,
    () =>
      ({ who, kind }) =>
        who.kind === 'root' || kind === 'assume-root',
  );
  ask(filter.isFirstSeen, () => (_, marks) => marks?.address === true || marks?.client === true);
  ask(filter.isCritical, () => (signIn) => severityOf({ signIn, late: false }) === 'critical');
  return (signIn, marks) => questions.every((question) => question(signIn, marks));
}

/** All that somebody may call a person: what a table shows is one of them. */
function namesOf({ principal, userName = '', who }: SignIn): readonly string[] {
  const name = 'name' in who ? who.name : 'session' in who ? who.session : '';
  return [principal, userName, name ?? '', shortName(who)];
}

function rolesOf(who: SignIn['who']): readonly string[] {
  return who.kind === 'role-session' ? [who.role, who.permissionSet ?? ''] : [];
}

function anyPattern(patterns: readonly string[], flags: string): (text: string) => boolean {
  const tests = patterns.map((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, `s${flags}`);
  });
  return (text) => text !== '' && tests.some((test) => test.test(text));
}
