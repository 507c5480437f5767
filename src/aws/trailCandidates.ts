import { type CloudTrailClient, DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import {
  type CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Seen } from '../health/check.ts';
import { TRAIL_LESS } from '../health/checks/trail.ts';
import type { AwsPlace } from '../installation/resourceNames.ts';
import { type LogGroupFacts, logGroupOf, type TrailCandidate } from '../installation/trails.ts';
import { look } from './health/look.ts';
import { loadEvents, loadStatus } from './health/trails.ts';

/**
 * Every trail that this region knows of, shadows of other regions' and the organization's included. What one may not look
 * at stays unseen; only listing the trails must be allowed.
 */
export async function loadTrailCandidates(
  clients: { readonly cloudTrail: CloudTrailClient; readonly logs: CloudWatchLogsClient },
  place: AwsPlace,
): Promise<readonly TrailCandidate[]> {
  const { cloudTrail, logs } = clients;
  const { trailList = [] } = await cloudTrail.send(
    new DescribeTrailsCommand({ includeShadowTrails: true }),
  );
  return Promise.all(
    trailList.map(async (trail): Promise<TrailCandidate> => {
      const { TrailARN: arn = '', CloudWatchLogsLogGroupArn: logGroupArn } = trail;
      const [status, events, logGroup] = await Promise.all([
        loadStatus(cloudTrail, arn),
        loadEvents(cloudTrail, arn),
        loadLogGroup(logs, logGroupArn, place),
      ]);
      return {
        name: trail.Name ?? arn,
        arn,
        multiRegion: trail.IsMultiRegionTrail === true,
        organization: trail.IsOrganizationTrail === true,
        logGroupArn,
        status,
        events,
        logGroup,
      };
    }),
  );
}

async function loadLogGroup(
  client: CloudWatchLogsClient,
  logGroupArn: string | undefined,
  { accountId, region: here }: AwsPlace,
): Promise<TrailCandidate['logGroup']> {
  const { region, account, name } = logGroupOf(logGroupArn ?? '');
  const isHere = name !== undefined && region === here && account === accountId;
  return isHere ? loadLogGroupFacts(client, name) : { seen: true, value: undefined };
}

/** Class and subscription filters of a log group of this region; `undefined` where there is none such. */
export async function loadLogGroupFacts(
  client: CloudWatchLogsClient,
  name: string,
): Promise<Seen<LogGroupFacts | undefined>> {
  const found = await look('logs:DescribeLogGroups', async () => {
    const { logGroups = [] } = await client.send(
      // Sorted by name, so the one that is called just this comes first.
      new DescribeLogGroupsCommand({ logGroupNamePrefix: name }),
    );
    return logGroups.find(({ logGroupName }) => logGroupName === name);
  });
  if (!found.seen) return found;
  if (found.value === undefined) return { seen: true, value: undefined };
  const logGroupClass = found.value.logGroupClass ?? 'STANDARD';
  return look('logs:DescribeSubscriptionFilters', async () => {
    const { subscriptionFilters = [] } = await client.send(
      new DescribeSubscriptionFiltersCommand({ logGroupName: name }),
    );
    return {
      class: logGroupClass,
      filters: subscriptionFilters.map(
        ({ filterName: name = '', destinationArn: destination = '' }) => {
          return { name, destination };
        },
      ),
    };
  });
}

/** The log groups of this region that CloudTrail writes without a trail; none where one may not look. */
export async function loadTrailLessLogGroups(
  client: CloudWatchLogsClient,
): Promise<readonly string[]> {
  const found = await look('logs:DescribeLogGroups', async () => {
    const { logGroups = [] } = await client.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: TRAIL_LESS }),
    );
    return logGroups.map(({ logGroupName = '' }) => logGroupName);
  });
  return found.seen ? found.value : [];
}
