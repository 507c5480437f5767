import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { reasonOf } from '../../errors.ts';
import type { DeploymentSeen } from '../../health/checks/code.ts';
import { type Loader, lookFor } from './look.ts';

/** When CloudFormation last created or changed the function; `undefined` when no stack knows it. */
export const loadDeployment: Loader<DeploymentSeen> = async (clients, { names }) => {
  const { cloudFormation: client } = clients;
  const isUnknown = (error: unknown) => /^Stack for .* does not exist/.test(reasonOf(error));
  const deployedAt = await lookFor('cloudformation:DescribeStackResources', isUnknown, async () => {
    const { StackResources = [] } = await client.send(
      new DescribeStackResourcesCommand({ PhysicalResourceId: names.function }),
    );
    const found = StackResources.find((one) => one.PhysicalResourceId === names.function);
    return found?.Timestamp?.getTime();
  });
  return { deployedAt };
};
