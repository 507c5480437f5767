import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { LogGroupSeen } from '../../health/checks/logGroup.ts';
import { type Loader, look } from './look.ts';

/** The trail's log group and its class. */
export const loadLogGroup: Loader<LogGroupSeen> = async ({ logs: client }, { names }) => {
  const found = await look('logs:DescribeLogGroups', async () => {
    const { logGroups = [] } = await client.send(
      // Sorted by name, so the one that is called just this comes first.
      new DescribeLogGroupsCommand({ logGroupNamePrefix: names.logGroup }),
    );
    const found = logGroups.find(({ logGroupName }) => logGroupName === names.logGroup);
    return found && { class: found.logGroupClass ?? 'STANDARD' };
  });
  return { logGroup: found };
};
