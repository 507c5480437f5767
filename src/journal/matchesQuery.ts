import type { HistoryQuery } from '../bell/ports.ts';
import type { SignIn } from '../signin/signIn.ts';

/** Does a sign-in answer the query? For journals whose store cannot ask all of it. */
export function matchesQuery(signIn: SignIn, query: HistoryQuery): boolean {
  const { user, accountId, outcome } = query;
  return (
    signIn.occurredAt >= query.since &&
    signIn.occurredAt < query.until &&
    (user === undefined || namesOf(signIn).includes(user)) &&
    (accountId === undefined || signIn.accountId === accountId) &&
    (outcome === undefined || signIn.outcome === outcome)
  );
}

function namesOf({ principal, userName, who }: SignIn): readonly (string | undefined)[] {
  const name = 'name' in who ? who.name : 'session' in who ? who.session : undefined;
  return [principal, userName, name];
}
