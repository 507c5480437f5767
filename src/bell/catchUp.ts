import { composeCatchUp } from '../notice/composeCatchUp.ts';
import { shortName } from '../notice/displayName.ts';
import type { Telling } from '../notice/notice.ts';
import { severityOf } from '../notice/severity.ts';
import type { Outcome, SignIn } from '../signin/signIn.ts';
import { unassessed } from './assess.ts';
import { claimAll } from './claim.ts';
import { settleAll } from './deliver.ts';
import { LATE_AFTER } from './floods.ts';
import { findQuietRule } from './quietRules.ts';
import { failuresOf, joinReports, type ReportPart, type RingReport, type Step } from './report.ts';
import type { RingDeps, RingSettings, Run } from './run.ts';

/** Critical ones that the notice names one by one; it counts the others. */
const NAMED = 20;
/** Settled by one call. */
const SHARE = 500;

/**
 * What a run over an archive brings that is older than a day: nobody wants a mail for each. It is claimed envelope by
 * envelope, told in one notice at the end (`tellCatchUp`), and only then settled, so that a run that dies leaves it untold.
 */
export type CatchUp = {
  readonly eventIds: string[];
  readonly outcomes: Record<Outcome, number>;
  first: string;
  last: string;
  readonly users: Map<string, number>;
  readonly addresses: Map<string, number>;
  readonly accounts: Map<string, number>;
  readonly critical: Telling[];
  criticalCount: number;
};

export function startCatchUp(): CatchUp {
  return {
    eventIds: [],
    outcomes: { success: 0, failure: 0, unclear: 0 },
    first: '9999',
    last: '0000',
    users: new Map(),
    addresses: new Map(),
    accounts: new Map(),
    critical: [],
    criticalCount: 0,
  };
}

/** Takes what is older than a day out of an envelope's sign-ins, and claims it; returns the others. */
export async function takePast(
  run: Run,
  signIns: readonly SignIn[],
  catchUp: CatchUp,
): Promise<Step<SignIn[]>> {
  const isPast = ({ timeIsKnown, occurredAt }: SignIn) =>
    timeIsKnown && run.startedAt - Date.parse(occurredAt) > LATE_AFTER;
  const past = signIns.filter(isPast);
  const claimed = await claimAll(run, past);
  const tellings = claimed.found.map(({ signIn }) => unassessed(run, signIn));
  const quiet = tellings.flatMap((telling) => {
    const rule = findQuietRule(telling, run.settings.quiet ?? []);
    return rule === undefined ? [] : [{ signIn: telling.signIn, rule }];
  });
  const muted = await settleAll(
    run,
    quiet.map(({ signIn, rule }) => ({ signIn, state: 'muted', mutedBy: rule.text })),
  );
  const silenced = new Set(quiet.map(({ signIn }) => signIn));
  for (const telling of tellings) if (!silenced.has(telling.signIn)) add(catchUp, telling);
  return {
    found: signIns.filter((signIn) => !isPast(signIn)),
    report: joinReports([claimed.report, muted]),
  };
}

function add(catchUp: CatchUp, telling: Telling): void {
  const { signIn } = telling;
  const { users, addresses, accounts } = catchUp;
  catchUp.eventIds.push(signIn.eventId);
  catchUp.outcomes[signIn.outcome] += 1;
  if (signIn.occurredAt < catchUp.first) catchUp.first = signIn.occurredAt;
  if (signIn.occurredAt > catchUp.last) catchUp.last = signIn.occurredAt;
  for (const [tally, name] of [
    [users, shortName(signIn.who)],
    [addresses, signIn.sourceIPAddress],
    [accounts, signIn.accountId],
  ] as const) {
    tally.set(name, (tally.get(name) ?? 0) + 1);
  }
  if (severityOf(telling) !== 'critical') return;
  catchUp.criticalCount += 1;
  catchUp.critical.push(telling);
  // The newest are named: whoever reads an archive acts on those first.
  catchUp.critical.sort((a, b) => (a.signIn.occurredAt < b.signIn.occurredAt ? -1 : 1));
  if (catchUp.critical.length > NAMED) catchUp.critical.shift();
}

/** Tells what was taken, in one notice, and settles it; nothing where nothing was. */
export async function tellCatchUp(
  deps: RingDeps,
  settings: RingSettings,
  catchUp: CatchUp,
): Promise<RingReport> {
  const { eventIds } = catchUp;
  if (eventIds.length === 0) return joinReports([]);
  const notice = composeCatchUp({ ...catchUp, count: eventIds.length }, settings.notice);
  try {
    await deps.notifier.send(notice);
  } catch (error) {
    return joinReports([failuresOf(withIds(eventIds), 'send', error)]);
  }
  const parts: ReportPart[] = [{ notices: 1 }];
  for (let start = 0; start < eventIds.length; start += SHARE) {
    const share = withIds(eventIds.slice(start, start + SHARE));
    const settlements = share.map((signIn) => ({ signIn, state: 'digested' }) as const);
    try {
      await deps.journal.settle(settlements, deps.clock.now());
      parts.push({ caughtUp: share.length });
    } catch (error) {
      parts.push(failuresOf(share, 'settle', error));
    }
  }
  deps.onSent?.(notice);
  return joinReports(parts);
}

/** All that is kept of sign-ins here, in the form that reports and journals take. */
function withIds(eventIds: readonly string[]): readonly Pick<SignIn, 'eventId'>[] {
  return eventIds.map((eventId) => ({ eventId }));
}
