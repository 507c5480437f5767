import type { Aws } from '../aws/openAws.ts';
import type { HistoryQuery, SignInHistory } from '../bell/ports.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { entriesBySlices } from './historySlices.ts';
import { type FoundInstallation, requireInstallation } from './installationOptions.ts';
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
  context: VerbContext,
): Promise<{
  readonly history: SignInHistory;
  readonly accountNames: Readonly<Record<string, string>>;
}> {
  const installation = await requireInstallation(aws, common, options, context.clock);
  const history = await historyOf(installation, aws, context);
  return { history, accountNames: installation.notice.accountNames };
}

/** The history of an installation that is known already. */
export async function historyOf(
  { names, notice, retentionDays }: FoundInstallation,
  aws: Aws,
  { terminal, clock }: VerbContext,
): Promise<SignInHistory> {
  const { createDynamoDbJournal } = await import('../aws/dynamoDbJournal.ts');
  const { createSdkDynamoDbCalls } = await import('../aws/dynamoDbSdkCalls.ts');
  const journal = createDynamoDbJournal({
    call: createSdkDynamoDbCalls(await aws.dynamoDb()),
    tableName: names.table,
    clock,
    settings: { timeZone: notice.timeZone, retentionDays },
  });
  return {
    entries: (query: HistoryQuery) =>
      entriesBySlices(journal, query, {
        // Rows live from the event on, but never less than a week from when they were stored.
        oldest: clock.now() - (retentionDays + 7) * DAY,
        newest: clock.now() + 2 * DAY,
        onSlice: (day) => terminal.progress(`looking at ${names.table}, back from ${day}`),
      }),
  };
}
