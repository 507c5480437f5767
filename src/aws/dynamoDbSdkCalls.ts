import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDbCalls } from './dynamoDbCalls.ts';

/** The same calls by the SDK, for the command line and the safety net. */
export function createSdkDynamoDbCalls(client: DynamoDBClient): DynamoDbCalls {
  return (operation, input, { once = false } = {}) => {
    const command = commandOf(operation, input);
    if (once) sendOnce(command);
    // biome-ignore lint/suspicious/noExplicitAny: the SDK has one signature for each command
    return client.send(command as any) as Promise<any>;
  };
}

// biome-ignore lint/suspicious/noExplicitAny: what the adapters give is what the service takes
function commandOf(operation: Parameters<DynamoDbCalls>[0], input: any) {
  switch (operation) {
    case 'BatchGetItem':
      return new BatchGetItemCommand(input);
    case 'GetItem':
      return new GetItemCommand(input);
    case 'PutItem':
      return new PutItemCommand(input);
    case 'Query':
      return new QueryCommand(input);
    case 'UpdateItem':
      return new UpdateItemCommand(input);
  }
}

/** Lets the SDK repeat the call only after a refusal, which is the one failure that surely did nothing. */
function sendOnce({ middlewareStack }: ReturnType<typeof commandOf>): void {
  let unsure: unknown;
  const refuseRepeats =
    <Args, Output>(next: (args: Args) => Promise<Output>) =>
    async (args: Args): Promise<Output> => {
      if (unsure !== undefined) throw unsure;
      try {
        return await next(args);
      } catch (error) {
        const isRefusal = error instanceof Error && /Throttl|Exceeded/.test(error.name);
        if (!isRefusal) unsure = error;
        throw error;
      }
    };
  // biome-ignore lint/suspicious/noExplicitAny: one stack for all commands
  (middlewareStack as any).add(refuseRepeats, { step: 'finalizeRequest', priority: 'low' });
}
