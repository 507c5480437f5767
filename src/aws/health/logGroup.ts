import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { LogGroupSeen } from '../../health/checks/logGroup.ts';
import { type Loader, look } from './look.ts';

/** The trail's log group, its class, and whether data protection is on. */
export const loadLogGroup: Loader<LogGroupSeen> = async ({ logs: client }, { names }) => {
  const found = await look('logs:DescribeLogGroups', async () => {
    const { logGroups = [] } = await client.send(
      // Sorted by name, so the one that is called just this comes first.
      new DescribeLogGroupsCommand({ logGroupNamePrefix: names.logGroup }),
    );
    const found = logGroups.find(({ logGroupName }) => logGroupName === names.logGroup);
    if (found === undefined) return undefined;
    const masks =
      found.dataProtectionStatus === 'ACTIVATED'
        ? ('log-group' as const)
        : found.inheritedProperties?.includes('ACCOUNT_DATA_PROTECTION')
          ? ('account' as const)
          : undefined;
    return {
      class: found.logGroupClass ?? 'STANDARD',
      ...(masks === undefined ? {} : { masks }),
    };
  });
  return { logGroup: found };
};
