import type { Clock } from '../bell/ports.ts';
import { reasonOf } from '../errors.ts';
import type { AccountNamesRow } from './accountNamesRow.ts';
import { createAwsRequests } from './awsRequests.ts';
import { loadOrganizationAccounts, organizationsEndpoint } from './organizationAccounts.ts';

/** Names of accounts are renewed once a day; a run may come some minutes early. */
const RENEW_AFTER = 23.5 * 3_600_000;

/**
 * Asks the organization for its accounts once a day. Where that fails the names stay as they are: a reason for the log, no more, since
 * most accounts may not ask. Returns that reason. Never rejects.
 */
export async function renewAccountNames(
  row: AccountNamesRow,
  partition: string,
  {
    environment,
    clock,
  }: {
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly clock: Clock;
  },
): Promise<string | undefined> {
  try {
    const writtenAt = (await row.loadWrittenAt()) ?? 0;
    if (clock.now() - writtenAt < RENEW_AFTER) return undefined;
    const where = organizationsEndpoint(partition);
    const requests = createAwsRequests({ environment: { ...environment, ...where }, clock });
    await row.save(await loadOrganizationAccounts(requests));
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}
