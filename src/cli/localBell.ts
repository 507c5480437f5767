import { join } from 'node:path';
import type { RingDeps } from '../bell/bell.ts';
import { noCoordination } from '../bell/noCoordination.ts';
import { createLeaseToken } from '../local/leaseOwner.ts';
import { openJournalFile } from '../local/openJournalFile.ts';
import { createOutboxNotifier } from '../local/outboxNotifier.ts';
import { createSmtpNotifier } from '../local/smtpNotifier.ts';
import { createSqliteJournal } from '../local/sqliteJournal.ts';
import { systemClock } from '../systemClock.ts';
import type { LocalSettings } from './localSettings.ts';

/** A lease on one machine: long, since a worker that is gone loses its leases at once. Milliseconds. */
export const LOCAL_LEASE = 10 * 60_000;

/** The bell of one machine, with all that it holds open. */
export type LocalBell = {
  readonly deps: RingDeps;
  /** Where notices go, for people. */
  readonly destination: string;
  /** They leave by SMTP, else they are written into the outbox. */
  readonly isMail: boolean;
  close(): void;
};

/**
 * Composes journal and notifier from the settings: SMTP where a server is set, else the outbox folder. `onRefused` hears
 * of each address that the server refuses while it takes the mail for others.
 */
export function openLocalBell(
  settings: LocalSettings,
  onRefused?: (address: string, reason: string) => void,
): LocalBell {
  const { data, smtpUrl, from, to, notice, retentionDays } = settings;
  const database = openJournalFile(data);
  const journal = createSqliteJournal({
    database,
    clock: systemClock,
    settings: { timeZone: notice.timeZone, retentionDays },
  });
  const outbox = join(data, 'outbox');
  const addresses = { from, to: to.length > 0 ? to : ['you@localhost'] };
  const smtp =
    smtpUrl === undefined
      ? undefined
      : createSmtpNotifier({ url: smtpUrl, addresses, ...(onRefused && { onRefused }) });
  return {
    deps: {
      journal,
      history: journal,
      acts: journal,
      notifier: smtp ?? createOutboxNotifier({ folder: outbox, addresses }),
      coordination: noCoordination,
      clock: systemClock,
      leaseToken: createLeaseToken(),
    },
    destination: smtpUrl === undefined ? outbox : `${to.join(', ')} by ${new URL(smtpUrl).host}`,
    isMail: smtp !== undefined,
    close: () => {
      smtp?.close();
      database.close();
    },
  };
}
