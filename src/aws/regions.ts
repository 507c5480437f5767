import { type AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { awsError } from './serviceErrors.ts';

/**
 * The regions that are switched on for this account, sorted. Rejects with `aws-failed`, which names the
 * permission and the way round it: `byHand` says how regions are named by hand (`--regions …`).
 * Source: ListRegions in the Account Management API reference.
 */
export async function loadRegions(client: AccountClient, byHand: string): Promise<string[]> {
  const regions: string[] = [];
  try {
    for (let NextToken: string | undefined; ; ) {
      const page = await client.send(
        new ListRegionsCommand({
          RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'],
          MaxResults: 50,
          NextToken,
        }),
      );
      for (const { RegionName } of page.Regions ?? []) if (RegionName) regions.push(RegionName);
      NextToken = page.NextToken;
      if (!NextToken) break;
    }
  } catch (error) {
    const what = 'The regions of the account could not be listed';
    throw awsError(what, 'account:ListRegions', error, `allow it, or name them by ${byHand}`);
  }
  return regions.sort();
}
