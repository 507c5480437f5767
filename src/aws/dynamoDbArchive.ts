import type { SignInArchive } from '../bell/ports.ts';
import { columnsOf } from '../journal/columns.ts';
import type { DynamoDbJournalDeps } from './dynamoDbJournal.ts';
import { answered, oldItem } from './dynamoDbRows.ts';
import { toItem } from './items.ts';

/** The archive beside the DynamoDB journal, in the same table: one conditional PutItem a sign-in. */
export function createDynamoDbArchive(deps: DynamoDbJournalDeps): SignInArchive {
  const { call, tableName: TableName, clock, settings } = deps;
  return {
    add: async (signIn) => {
      const at = clock.now();
      const row = { ...columnsOf(signIn, at, settings), state: 'muted', storedAt: at };
      const added = call('PutItem', {
        TableName,
        Item: toItem({ ...row, settledAt: at }),
        ConditionExpression: 'attribute_not_exists(eventID)',
      }).then(
        () => 'new' as const,
        (error: unknown) => {
          oldItem(error);
          return 'known' as const;
        },
      );
      return answered(added);
    },
  };
}
