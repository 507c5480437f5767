import { GetFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import type { RetriesSeen } from '../../health/checks/retries.ts';
import { isNotFound } from '../errorKinds.ts';
import { type Loader, lookFor } from './look.ts';

/** Where Lambda sends what failed three times. */
export const loadRetries: Loader<RetriesSeen> = async ({ lambda: client }, { names }) => {
  const FunctionName = names.function;
  const onFailure = await lookFor('lambda:GetFunctionEventInvokeConfig', isNotFound, async () => {
    const found = await client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
    return found.DestinationConfig?.OnFailure?.Destination;
  });
  return { onFailure };
};
