import type { Telling } from '../notice/notice.ts';
import { narrowFirstSeen } from '../signin/predecessor.ts';
import type { FirstSeen, SignIn } from '../signin/signIn.ts';
import { settleAll } from './deliver.ts';
import { LATE_AFTER, type Ringing } from './floods.ts';
import { foldActs } from './foldActs.ts';
import type { Settlement } from './ports.ts';
import { findQuietRule } from './quietRules.ts';
import { joinReports, type Step } from './report.ts';
import { attemptEach, type Claimed, type Run } from './run.ts';

/** What the journal was asked ahead of time, by event id. */
export type Asked = ReadonlyMap<string, Promise<FirstSeen>>;

/** In an envelope of up to so many the questions cost less than waiting for what decides whether they are needed. */
const FEW = 5;

/** Asks what is known of the sign-ins of a small envelope, side by side with what comes before they are assessed. */
export function askAhead(run: Run, claimed: readonly Claimed[]): Asked {
  if (claimed.length > FEW) return new Map();
  return new Map(
    claimed
      .filter(({ signIn }) => signIn.stage !== 'step')
      .map(({ signIn }) => {
        const answer = run.deps.journal.firstSeen(signIn);
        // Whoever needs the answer meets the error; where nobody does, it is none.
        answer.catch(() => undefined);
        return [signIn.eventId, answer];
      }),
  );
}

/**
 * Everything claimed, which must hold no counted failure, with what the journal knows about it. What is not told by itself is
 * settled here: steps, renewals from where they are known, what a quiet rule names, what belongs to an act that was told.
 */
export async function assessAll(
  run: Run,
  claimed: readonly Claimed[],
  asked: Asked = new Map(),
): Promise<Step<Ringing[]>> {
  const envelope = claimed.map(({ signIn }) => signIn);
  const judged = await attemptEach(
    run,
    'assess',
    claimed,
    ({ signIn }) => signIn,
    async (one) => ({ found: [await judge(run, one, envelope, asked)], report: {} }),
  );
  const { ringing, folded } = await foldActs(run, judged.found.filter(isRinging));
  const silent = judged.found.filter((one): one is Settlement<SignIn> => !isRinging(one));
  const settled = await settleAll(run, [...silent, ...folded]);
  return { found: ringing, report: joinReports([judged.report, settled]) };
}

/** A sign-in either rings, as far as it is seen alone, or ends without a notice of its own. */
type Judged = Ringing | Settlement<SignIn>;

function isRinging(judged: Judged): judged is Ringing {
  return 'telling' in judged;
}

async function judge(
  run: Run,
  { signIn, heldUntil }: Claimed,
  envelope: readonly SignIn[],
  asked: Asked,
): Promise<Judged> {
  if (signIn.stage === 'step') return { signIn, state: 'folded' };
  const telling = await assess(run, signIn, envelope, asked);
  const { marks } = telling;
  if (signIn.stage === 'renewal' && signIn.outcome === 'success' && !marks?.address) {
    return { signIn, state: 'folded', marks };
  }
  const rule = findQuietRule(telling, run.settings.quiet ?? []);
  if (rule !== undefined) return { signIn, state: 'muted', marks, mutedBy: rule.text };
  return { telling, heldUntil, folded: [] };
}

/**
 * Is it late, is it the first time? What came earlier in the same envelope counts as seen, though an
 * index that is consistent only in the end may not show it yet.
 */
export async function assess(
  run: Run,
  signIn: SignIn,
  envelope: readonly SignIn[],
  asked: Asked = new Map(),
): Promise<Telling> {
  const known = await (asked.get(signIn.eventId) ?? run.deps.journal.firstSeen(signIn));
  return { ...unassessed(run, signIn), marks: narrowFirstSeen(known, signIn, envelope) };
}

/** What is known of a sign-in without asking the journal: whether it is late. */
export function unassessed({ settings, startedAt }: Run, signIn: SignIn): Telling {
  const isOld = startedAt - Date.parse(signIn.occurredAt) > LATE_AFTER;
  const { found = false } = settings;
  const isAddendum = signIn.addendum !== undefined;
  return { signIn, late: found || isAddendum || (signIn.timeIsKnown && isOld), found };
}
