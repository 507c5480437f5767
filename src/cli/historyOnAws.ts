import type { Aws } from '../aws/openAws.ts';
import type { HistoryQuery, SignInHistory } from '../bell/ports.ts';
import { LoginbellError } from '../errors.ts';
import { readBellSettings, readSettings } from '../settings.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { entriesBySlices } from './historySlices.ts';
import { findInstallation, requireInstallation } from './installationOptions.ts';
import type { VerbContext } from './verbContext.ts';

const DAY = 86_400_000;

/** Did the person ask for an installation's history, by any option that only makes sense there? */
export function asksForAws(options: Readonly<Record<string, unknown>>): boolean {
  return ['aws', 'stack', 'suffix', 'region', 'profile'].some((name) => options[name]);
}

/** The history that an installation's table holds (queries of its indexes, never a scan), and its names of accounts. */
export async function openAwsHistory(
  aws: Aws,
  common: AwsVerbOptions,
  options: Readonly<Record<string, unknown>>,
  { terminal, clock }: VerbContext,
): Promise<{
  readonly history: SignInHistory;
  readonly accountNames: Readonly<Record<string, string>>;
}> {
  const installation = await findInstallation(aws, common, options, clock);
  // `uninstall` leaves the table, which is the history.
  const { names, notice, retentionDays } = installation ?? { names: common.names, ...leftBehind() };
  const { isAwsError } = await import('../aws/awsErrors.ts');
  const { createDynamoDbJournal } = await import('../aws/dynamoDbJournal.ts');
  const { createSdkDynamoDbCalls } = await import('../aws/dynamoDbSdkCalls.ts');
  const journal = createDynamoDbJournal({
    call: createSdkDynamoDbCalls(await aws.dynamoDb()),
    tableName: names.table,
    clock,
    settings: { timeZone: notice.timeZone, retentionDays },
  });
  if (installation === undefined) {
    const now = new Date(clock.now()).toISOString();
    const isThere = await firstOf(journal.entries({ since: now, until: now })).catch(
      (error: unknown) => {
        if (error instanceof LoginbellError && isAwsError(error.cause, 'not-found')) return false;
        throw error;
      },
    );
    if (isThere === false) await requireInstallation(aws, common, options, clock);
    terminal.err(`There is no stack any more; this is what its table ${names.table} holds.`);
  }
  const history = {
    entries: (query: HistoryQuery) =>
      entriesBySlices(journal, query, {
        // Rows live from the event on, but never less than a week from when they were stored.
        oldest: clock.now() - (retentionDays + 7) * DAY,
        newest: clock.now() + 2 * DAY,
        onSlice: (day) => terminal.progress(`looking at ${names.table}, back from ${day}`),
      }),
  };
  return { history, accountNames: notice.accountNames };
}

/** Settings of an installation whose stack is gone: the templates' defaults. */
function leftBehind() {
  return readBellSettings(readSettings(() => undefined));
}

/** Asks once; only whether there is an answer matters. */
async function firstOf(entries: AsyncIterable<unknown>): Promise<true> {
  for await (const _ of entries) break;
  return true;
}
