import { ring } from '../../src/bell/bell.ts';
import { recordsOf } from '../../src/envelopes/recordsOf.ts';
import type { FakeClock } from './fakeClock.ts';
import type { MemoryJournal } from './memoryJournal.ts';
import type { RecordFields } from './records.ts';

/** How long after its minute an envelope comes, in milliseconds. */
const DELAY = 300_000;

/** Rings records, which are in the order of their times, into a journal: an envelope a minute, told to nobody who would listen. */
export async function ringByMinute(
  records: readonly RecordFields[],
  { journal, clock }: { readonly journal: MemoryJournal; readonly clock: FakeClock },
): Promise<void> {
  const deps = {
    journal,
    history: journal,
    acts: journal,
    notifier: { send: async () => {} },
    coordination: journal.coordination,
    clock,
    leaseToken: 'worker',
  };
  const minuteOf = (record: RecordFields) => String(record['eventTime']).slice(0, 16);
  for (const [minute, Records] of Map.groupBy(records, minuteOf)) {
    clock.advance(Math.max(0, Date.parse(`${minute}:00Z`) + DELAY - clock.now()));
    await ring(recordsOf({ Records }), deps, {
      notice: { language: 'en', timeZone: 'UTC', accountNames: {} },
      watch: { events: 'AllSignIns', ownResources: [] },
      leaseMs: 50_000,
      concurrency: 8,
      mute: false,
    });
  }
}
