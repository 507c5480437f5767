import type { DynamoDbRows } from '../aws/dynamoDbRows.ts';
import type { Aws } from '../aws/openAws.ts';

/** The rows of an installation's table, loaded when they are asked for. */
export async function openRows(aws: Aws, table: string): Promise<DynamoDbRows> {
  const { createDynamoDbRows } = await import('../aws/dynamoDbRows.ts');
  const { createSdkDynamoDbCalls } = await import('../aws/dynamoDbSdkCalls.ts');
  return createDynamoDbRows(createSdkDynamoDbCalls(await aws.dynamoDb()), table);
}
