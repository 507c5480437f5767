import {
  type CloudFormationClient,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { type CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { reasonOf } from '../../errors.ts';
import type { HealthFacts } from '../../health/facts.ts';
import type { ChainNames } from '../../health/names.ts';
import { isNotFound } from '../errorKinds.ts';
import { look, lookFor } from './look.ts';

const SPAN = 3 * 3_600_000;

/** The function, and whether it may run and what it does with failures. */
export async function loadFunction(
  client: LambdaClient,
  names: ChainNames,
): Promise<Pick<HealthFacts, 'function' | 'concurrency' | 'onFailure'>> {
  const FunctionName = names.function;
  const [found, concurrency, onFailure] = await Promise.all([
    lookFor('lambda:GetFunctionConfiguration', isNotFound, async () => {
      const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
      const modifiedAt = Date.parse(found.LastModified ?? '');
      return {
        version: /^loginbell (\S+)/.exec(found.Description ?? '')?.[1] ?? '',
        state: found.State ?? '',
        stateReason: found.StateReason ?? '',
        ...(Number.isNaN(modifiedAt) ? {} : { modifiedAt }),
      };
    }),
    lookFor('lambda:GetFunctionConcurrency', isNotFound, async () => {
      const found = await client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
      return found.ReservedConcurrentExecutions;
    }),
    lookFor('lambda:GetFunctionEventInvokeConfig', isNotFound, async () => {
      const found = await client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
      return found.DestinationConfig?.OnFailure?.Destination;
    }),
  ]);
  return { function: found, concurrency, onFailure };
}

/** How often the function ran in the three hours before `at`, and how often it failed. */
export function loadInvocations(
  client: CloudWatchClient,
  names: ChainNames,
  at: number,
): Promise<HealthFacts['invocations']> {
  const sumOf = async (MetricName: string): Promise<number> => {
    const { Datapoints = [] } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/Lambda',
        MetricName,
        Dimensions: [{ Name: 'FunctionName', Value: names.function }],
        StartTime: new Date(at - SPAN),
        EndTime: new Date(at),
        Period: 3600,
        Statistics: ['Sum'],
      }),
    );
    return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  };
  return look('cloudwatch:GetMetricStatistics', async () => {
    const [count, errors] = await Promise.all([sumOf('Invocations'), sumOf('Errors')]);
    return { count, errors };
  });
}

/** When CloudFormation last created or changed the function; `undefined` when no stack knows it. */
export function loadDeployedAt(
  client: CloudFormationClient,
  names: ChainNames,
): Promise<HealthFacts['deployedAt']> {
  const isUnknown = (error: unknown) => /^Stack for .* does not exist/.test(reasonOf(error));
  return lookFor('cloudformation:DescribeStackResources', isUnknown, async () => {
    const { StackResources = [] } = await client.send(
      new DescribeStackResourcesCommand({ PhysicalResourceId: names.function }),
    );
    const found = StackResources.find((one) => one.PhysicalResourceId === names.function);
    return found?.Timestamp?.getTime();
  });
}
