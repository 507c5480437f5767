import type { Telling } from '../notice/notice.ts';
import { severityOf } from '../notice/severity.ts';
import { ACT_WINDOW_MS } from '../signin/acts.ts';
import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import type { Ringing } from './floods.ts';
import type { Settlement, ToldAct } from './ports.ts';
import { each, type Held, type Run } from './run.ts';
import { actIn, toldActOf } from './toldAct.ts';

/**
 * Tells an act once. The first record of an act in this envelope leads, and what belongs to it is settled with its notice;
 * what belongs to a notice that was told before is settled at once. Nothing folds into what was not told.
 */
export async function foldActs(
  run: Run,
  all: readonly Ringing[],
): Promise<{ readonly ringing: Ringing[]; readonly folded: readonly Settlement<SignIn>[] }> {
  const ringing: Ringing[] = [];
  const folded: Settlement<SignIn>[] = [];
  const leaders = new Map<string, { readonly act: ToldAct; readonly followers: Held[] }>();
  const keyOf = (telling: Telling) =>
    isQuietEnough(telling) ? actIn(run, telling.signIn) : undefined;
  const known = await loadTold(
    run,
    all.flatMap(({ telling }) => keyOf(telling) ?? []),
  );
  const sorted = all.toSorted((a, b) => byTime(a.telling.signIn, b.telling.signIn));
  for (const { telling, heldUntil } of sorted) {
    const { signIn, marks } = telling;
    const key = keyOf(telling) ?? '';
    const leader = leaders.get(key);
    const told = known.get(key);
    if (leader !== undefined && belongs(run, telling, leader.act)) {
      leader.followers.push({ signIn, heldUntil });
    } else if (told !== undefined && belongs(run, telling, told)) {
      folded.push({ signIn, state: 'folded', marks, foldedInto: told.eventId });
    } else {
      const followers: Held[] = [];
      if (key !== '') leaders.set(key, { act: toldActOf(run, telling), followers });
      ringing.push({ telling, heldUntil, folded: followers });
    }
  }
  return { ringing, folded };
}

/** What was told of these acts before. One that cannot be looked up is told: rather two notices than none. */
async function loadTold(run: Run, keys: readonly string[]): Promise<ReadonlyMap<string, ToldAct>> {
  const known = new Map<string, ToldAct>();
  await each(run, [...new Set(keys)], async (key) => {
    const told = await run.deps.acts.findTold(key).catch(() => undefined);
    if (told !== undefined) known.set(key, told);
  });
  return known;
}

/** Would it be ordinary, were it not for what is new about it? Whatever else is loud is told by itself. */
function isQuietEnough(telling: Telling): boolean {
  const { marks: _, ...rest } = telling;
  return severityOf(rest) === 'info' && telling.signIn.timeIsKnown && telling.found !== true;
}

function belongs(run: Run, { signIn, marks }: Telling, told: ToldAct): boolean {
  const apart = Math.abs(Date.parse(signIn.occurredAt) - Date.parse(told.occurredAt));
  // Two console sign-ins are two acts; the two records of one switch are joined by AWS itself.
  const isAnother = told.eventName !== signIn.eventName || signIn.sharedEventId !== undefined;
  const isNewHere = marks?.address === true || marks?.client === true;
  return (
    told.eventId !== signIn.eventId &&
    apart <= ACT_WINDOW_MS &&
    (isAnother || isCopy(run, told, apart)) &&
    (!isNewHere || told.isNewAddress)
  );
}

/** One sign-in that came by two ways under two ids: the same second, and not the way that told it. */
function isCopy({ settings: { way } }: Run, told: ToldAct, apart: number): boolean {
  return way !== undefined && told.way !== undefined && told.way !== way && apart < 1000;
}
