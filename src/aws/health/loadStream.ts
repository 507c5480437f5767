import {
  type CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetPolicyCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { HealthFacts } from '../../health/facts.ts';
import type { ChainNames } from '../../health/names.ts';
import { fieldAt } from '../../signin/fields.ts';
import { parseJson } from '../../signin/parseJson.ts';
import { isNotFound, kindOf } from '../errorKinds.ts';
import { look, lookFor } from './look.ts';

/** The trail's log group and its class. */
export function loadLogGroup(
  client: CloudWatchLogsClient,
  { logGroup }: ChainNames,
): Promise<HealthFacts['logGroup']> {
  return look('logs:DescribeLogGroups', async () => {
    const { logGroups = [] } = await client.send(
      // Sorted by name, so the one that is called just this comes first.
      new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroup }),
    );
    const found = logGroups.find(({ logGroupName }) => logGroupName === logGroup);
    return found && { class: found.logGroupClass ?? 'STANDARD' };
  });
}

/** Our subscription filter on it. */
export function loadFilter(
  client: CloudWatchLogsClient,
  { logGroup: logGroupName, filter }: ChainNames,
): Promise<HealthFacts['filter']> {
  return lookFor('logs:DescribeSubscriptionFilters', isNotFound, async () => {
    const { subscriptionFilters = [] } = await client.send(
      new DescribeSubscriptionFiltersCommand({ logGroupName, filterNamePrefix: filter }),
    );
    const found = subscriptionFilters.find(({ filterName }) => filterName === filter);
    return found && { pattern: found.filterPattern ?? '', destination: found.destinationArn ?? '' };
  });
}

/** May CloudWatch Logs invoke the function for the log group? */
export function loadPermission(
  client: LambdaClient,
  names: ChainNames,
): Promise<HealthFacts['permission']> {
  return look('lambda:GetPolicy', async () => {
    const policy = await client
      .send(new GetPolicyCommand({ FunctionName: names.function }))
      .catch((error: unknown) => {
        if (kindOf(error) === 'not-found') return undefined;
        throw error;
      });
    return letsLogsIn(parseJson(policy?.Policy ?? ''), names);
  });
}

function letsLogsIn(policy: unknown, { logGroupArn }: ChainNames): boolean {
  const statements = fieldAt(policy, 'Statement');
  return (Array.isArray(statements) ? statements : [statements]).some((statement) => {
    const text = (...path: string[]) => [fieldAt(statement, ...path)].flat().map(String);
    const sources = text('Condition', 'ArnLike', 'AWS:SourceArn');
    return (
      text('Effect').includes('Allow') &&
      text('Principal', 'Service').some((one) => /^logs\.([\w-]+\.)?amazonaws\.com/.test(one)) &&
      text('Action').some((one) => /^lambda:(InvokeFunction|\*)$/.test(one)) &&
      sources.some((arn) => arn === 'undefined' || covers(arn, `${logGroupArn}:*`))
    );
  });
}

function covers(pattern: string, arn: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(arn);
}
