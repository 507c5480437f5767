import { type Fields, isFields } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import type { AwsRequests } from './awsRequests.ts';

/** What the answers of the calls below may hold. */
export type DynamoDbAnswer = {
  readonly Item?: Fields;
  readonly Items?: readonly Fields[];
  /** By table. */
  readonly Responses?: Fields;
  readonly Attributes?: Fields;
  readonly LastEvaluatedKey?: Fields;
};

/**
 * The calls that the table needs, by whoever sends them: signed requests in the function, the SDK elsewhere. `once`:
 * never sent twice where it may have happened. Errors bear AWS's own word as `name`, and `Item` where a condition failed.
 */
export type DynamoDbCalls = (
  operation: 'BatchGetItem' | 'GetItem' | 'PutItem' | 'UpdateItem' | 'Query',
  input: Readonly<Record<string, unknown>>,
  options?: { readonly once?: boolean },
) => Promise<DynamoDbAnswer>;

/** By signed requests. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html */
export function createDynamoDbCalls(requests: AwsRequests): DynamoDbCalls {
  return async (operation, input, { once = false } = {}) => {
    const answer = parseJson(
      await requests.send({
        service: 'dynamodb',
        operation,
        headers: {
          'Content-Type': 'application/x-amz-json-1.0',
          'X-Amz-Target': `DynamoDB_20120810.${operation}`,
        },
        body: JSON.stringify(input),
        once,
      }),
    );
    return isFields(answer) ? answer : {};
  };
}
