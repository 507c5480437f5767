import type { Aws } from '../aws/openAws.ts';
import type { HistoryQuery, SignInHistory } from '../bell/ports.ts';
import { LoginbellError } from '../errors.ts';
import { readBellSettings, readSettings } from '../settings.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { entriesBySlices } from './historySlices.ts';
import {
  type FoundInstallation,
  findInstallation,
  requireInstallation,
} from './installationOptions.ts';
import { openRows } from './openRows.ts';
import type { VerbContext } from './verbContext.ts';

const DAY = 86_400_000;

/** Did the person ask for an installation's history, by any option that only makes sense there? */
export function asksForAws(options: Readonly<Record<string, unknown>>): boolean {
  return ['aws', 'stack', 'suffix', 'region', 'profile'].some((name) => options[name]);
}

/**
 * The history that an installation's table holds (queries of its indexes, never a scan), and its names of accounts. Where
 * the stack is gone, `uninstall` has left the table, which is the history.
 */
export async function openAwsHistory(
  aws: Aws,
  common: AwsVerbOptions,
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<{
  readonly history: SignInHistory;
  readonly accountNames: Readonly<Record<string, string>>;
  /** `undefined` where only its table is left. */
  readonly installation: FoundInstallation | undefined;
}> {
  const { names } = common;
  const installation = await findInstallation(aws, common, options, context.clock);
  if (installation === undefined) {
    const history = await historyOf({ names, ...templateDefaults() }, aws, context);
    const isThere = options['stack'] === undefined && (await answers(history, context));
    if (!isThere) await requireInstallation(aws, common, options, context.clock);
    context.terminal.err(
      `There is no stack any more; this is what its table ${names.table} holds.`,
    );
    return { history, accountNames: {}, installation };
  }
  const history = await historyOf(installation, aws, context);
  const accountNames = installation.namesOfOrganization
    ? await loadOrganizationNames(installation, aws, context)
    : installation.notice.accountNames;
  return { history, accountNames, installation };
}

/** As the table holds them; none where it does not answer. */
async function loadOrganizationNames(
  { names }: FoundInstallation,
  aws: Aws,
  { clock }: VerbContext,
): Promise<Readonly<Record<string, string>>> {
  const { createAccountNamesRow } = await import('../aws/accountNamesRow.ts');
  return createAccountNamesRow(await openRows(aws, names.table), clock).load();
}

/** The history of an installation that is known already. */
export async function historyOf(
  { names, notice, retentionDays }: Pick<FoundInstallation, 'names' | 'notice' | 'retentionDays'>,
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

function templateDefaults() {
  return readBellSettings(readSettings(() => undefined));
}

/** Is there a table to ask? Asks for the last minute. */
async function answers(history: SignInHistory, { terminal, clock }: VerbContext): Promise<boolean> {
  const [since, until] = [clock.now() - 60_000, clock.now()].map((at) =>
    new Date(at).toISOString(),
  );
  const { isAwsError } = await import('../aws/awsErrors.ts');
  try {
    for await (const _ of history.entries({ since: since ?? '', until: until ?? '' })) break;
    return true;
  } catch (error) {
    if (error instanceof LoginbellError && isAwsError(error.cause, 'not-found')) return false;
    throw error;
  } finally {
    terminal.progress('');
  }
}
