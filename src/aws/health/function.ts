import { type CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { FunctionSeen, RunsSeen } from '../../health/checks/function.ts';
import { isNotFound } from '../errorKinds.ts';
import { type Loader, look, lookFor } from './look.ts';

const SPAN = 3 * 3_600_000;

/** The function, whether it may run, and how often it ran and failed in the last three hours. */
export const loadFunction: Loader<FunctionSeen & RunsSeen> = async (clients, { names, at }) => {
  const { lambda: client, cloudWatch } = clients;
  const FunctionName = names.function;
  const [found, concurrency, invocations] = await Promise.all([
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
    loadInvocations(cloudWatch, FunctionName, at),
  ]);
  return { function: found, concurrency, invocations };
};

/** How often a function ran and failed in the last three hours. */
export function loadInvocations(
  client: CloudWatchClient,
  functionName: string,
  at: number,
): Promise<RunsSeen['invocations']> {
  const sumOf = async (MetricName: string): Promise<number> => {
    const { Datapoints = [] } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/Lambda',
        MetricName,
        Dimensions: [{ Name: 'FunctionName', Value: functionName }],
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
