import type { Clock, Notifier } from '../bell/ports.ts';
import {
  type HealthNews,
  type HealthState,
  healthNews,
  isSameState,
  NOTHING_TOLD,
} from '../health/healthNews.ts';
import type { CheckResult } from '../health/verdict.ts';
import { composeHealthNotice } from '../notice/composeHealthNotice.ts';
import type { NoticeSettings } from '../notice/notice.ts';
import type { SafetyNetMemory } from './memory.ts';

/** How long a run has for sending one notice. If it cannot, the next hour finds the lease run out. */
const LEASE = 60_000;

export type WatchChainDeps = {
  readonly memory: SafetyNetMemory;
  readonly notifier: Notifier;
  readonly clock: Clock;
  /** A token that no other run has. */
  readonly token: string;
  readonly accountId: string;
  readonly notice: NoticeSettings;
};

/**
 * Tells people once when the chain breaks and once when it is well again. Of two runs at once one tells; a
 * run that dies between sending and writing down that it sent leads to a second notice, never to none.
 * Where nothing can be remembered (the table itself may be what is broken) a broken chain rings every time,
 * and the reason is thrown after the notice is out. Resolves with what was told, if anything.
 */
export async function watchHealth(
  deps: WatchChainDeps,
  verdicts: readonly CheckResult[],
): Promise<HealthNews['kind'] | undefined> {
  const { memory, clock, token } = deps;
  const remembered = await memory.load().catch((error: unknown) => {
    return { error };
  });
  if ('error' in remembered) {
    await tell(deps, healthNews(NOTHING_TOLD, verdicts, clock.now()).news);
    throw remembered.error;
  }
  const { version } = remembered;
  const state: HealthState = remembered.state ?? NOTHING_TOLD;
  const { news, next } = healthNews(state, verdicts, clock.now());
  if (news === undefined && isSameState(state, next)) return undefined;
  const lease = { token, until: clock.now() + LEASE };
  if (!(await memory.claim(version, lease))) return undefined;
  await tell(deps, news);
  await memory.settle(next, version + 1, lease);
  return news?.kind;
}

async function tell(deps: WatchChainDeps, news: HealthNews | undefined): Promise<void> {
  if (news === undefined) return;
  const { accountId, notice, notifier } = deps;
  await notifier.send(composeHealthNotice({ ...news, accountId }, notice));
}
