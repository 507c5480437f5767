import { resolve } from 'node:path';
import type { Aws } from '../aws/openAws.ts';
import type { Clock, SignInArchive } from '../bell/ports.ts';
import { resourceArns } from '../installation/resourceNames.ts';
import { openJournalFile } from '../local/openJournalFile.ts';
import { createSqliteArchive } from '../local/sqliteArchive.ts';
import type { EventsSetting } from '../signin/events.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { findInstallation, requireInstallation } from './installationOptions.ts';
import type { LocalSettings } from './localSettings.ts';

/** Where a backfill goes. */
export type BackfillTarget = {
  readonly archive: SignInArchive;
  /** The same each time: the table's ARN, or the journal's folder. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly events: EventsSetting;
  /** Since when sign-ins are told (milliseconds since the epoch); `undefined` on one machine. */
  readonly listensSince: number | undefined;
  /** How long rows are kept; `undefined`: for ever. */
  readonly retentionDays: number | undefined;
  close(): void;
};

/**
 * The installation's table, or the journal of this machine: with `--local`, or where there is no installation and none
 * was named.
 */
export async function openBackfillTarget(
  aws: Aws,
  common: AwsVerbOptions,
  options: Readonly<Record<string, unknown>>,
  { settings, clock }: { readonly settings: LocalSettings; readonly clock: Clock },
): Promise<BackfillTarget> {
  const find = options['stack'] || options['suffix'] ? requireInstallation : findInstallation;
  if (options['local'] === true) return openLocalTarget(settings, clock, '');
  const installation = await find(aws, common, options, clock);
  if (installation === undefined) {
    const missing = `, as there is no stack ${common.names.stack} in ${aws.region}`;
    return openLocalTarget(settings, clock, missing);
  }
  const { names, notice, retentionDays, createdAt, events } = installation;
  const { createDynamoDbArchive } = await import('../aws/dynamoDbArchive.ts');
  const { createSdkDynamoDbCalls } = await import('../aws/dynamoDbSdkCalls.ts');
  const place = await aws.place();
  return {
    archive: createDynamoDbArchive({
      call: createSdkDynamoDbCalls(await aws.dynamoDb()),
      tableName: names.table,
      clock,
      settings: { timeZone: notice.timeZone, retentionDays },
    }),
    id: resourceArns(names, place).table,
    name: `table ${names.table} in ${place.accountId}, ${place.region}`,
    events: options['events'] === undefined ? events : settings.events,
    listensSince: createdAt,
    retentionDays,
    close: () => undefined,
  };
}

function openLocalTarget(settings: LocalSettings, clock: Clock, why: string): BackfillTarget {
  const { data, notice, retentionDays, events } = settings;
  let opened: { readonly archive: SignInArchive; readonly close: () => void } | undefined;
  const open = () => {
    const database = openJournalFile(data);
    const rows = { timeZone: notice.timeZone, retentionDays };
    const archive = createSqliteArchive({ database, clock, settings: rows });
    return { archive, close: () => database.close() };
  };
  return {
    archive: {
      // Opened, and made, at the first sign-in: a plan leaves nothing behind.
      add: (signIn) => {
        opened ??= open();
        return opened.archive.add(signIn);
      },
    },
    id: resolve(data),
    name: `the journal in ${data}${why}`,
    events,
    listensSince: undefined,
    retentionDays,
    close: () => opened?.close(),
  };
}
