import type { TestAws } from './awsServer.ts';
import { ACCOUNT } from './records.ts';

/** A trail of the account, as DescribeTrails tells of it, and its log group. */
export type FakeTrail = {
  readonly name: string;
  readonly trail?: object;
  readonly status?: object;
  readonly selectors?: object;
  readonly logGroupClass?: string;
  readonly filters?: readonly string[];
};

const FITTING = { ReadWriteType: 'WriteOnly', IncludeManagementEvents: true };

export function trailArn(name: string): string {
  return `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${name}`;
}

/** CloudTrail and CloudWatch Logs as they answer for these trails; each has a log group `NAME-logs` of its own. */
export function addTrails(aws: TestAws, trails: readonly FakeTrail[]): void {
  const of = (input: Readonly<Record<string, unknown>>, key: string) =>
    trails.find(({ name }) => [trailArn(name), `${name}-logs`].includes(String(input[key])));
  aws.answers.set('cloudtrail.DescribeTrails', () => ({
    trailList: trails.map(({ name, trail }) => ({
      Name: name,
      TrailARN: trailArn(name),
      HomeRegion: 'us-east-1',
      IsMultiRegionTrail: true,
      CloudWatchLogsLogGroupArn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${name}-logs:*`,
      ...trail,
    })),
  }));
  aws.answers.set('cloudtrail.GetTrailStatus', ({ input }) => ({
    IsLogging: true,
    ...of(input, 'Name')?.status,
  }));
  aws.answers.set('cloudtrail.GetEventSelectors', ({ input }) => ({
    EventSelectors: [FITTING],
    ...of(input, 'TrailName')?.selectors,
  }));
  aws.answers.set('logs.DescribeLogGroups', ({ input }) => ({
    logGroups: trails
      .map(({ name, logGroupClass = 'STANDARD' }) => {
        return { logGroupName: `${name}-logs`, logGroupClass };
      })
      .filter(({ logGroupName }) => logGroupName.startsWith(String(input['logGroupNamePrefix']))),
  }));
  aws.answers.set('logs.DescribeSubscriptionFilters', ({ input }) => ({
    subscriptionFilters: (of(input, 'logGroupName')?.filters ?? []).map((filterName) => {
      return {
        filterName,
        destinationArn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${filterName}`,
      };
    }),
  }));
}
