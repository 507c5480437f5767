import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';

/** DynamoDB's API in this process (dynalite), on 127.0.0.1, with one table as the template makes it. */
export type TestDynamoDb = {
  readonly client: DynamoDBClient;
  readonly endpoint: string;
  /** Is told of each call: its operation (`PutItem`) and what was sent with it. */
  onCall: (operation: string, body: unknown) => void;
  /** A new empty table; returns its name. */
  createTable(): Promise<string>;
  close(): Promise<void>;
};

export async function startDynamoDb(): Promise<TestDynamoDb> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const port = await new Promise<number>((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  let tables = 0;
  const test: Pick<TestDynamoDb, 'onCall'> = { onCall: () => undefined };
  server.on('request', (request) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
      test.onCall(operation, JSON.parse(Buffer.concat(chunks).toString()));
    });
  });
  return Object.assign(test, {
    client,
    endpoint,
    createTable: async () => {
      tables += 1;
      const TableName = `ConsoleLoginEventDataTable-${tables}`;
      await client.send(new CreateTableCommand({ TableName, ...TABLE }));
      await waitUntilTableExists(
        { client, maxWaitTime: 20, minDelay: 0.05, maxDelay: 0.1 },
        { TableName },
      );
      return TableName;
    },
    close: async () => {
      client.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  });
}

function index(IndexName: string, hash: string, ProjectionType: 'ALL' | 'KEYS_ONLY') {
  return {
    IndexName,
    KeySchema: [
      { AttributeName: hash, KeyType: 'HASH' as const },
      { AttributeName: 'occurredAt', KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType },
  };
}

/** The table of infra/console-login-notification.yaml; test/templates holds the two together. */
export const TABLE = {
  BillingMode: 'PAY_PER_REQUEST' as const,
  KeySchema: [{ AttributeName: 'eventID', KeyType: 'HASH' as const }],
  AttributeDefinitions: [
    'eventID',
    'principal',
    'day',
    'principalAddress',
    'principalClient',
    'occurredAt',
  ].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
  GlobalSecondaryIndexes: [
    index('byPrincipal', 'principal', 'ALL'),
    index('byDay', 'day', 'ALL'),
    index('byAddress', 'principalAddress', 'KEYS_ONLY'),
    index('byClient', 'principalClient', 'KEYS_ONLY'),
  ],
};
