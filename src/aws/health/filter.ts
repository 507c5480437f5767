import { DescribeSubscriptionFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { FilterSeen } from '../../health/checks/filter.ts';
import { isNotFound } from '../errorKinds.ts';
import { type Loader, lookFor } from './look.ts';

/** Our subscription filter on the trail's log group. */
export const loadFilter: Loader<FilterSeen> = async ({ logs: client }, { names }) => {
  const { logGroup: logGroupName, filter: filterNamePrefix } = names;
  const filter = await lookFor('logs:DescribeSubscriptionFilters', isNotFound, async () => {
    const { subscriptionFilters = [] } = await client.send(
      new DescribeSubscriptionFiltersCommand({ logGroupName, filterNamePrefix }),
    );
    const found = subscriptionFilters.find(({ filterName }) => filterName === filterNamePrefix);
    return (
      found && {
        pattern: found.filterPattern ?? '',
        destination: found.destinationArn ?? '',
        transformed: found.applyOnTransformedLogs === true,
      }
    );
  });
  return { filter };
};
