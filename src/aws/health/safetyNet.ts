import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { SafetyNetSeen } from '../../health/checks/safetyNet.ts';
import { isNotFound } from '../errorKinds.ts';
import { loadInvocations } from './function.ts';
import { type Loader, lookFor } from './look.ts';

/** Is there a safety net beside the installation, and does it run? */
export const loadSafetyNet: Loader<SafetyNetSeen> = async (clients, { names, at }) => {
  const { lambda: client, cloudWatch } = clients;
  const FunctionName = names.safetyNet;
  const found = await lookFor('lambda:GetFunctionConfiguration', isNotFound, async () => {
    const { LastModified } = await client.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    return Date.parse(LastModified ?? '');
  });
  if (!found.seen) return { safetyNet: found };
  if (found.value === undefined) return { safetyNet: { seen: true, value: undefined } };
  const modifiedAt = found.value;
  const invocations = await loadInvocations(cloudWatch, FunctionName, at);
  if (!invocations.seen) return { safetyNet: invocations };
  const { count: runs, errors } = invocations.value;
  return {
    safetyNet: {
      seen: true,
      value: { runs, errors, ...(Number.isNaN(modifiedAt) ? {} : { modifiedAt }) },
    },
  };
};
