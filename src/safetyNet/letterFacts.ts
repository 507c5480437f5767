import type { JournalEntry } from '../bell/ports.ts';
import type { LetterFacts } from '../notice/composeLetter.ts';
import { nameParts, shortName } from '../notice/displayName.ts';
import { severityOf } from '../notice/severity.ts';
import type { Who } from '../signin/signIn.ts';

const DAY = 86_400_000;

/**
 * What a letter about the time from `since` to `until` (ISO 8601 UTC, exclusive) says, from all entries since as long before
 * that: so that it can say what changed. Takes time in proportion to them.
 */
export async function collectLetterFacts(
  entries: AsyncIterable<JournalEntry>,
  { since, until }: { readonly since: string; readonly until: string },
): Promise<LetterFacts> {
  const users = new Map<string, number>();
  const accounts = new Map<string, number>();
  const silenced = new Map<string, number>();
  const before = new Set<string>();
  const firsts = new Set<string>();
  const delays: number[] = [];
  const outcomes = { success: 0, failure: 0, unclear: 0 };
  let [countBefore, critical, untold] = [0, 0, 0];
  const add = (tally: Map<string, number>, name: string) =>
    tally.set(name, (tally.get(name) ?? 0) + 1);
  for await (const { signIn, state, marks, settledAt, mutedBy } of entries) {
    // Steps on the way in are no sign-ins of their own.
    if (signIn.stage === 'step' || signIn.stage === 'renewal') continue;
    // One act of a person counts once, as it was told.
    if (state === 'folded') continue;
    const name = personOf(signIn.who);
    if (signIn.occurredAt < since) {
      countBefore += 1;
      before.add(name);
      continue;
    }
    outcomes[signIn.outcome] += 1;
    if (severityOf({ signIn, late: false }) === 'critical') critical += 1;
    if (state === 'claimed') untold += 1;
    if (state === 'muted') add(silenced, mutedBy ?? '');
    if (signIn.outcome === 'failure') continue;
    add(users, name);
    add(accounts, signIn.openedAccount ?? signIn.accountId);
    if (marks?.address) firsts.add(`${name}: ${signIn.sourceIPAddress}`);
    const delay = (settledAt ?? 0) - Date.parse(signIn.occurredAt);
    if (['sent', 'digested'].includes(state) && signIn.timeIsKnown && delay >= 0 && delay < DAY) {
      delays.push(delay / 1000);
    }
  }
  delays.sort((a, b) => a - b);
  const median = delays[Math.floor(delays.length / 2)];
  const slowest = delays.at(-1);
  return {
    since,
    until,
    outcomes,
    critical,
    untold,
    countBefore,
    users,
    accounts,
    silenced,
    newUsers: countBefore === 0 ? [] : [...users.keys()].filter((name) => !before.has(name)),
    firsts: [...firsts],
    ...(median === undefined || slowest === undefined ? {} : { delays: { median, slowest } }),
  };
}

/**
 * A person of Identity Center is one, in the portal and in every permission set; the session of another role may be
 * called anything, so its role stays beside it.
 */
function personOf(who: Who): string {
  const isOfPortal = who.kind === 'role-session' && who.permissionSet !== undefined;
  return isOfPortal ? nameParts(who).name : shortName(who);
}
