import { ring } from '../../src/bell/bell.ts';
import { recordsOf } from '../../src/envelopes/recordsOf.ts';
import type { EventsSetting } from '../../src/signin/events.ts';
import type { CompanyWeek } from '../fakes/companyWeek.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { createMemoryJournal } from '../fakes/memoryJournal.ts';
import type { RecordFields } from '../fakes/records.ts';

export type WeekTold = {
  readonly notices: number;
  /** Sign-ins that the notices told, and what the journal folded into them. */
  readonly told: number;
  readonly folded: number;
  /** Neither told nor folded; must be none. */
  readonly untold: number;
  readonly subjects: readonly string[];
};

/** Rings a week as CloudWatch Logs would bring it: what came within a minute, five minutes later, in one envelope. */
export async function ringWeek({ records }: CompanyWeek, events: EventsSetting): Promise<WeekTold> {
  const clock = createFakeClock('2026-03-02T00:00:00Z');
  const journal = createMemoryJournal(clock, { timeZone: 'UTC', retentionDays: 90 });
  const subjects: string[] = [];
  let told = 0;
  const deps = {
    journal,
    history: journal,
    acts: journal,
    notifier: {
      send: async (notice: { readonly subject: string; readonly signIns: readonly unknown[] }) => {
        subjects.push(notice.subject);
        told += notice.signIns.length;
      },
    },
    coordination: journal.coordination,
    clock,
    leaseToken: 'worker',
  };
  const minuteOf = (record: RecordFields) => String(record['eventTime']).slice(0, 16);
  for (const [minute, Records] of Map.groupBy(records, minuteOf)) {
    clock.advance(Math.max(0, Date.parse(`${minute}:00Z`) + 300_000 - clock.now()));
    await ring(recordsOf({ Records }), deps, {
      notice: { language: 'en', timeZone: 'UTC', accountNames: {} },
      watch: { events, ownResources: [] },
      leaseMs: 50_000,
      concurrency: 8,
      mute: false,
    });
  }
  let [folded, untold] = [0, 0];
  for await (const { state } of journal.entries({ since: '0', until: '9' })) {
    folded += Number(state === 'folded');
    untold += Number(state === 'claimed');
  }
  return { notices: subjects.length, told, folded, untold, subjects };
}
