import {
  CreateTableCommand,
  type DynamoDBClient,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { pythonVenv } from './pythonVenv.ts';

/** The table of the article that loginbell began as; its function has the name built in. */
export const ARTICLE_TABLE = 'ConsoleLoginEventDataTable';

/** The `python` that runs the article's function, with what the function imports. */
export function articlePython(): string {
  return pythonVenv('seed-venv', ['boto3==1.44.5', 'python-dateutil==2.9.0.post0']);
}

/** Makes the article's table as its template does, as far as a function can tell. */
export async function createArticleTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: ARTICLE_TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'eventID', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'eventID', AttributeType: 'S' }],
    }),
  );
  const patience = { client, maxWaitTime: 20, minDelay: 0.05, maxDelay: 0.1 };
  await waitUntilTableExists(patience, { TableName: ARTICLE_TABLE });
}
