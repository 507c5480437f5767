import type { Clock } from '../../bell/ports.ts';
import type { Extracted } from '../../envelopes/recordsOf.ts';
import { textAt } from '../../signin/fields.ts';
import type { Source } from './listen.ts';
import type { Looks } from './looks.ts';

/** What happened from `since` to `until` (milliseconds since the epoch, both inclusive). */
export type LookUp = (span: {
  readonly since: number;
  readonly until: number;
}) => AsyncIterable<Extracted>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** CloudTrail hands events out up to 15 minutes late, and now and then one much later. */
const SHORT_LOOK = 30 * MINUTE;
const LONG_LOOK = 6 * HOUR;
const LONGEST_LOOK = 7 * 24 * HOUR;
/** Records handed on together. */
const BATCH = 200;

/**
 * CloudTrail's event history of one region: every minute the last half hour, every hour the last six; at first from where
 * the last whole look ended, at most seven days. `key`: by which the looks are remembered.
 */
export function createHistorySource(deps: {
  readonly region: string;
  readonly key: string;
  readonly everyMs: number;
  readonly lookUp: LookUp;
  readonly looks: Looks;
  readonly clock: Clock;
}): Source {
  const { region, key, everyMs, lookUp, looks, clock } = deps;
  /** What need not be claimed again, and when it was seen. */
  const settled = new Map<string, number>();
  let longLookAt: number | undefined;

  const spanOf = (now: number) => {
    const reached = looks.reached(key);
    const isLong = longLookAt !== undefined && now - longLookAt >= HOUR;
    const back = isLong ? LONG_LOOK : SHORT_LOOK;
    const since = Math.min(now - back, reached === undefined ? now : reached - SHORT_LOOK);
    return { since: Math.max(since, now - LONGEST_LOOK), until: now, isLong };
  };

  return {
    name: region,
    everyMs,
    look: async (take) => {
      const now = clock.now();
      const { isLong, ...span } = spanOf(now);
      for (const [id, at] of settled) if (now - at > LONG_LOOK + HOUR) settled.delete(id);
      let batch: Extracted[] = [];
      let isComplete = true;
      const flush = async () => {
        const records = batch;
        batch = [];
        if (records.length === 0) return;
        if (await take(records)) for (const one of records) settled.set(idOf(one), now);
        else isComplete = false;
      };
      for await (const item of lookUp(span)) {
        if (settled.has(idOf(item))) continue;
        batch.push(item);
        if (batch.length >= BATCH) await flush();
      }
      await flush();
      // Where something was not told, the next look begins where this one did.
      if (!isComplete) throw new Error('some sign-ins are not told yet');
      if (isLong || longLookAt === undefined) longLookAt = now;
      looks.save(key, now);
    },
  };
}

function idOf(item: Extracted): string {
  return item.kind === 'record' ? textAt(item.record, ['eventID']) : item.text;
}
