import { join } from 'node:path';
import type { RingDeps } from '../bell/bell.ts';
import { noCoordination } from '../bell/noCoordination.ts';
import type { Notifier } from '../bell/ports.ts';
import { openDeliveries } from '../local/channels/deliveries.ts';
import { type Channel, joinChannels } from '../local/channels/manyChannels.ts';
import { channelKey } from '../local/channels/messages.ts';
import { createLeaseToken } from '../local/leaseOwner.ts';
import { openJournalFile } from '../local/openJournalFile.ts';
import { createOutboxNotifier } from '../local/outboxNotifier.ts';
import { createSmtpNotifier } from '../local/smtpNotifier.ts';
import { createSqliteJournal } from '../local/sqliteJournal.ts';
import { composeSelfNotice } from '../notice/composeSelfNotice.ts';
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
  const { data, smtpUrl, from, to, notice, retentionDays, notify, webhookSecret } = settings;
  const database = openJournalFile(data);
  const journal = createSqliteJournal({
    database,
    clock: systemClock,
    settings: { timeZone: notice.timeZone, retentionDays },
  });
  const outbox = join(data, 'outbox');
  const sayRefused = onRefused ?? (() => undefined);
  const addresses = { from, to: to.length > 0 ? to : ['you@localhost'] };
  const smtp =
    smtpUrl === undefined
      ? undefined
      : createSmtpNotifier({ url: smtpUrl, addresses, ...(onRefused && { onRefused }) });
  const opened = notify.map((open) =>
    open({ clock: systemClock, addresses, webhookSecret, ...(onRefused && { onRefused }) }),
  );
  const channels: Channel[] = [...opened];
  if (smtp !== undefined && smtpUrl !== undefined) {
    const { host } = new URL(smtpUrl);
    channels.push({
      name: `mail by ${host}`,
      key: channelKey(smtpUrl),
      least: 'info',
      notifier: smtp,
    });
  }
  const joined: Notifier = joinChannels({
    channels,
    deliveries: openDeliveries(database, systemClock.now()),
    clock: systemClock,
    onRefused: ({ name }, reason) => {
      sayRefused(name, reason);
      const telling = { kind: 'refused', what: name, reason } as const;
      // Told by those that are left; who cannot be told that, hears it where the program runs.
      joined.send(composeSelfNotice(telling, notice, '')).catch(() => undefined);
    },
  });
  return {
    deps: {
      journal,
      history: journal,
      acts: journal,
      notifier:
        opened.length > 0 ? joined : (smtp ?? createOutboxNotifier({ folder: outbox, addresses })),
      coordination: noCoordination,
      clock: systemClock,
      leaseToken: createLeaseToken(),
    },
    destination:
      opened.length > 0
        ? channels.map(({ name }) => name).join(', ')
        : smtpUrl === undefined
          ? outbox
          : `${to.join(', ')} by ${new URL(smtpUrl).host}`,
    isMail: smtp !== undefined || opened.length > 0,
    close: () => {
      smtp?.close();
      for (const channel of opened) channel.close();
      database.close();
    },
  };
}
