import { LoginbellError, reasonOf } from '../errors.ts';
import { type Fields, fieldAt, isFields } from '../signin/fields.ts';
import type { DynamoDbCalls } from './dynamoDbCalls.ts';
import { fromItem, toItem, type Values } from './items.ts';

/** One update of one row. `#state` stands for the attribute `state`: DynamoDB reserves some names. */
export type RowUpdate = {
  readonly eventID: string;
  readonly set: string;
  /** The update happens only where this holds. */
  readonly where?: string;
  readonly values: Values;
  /**
   * Never sent twice: the SDK sends a call again whose answer was lost, which may have happened.
   * @default false
   */
  readonly once?: boolean;
};

/** The row after the update, or, where its condition did not hold, as it is. */
export type Updated = { readonly done: boolean; readonly row: Fields };

/** A table whose rows are found by `eventID`. Errors are the SDK's, to be translated by `answered`. */
export type DynamoDbRows = {
  /** The row, read consistently; without fields where there is none. */
  load(eventID: string): Promise<Fields>;
  update(update: RowUpdate): Promise<Updated>;
};

export function createDynamoDbRows(call: DynamoDbCalls, TableName: string): DynamoDbRows {
  const load = async (eventID: string) => {
    const Key = toItem({ eventID });
    const { Item } = await call('GetItem', { TableName, Key, ConsistentRead: true });
    return fromItem(Item ?? {});
  };
  return {
    load,
    update: async ({ eventID, set, where, values, once = false }) => {
      const input = {
        TableName,
        Key: toItem({ eventID }),
        UpdateExpression: set,
        ConditionExpression: where,
        ExpressionAttributeNames: namesIn(`${set} ${where}`),
        ExpressionAttributeValues: toItem(values),
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      };
      try {
        const { Attributes = {} } = await call('UpdateItem', input, { once });
        return { done: true, row: fromItem(Attributes) };
      } catch (error) {
        const before = oldItem(error);
        // Some endpoints do not return the item of a failed condition.
        return { done: false, row: before.Item ? fromItem(before.Item) : await load(eventID) };
      }
    },
  };
}

/**
 * The condition that a moment (milliseconds since the epoch) is not there, has passed, or is one that no honest worker could
 * have written: further ahead than `longestAhead`, or no number. `values`: what it is compared with.
 */
export function passedOrForged(attribute: string, now: number, longestAhead: number) {
  return {
    where: `attribute_not_exists(${attribute}) OR ${attribute} <= :now OR ${attribute} > :absurd OR NOT attribute_type(${attribute}, :number)`,
    values: { ':now': now, ':absurd': now + longestAhead, ':number': 'N' },
  };
}

/** The attributes that placeholders stand for. */
function namesIn(expression: string): Record<string, string> | undefined {
  const names = [...expression.matchAll(/#(\w+)/g)].map(([placeholder, name = '']) => {
    return [placeholder, name] as const;
  });
  return names.length === 0 ? undefined : Object.fromEntries(names);
}

/** The item for which a condition did not hold, as far as the answer has it. Throws every other error on. */
export function oldItem(error: unknown): { readonly Item?: Fields } {
  if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
  const Item = fieldAt(error, 'Item');
  return isFields(Item) ? { Item } : {};
}

/** The answer, or a `journal-failed` error that says why there is none. */
export async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const message = `DynamoDB did not answer: ${reasonOf(error)}`;
    throw new LoginbellError('journal-failed', message, { cause: error });
  }
}
