import { vi } from 'vitest';
import { startDynamoDb, type TestDynamoDb } from './dynamoDb.ts';
import { startSns, type TestSns } from './snsServer.ts';

export type Handler = (event: unknown, context: { awsRequestId: string }) => Promise<void>;

/** The Lambda function of this process with its table and its topic, both behind real local servers. */
export type LambdaWorld = {
  readonly dynamoDb: TestDynamoDb;
  readonly sns: TestSns;
  /** The name of the table of the latest handler. */
  readonly table: () => string;
  /** A function as after a cold start, with an empty table. Undo its environment with `vi.unstubAllEnvs`. */
  freshHandler(): Promise<Handler>;
  close(): Promise<void>;
};

export async function startLambdaWorld(): Promise<LambdaWorld> {
  const dynamoDb = await startDynamoDb();
  const sns = await startSns();
  let table = '';
  return {
    dynamoDb,
    sns,
    table: () => table,
    freshHandler: async () => {
      table = await dynamoDb.createTable();
      sns.published.length = 0;
      sns.refuse = () => undefined;
      vi.stubEnv('AWS_REGION', 'us-east-1');
      vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
      vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', dynamoDb.endpoint);
      vi.stubEnv('AWS_ENDPOINT_URL_SNS', sns.endpoint);
      vi.stubEnv('TABLE_NAME', table);
      vi.stubEnv('TOPIC_ARN', 'arn:aws:sns:us-east-1:123456789012:SendEmailTopic-ab0925cd');
      vi.spyOn(console, 'info').mockImplementation(() => undefined);
      vi.spyOn(console, 'error').mockImplementation(() => undefined);
      vi.resetModules();
      return (await import('../../src/lambda/handler.ts')).handler;
    },
    close: async () => {
      await dynamoDb.close();
      await sns.close();
    },
  };
}
