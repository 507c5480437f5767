import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Replay } from '../installation/redrive.ts';
import { textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';

/**
 * Runs a function synchronously and says whether it came to its end. Synchronous invocations are not repeated by
 * Lambda and leave no dead letter. Errors are the SDK's own. Source: Invoke in the Lambda API reference
 * (`FunctionError`).
 */
export function createReplay(deps: {
  readonly client: LambdaClient;
  readonly functionName: string;
}): Replay {
  return async (payload) => {
    const { FunctionError, Payload } = await deps.client.send(
      new InvokeCommand({
        FunctionName: deps.functionName,
        InvocationType: 'RequestResponse',
        Payload: JSON.stringify(payload),
      }),
    );
    if (FunctionError === undefined || FunctionError === '') return { ok: true };
    const answer = parseJson(Payload === undefined ? '' : Buffer.from(Payload).toString());
    return { ok: false, reason: textAt(answer, ['errorMessage'], 400) || FunctionError };
  };
}
