import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { concurrently } from '../../concurrently.ts';
import type { FastPathSeen, FastRegion } from '../../health/checks/fastPath.ts';
import type { ChainNames } from '../../health/names.ts';
import { isNotFound } from '../errorKinds.ts';
import { type HealthClients, type Loader, look, lookFor, type RegionalClients } from './look.ts';
import { loadFunctionPolicy } from './permission.ts';

const DAY = 86_400_000;
/** Regions that are asked at once. */
const CONCURRENCY = 8;

/**
 * The fast path in every region that is switched on. Where the function lets no rule of it in there is none: without that, no
 * region's works, and no other region is asked.
 */
export const loadFastPath: Loader<FastPathSeen> = async (clients, { names, at }) => {
  const isWanted = await look('lambda:GetPolicy', () => letsRuleIn(clients, names));
  if (!isWanted.seen) return { fastPath: isWanted };
  if (!isWanted.value) return { fastPath: { seen: true, value: undefined } };
  const regions = await look('account:ListRegions', clients.loadRegions);
  if (!regions.seen) return { fastPath: regions };
  const found: FastRegion[] = [];
  await concurrently(
    [...new Set([names.region, ...regions.value])],
    CONCURRENCY,
    async (region) => {
      const inRegion = clients.inRegion(region);
      const rule = await lookAtRule(region, inRegion, names);
      const isThere = rule.seen && rule.value !== undefined;
      if (!isThere && region !== names.region) {
        // Without a rule: nobody ever wanted one here, or somebody deleted that of a stack.
        const hasStack = await look('cloudformation:DescribeStackResources', () =>
          isInstalled(inRegion, names),
        );
        if (hasStack.seen && !hasStack.value) return;
      }
      const failed = isThere ? await lookAtFailures(inRegion, names, at) : NONE_FAILED;
      found.push({ region, rule, failed });
    },
  );
  found.sort((a, b) => (a.region < b.region ? -1 : 1));
  return { fastPath: { seen: true, value: found } };
};

async function letsRuleIn({ lambda }: HealthClients, names: ChainNames): Promise<boolean> {
  return (await loadFunctionPolicy(lambda, names)).includes(`:rule/${names.fastPathRule}"`);
}

async function isInstalled(
  { cloudFormation }: RegionalClients,
  names: ChainNames,
): Promise<boolean> {
  const PhysicalResourceId = names.fastPathRule;
  try {
    await (await cloudFormation()).send(new DescribeStackResourcesCommand({ PhysicalResourceId }));
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

const NONE_FAILED: FastRegion['failed'] = { seen: true, value: 0 };

function lookAtRule(
  region: string,
  { eventBridge }: RegionalClients,
  names: ChainNames,
): Promise<FastRegion['rule']> {
  const Rule = names.fastPathRule;
  return lookFor('events:DescribeRule', isNotFound, async () => {
    const client = await eventBridge();
    const { State: state = '' } = await client.send(new DescribeRuleCommand({ Name: Rule }));
    const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule }));
    return { state, leadsHome: Targets.some((target) => isOurs(target, region, names)) };
  });
}

function lookAtFailures(
  { cloudWatch }: RegionalClients,
  names: ChainNames,
  at: number,
): Promise<FastRegion['failed']> {
  return look('cloudwatch:GetMetricStatistics', async () => {
    const client = await cloudWatch();
    const { Datapoints = [] } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/Events',
        MetricName: 'FailedInvocations',
        Dimensions: [{ Name: 'RuleName', Value: names.fastPathRule }],
        StartTime: new Date(at - DAY),
        EndTime: new Date(at),
        Period: 3600,
        Statistics: ['Sum'],
      }),
    );
    return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  });
}

/** At home the function; elsewhere the home region's bus, by the role that fast-path.yaml makes. */
function isOurs(
  {
    Arn = '',
    RoleArn = '',
  }: { readonly Arn?: string | undefined; readonly RoleArn?: string | undefined },
  region: string,
  { region: home, partition, accountId, suffix, functionArn }: ChainNames,
): boolean {
  if (region === home) return Arn === functionArn;
  const isHomeBus = Arn === `arn:${partition}:events:${home}:${accountId}:event-bus/default`;
  return isHomeBus && RoleArn.endsWith(`/LoginbellFastPath-${region}-${suffix}`);
}
