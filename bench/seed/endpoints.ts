/**
 * The process that answers for AWS: DynamoDB (dynalite) and SNS on 127.0.0.1, apart from the processes that
 * are measured. Started by `startEndpoints`, and asked through Node's channel between parent and child.
 */
import { DeleteItemCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { toItem } from '../../src/aws/items.ts';
import { ROW_KEYS } from '../../src/journal/rowKeys.ts';
import { ARTICLE_TABLE, createArticleTable } from '../../test/e2e/articleFunction.ts';
import { startDynamoDb } from '../../test/fakes/dynamoDb.ts';
import { startSns } from '../../test/fakes/snsServer.ts';

/** What a function is told of where AWS is, with empty tables. */
export type Endpoints = {
  readonly dynamoDb: string;
  readonly sns: string;
  readonly table: string;
};

/** What happened since the last time somebody asked. */
export type EndpointFigures = {
  readonly publishes: number;
  /** When the first publish was answered, epoch milliseconds. */
  readonly firstPublishAt: number | undefined;
  readonly dynamoDbCalls: number;
  /** CPU time of this process since it began. */
  readonly cpuMs: number;
};

if (process.send !== undefined) await serve(process.send.bind(process));

async function serve(answer: (message: unknown) => void): Promise<void> {
  const [dynamoDb, sns] = [await startDynamoDb(), await startSns()];
  let dynamoDbCalls = 0;
  dynamoDb.onCall = () => {
    dynamoDbCalls += 1;
  };
  let table: string | undefined;
  const freshTables = async (): Promise<Endpoints> => {
    for (const TableName of table === undefined ? [] : [table, ARTICLE_TABLE]) {
      await dynamoDb.client.send(new DeleteTableCommand({ TableName }));
    }
    table = await dynamoDb.createTable();
    await createArticleTable(dynamoDb.client);
    return { dynamoDb: dynamoDb.endpoint, sns: sns.endpoint, table };
  };
  const figures = (): EndpointFigures => {
    const { user, system } = process.cpuUsage();
    const firstPublishAt = sns.published[0]?.at;
    const taken = { publishes: sns.published.length, firstPublishAt, dynamoDbCalls };
    sns.published.length = 0;
    dynamoDbCalls = 0;
    return { ...taken, cpuMs: (user + system) / 1000 };
  };
  /** As if so much time had passed that single notices are welcome again. */
  const refillBudget = async () => {
    const Key = toItem({ eventID: ROW_KEYS.pace });
    await dynamoDb.client.send(new DeleteItemCommand({ TableName: table, Key }));
    dynamoDbCalls -= 1;
    return 'refilled';
  };
  const answers: Readonly<Record<string, () => unknown>> = { freshTables, figures, refillBudget };
  process.on('message', async (question) => answer(await answers[String(question)]?.()));
  process.on('disconnect', () => process.exit());
  answer('ready');
}
