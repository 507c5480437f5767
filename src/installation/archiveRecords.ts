import type { SignInArchive } from '../bell/ports.ts';
import { concurrently } from '../concurrently.ts';
import type { Extracted } from '../envelopes/recordsOf.ts';
import type { EventsSetting } from '../signin/events.ts';
import { parseSignIn } from '../signin/parseSignIn.ts';
import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';

/** How many rows are written at once. */
const CONCURRENCY = 8;

/** What became of some records. */
export type ArchiveReport = {
  readonly records: number;
  /** Sign-ins that were not known. */
  readonly added: number;
  /** Sign-ins that were, told or not. */
  readonly known: number;
  readonly unreadable: number;
};

/**
 * Takes the sign-ins among the records into the archive, oldest first as far as concurrency allows, and tells nobody.
 * `at`: now, milliseconds since the epoch. Rejects when the archive cannot answer; doing it again does no harm.
 */
export async function archiveRecords(
  records: readonly Extracted[],
  archive: SignInArchive,
  { events, at }: { readonly events: EventsSetting; readonly at: number },
): Promise<ArchiveReport> {
  const found = new Map<string, SignIn>();
  const report = { records: records.length, added: 0, known: 0, unreadable: 0 };
  for (const item of records) {
    const parsed =
      item.kind === 'record'
        ? parseSignIn(item.record, { events, ownResources: [] }, { at, truncated: false })
        : ({ kind: 'unreadable' } as const);
    if (parsed.kind === 'sign-in') found.set(parsed.signIn.eventId, parsed.signIn);
    else if (parsed.kind !== 'not-watched') report.unreadable += 1;
  }
  await concurrently([...found.values()].sort(byTime), CONCURRENCY, async (signIn) => {
    const answer = await archive.add(signIn);
    report[answer === 'new' ? 'added' : 'known'] += 1;
  });
  return report;
}

/** The reports of two sets of records as one. */
export function sumReports(one: ArchiveReport, other: ArchiveReport): ArchiveReport {
  return {
    records: one.records + other.records,
    added: one.added + other.added,
    known: one.known + other.known,
    unreadable: one.unreadable + other.unreadable,
  };
}

/** What nothing came to. */
export const EMPTY_REPORT: ArchiveReport = { records: 0, added: 0, known: 0, unreadable: 0 };
