import { reasonOf } from '../errors.ts';
import type { HealthFacts } from '../health/checks.ts';
import type { HealthNews } from '../health/healthNews.ts';
import { judgeHealth } from '../health/judgeHealth.ts';
import { type ReconcileDeps, reconcile, type Span, spanOf } from './reconcile.ts';
import { type WatchChainDeps, watchHealth } from './watchHealth.ts';
import { type WatchSubscribersDeps, watchSubscribers } from './watchSubscribers.ts';
import { type LetterDeps, sendDueLetter } from './weeklyLetter.ts';

export type CheckDeps = WatchChainDeps &
  Pick<WatchSubscribersDeps, 'subscriberMemory'> &
  Pick<ReconcileDeps, 'find' | 'ring'> &
  Pick<LetterDeps, 'letters' | 'history' | 'schedule' | 'historyOptions'> & {
    readonly homeRegion: string;
    readonly loadHealth: () => Promise<HealthFacts>;
    readonly loadRegions: () => Promise<readonly string[]>;
  };

/** What one check did: counts, ids and reasons, no names. */
export type HourReport = {
  readonly regions: number;
  /** Milliseconds since the epoch. */
  readonly span: Span | undefined;
  /** Records looked at, and notices about sign-ins that had been missed. */
  readonly records: number;
  readonly notices: number;
  /** What was told of the chain, and what was found of it. */
  readonly told: HealthNews['kind'] | undefined;
  readonly chain: readonly string[];
  /** Subscriptions that were lost, wait, or are filtered, as far as that was news. */
  readonly subscribers: number;
  /** Was the weekly letter sent? */
  readonly letter: boolean;
  /** What did not work; empty when all of it did. */
  readonly problems: readonly string[];
};

/**
 * One hourly check: the chain first, because it takes seconds, then the event history of every region, then the weekly
 * letter where it is due. No part stops another; what did not work is in the report. `deadline`: when looking must end (milliseconds).
 */
export async function checkHour(deps: CheckDeps, deadline: number): Promise<HourReport> {
  const problems: string[] = [];
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> =>
    work().catch((error: unknown) => {
      problems.push(`${what}: ${reasonOf(error)}`);
      return undefined;
    });

  const facts = await deps.loadHealth();
  const verdicts = judgeHealth(facts, deps.notice.language);
  const told = await attempt('chain', () => watchHealth(deps, verdicts));
  const subscribers = await attempt('subscribers', () => watchSubscribers(deps, facts.subscribers));

  const regions = (await attempt('regions', deps.loadRegions)) ?? [deps.homeRegion];
  const reached = await attempt('last look', deps.memory.loadReached);
  const span = spanOf(deps.clock.now(), reached);
  const { table } = facts;
  const installedAt = (table.seen && table.value?.createdAt) || 0;
  // What happened before there was a journal is history, not news; only the first look can meet it.
  const mutedBefore = reached === undefined ? installedAt : 0;
  const looked = await reconcile({ ...deps, regions }, span, { deadline, mutedBefore });
  problems.push(...looked.problems);
  if (problems.length === 0) {
    await attempt('last look', () => deps.memory.saveReached(span.until));
  }
  // After the look, so that what it found is in the letter.
  const look = { verdicts, isWhole: problems.length === 0 };
  const letter = (await attempt('letter', () => sendDueLetter(deps, look))) ?? false;
  return {
    regions: regions.length,
    span,
    records: looked.records,
    notices: looked.notices,
    told,
    subscribers: subscribers ?? 0,
    letter,
    chain: verdicts.flatMap(({ link, verdict, finding, evidence }) =>
      verdict === 'ok' ? [] : `${link}: ${verdict === 'unknown' ? evidence : finding}`,
    ),
    problems,
  };
}
