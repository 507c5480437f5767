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

/** Regions named by hand: `us-east-1,ap-northeast-1`. Throws an Error that names what is no region. */
export function parseRegions(text: string): string[] {
  const regions = [...new Set(text.split(',').map((name) => name.trim()))].filter(Boolean);
  for (const region of regions) {
    if (/^[a-z]{2}(-[a-z]+){1,3}-\d{1,2}$/.test(region)) continue;
    const shown = JSON.stringify(region.slice(0, 40));
    throw new Error(`${shown} is no region; write names such as us-east-1,ap-northeast-1`);
  }
  return regions.sort();
}
