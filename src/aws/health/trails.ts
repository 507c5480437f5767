import {
  type AdvancedEventSelector,
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  type GetEventSelectorsCommandOutput,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import type { Seen } from '../../health/check.ts';
import type { ManagementEvents, TrailFacts, TrailsSeen } from '../../health/checks/trail.ts';
import { type Loader, look } from './look.ts';

/** The trails, shadows of other regions' and organizations' included, that send to our log group. */
export const loadTrails: Loader<TrailsSeen> = async ({ cloudTrail: client }, { names }) => {
  const trails = await look('cloudtrail:DescribeTrails', async () => {
    const { trailList = [] } = await client.send(
      new DescribeTrailsCommand({ includeShadowTrails: true }),
    );
    const ours = trailList.filter(
      ({ CloudWatchLogsLogGroupArn: arn = '' }) => arn.replace(/:\*$/, '') === names.logGroupArn,
    );
    return Promise.all(
      ours.map(async ({ TrailARN: arn = '', IsMultiRegionTrail }): Promise<TrailFacts> => {
        const [status, events] = await Promise.all([
          loadStatus(client, arn),
          loadEvents(client, arn),
        ]);
        return { arn, multiRegion: IsMultiRegionTrail === true, status, events };
      }),
    );
  });
  return { trails };
};

/** Is the trail, known by its ARN, on, and does it deliver? */
export function loadStatus(client: CloudTrailClient, arn: string): Promise<TrailFacts['status']> {
  return look('cloudtrail:GetTrailStatus', async () => {
    const status = await client.send(new GetTrailStatusCommand({ Name: arn }));
    const deliveredAt = status.LatestCloudWatchLogsDeliveryTime?.getTime();
    const startedAt = status.StartLoggingTime?.getTime();
    return {
      logging: status.IsLogging === true,
      deliveryError: status.LatestCloudWatchLogsDeliveryError ?? '',
      ...(deliveredAt === undefined ? {} : { deliveredAt }),
      ...(startedAt === undefined ? {} : { startedAt }),
    };
  });
}

/** What the trail, known by its ARN, records of management events. */
export function loadEvents(client: CloudTrailClient, arn: string): Promise<Seen<ManagementEvents>> {
  return look('cloudtrail:GetEventSelectors', async () =>
    managementEvents(await client.send(new GetEventSelectorsCommand({ TrailName: arn }))),
  );
}

/**
 * Do these selectors let management events through that write? Basic ones say so outright; of advanced ones
 * one selector is enough. Source: PutEventSelectors and AdvancedFieldSelector, CloudTrail API reference.
 */
export function managementEvents({
  EventSelectors: basic = [],
  AdvancedEventSelectors: advanced = [],
}: Pick<
  GetEventSelectorsCommandOutput,
  'EventSelectors' | 'AdvancedEventSelectors'
>): ManagementEvents {
  const byBasic = basic.some(
    ({ IncludeManagementEvents, ReadWriteType }) =>
      IncludeManagementEvents === true && ReadWriteType !== 'ReadOnly',
  );
  if (byBasic) return { kind: 'recorded' };
  const narrowing = advanced.filter(letsWritesThrough).map(narrowedBy);
  const [by] = narrowing;
  if (by === undefined) return { kind: 'not-recorded' };
  return narrowing.includes('') ? { kind: 'recorded' } : { kind: 'narrowed', by };
}

function letsWritesThrough({ FieldSelectors = [] }: AdvancedEventSelector): boolean {
  return (
    FieldSelectors.some(
      ({ Field, Equals }) => Field === 'eventCategory' && Equals?.includes('Management'),
    ) &&
    FieldSelectors.every(({ Field, Equals }) => Field !== 'readOnly' || Equals?.includes('false'))
  );
}

/** The first field that leaves out more than the sources that CloudTrail lets one leave out; `''`: none. */
function narrowedBy({ FieldSelectors = [] }: AdvancedEventSelector): string {
  const harmless = /^(kms|rdsdata)\.amazonaws\.com$/;
  const found = FieldSelectors.find(
    ({ Field, NotEquals }) =>
      Field !== 'eventCategory' &&
      Field !== 'readOnly' &&
      !(Field === 'eventSource' && NotEquals?.every((source) => harmless.test(source))),
  );
  return found?.Field ?? '';
}
