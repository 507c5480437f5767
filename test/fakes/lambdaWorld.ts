import { createAwsRequests } from '../../src/aws/awsRequests.ts';
import type { Clock } from '../../src/bell/ports.ts';
import { createHandler } from '../../src/lambda/handler.ts';
import { systemClock } from '../../src/systemClock.ts';
import { startDynamoDb, type TestDynamoDb } from './dynamoDb.ts';
import { functionEnvironment } from './functionEnvironment.ts';
import { startSns, type TestSns } from './snsServer.ts';

export type Handler = (event: unknown, context: { awsRequestId: string }) => Promise<void>;

/** What a function is given besides its servers. */
export type HandlerOptions = {
  /** Beside those of `functionEnvironment`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default systemClock */
  readonly clock?: Clock;
};

/** The Lambda function of this process with its table and its topic, both behind real local servers. */
export type LambdaWorld = {
  readonly dynamoDb: TestDynamoDb;
  readonly sns: TestSns;
  /** What the latest handler logged, a call each. */
  readonly logged: unknown[];
  /** The lines of the embedded metric format that the latest handler wrote, parsed. */
  readonly measured: unknown[];
  /** The name of the table of the latest handler. */
  readonly table: () => string;
  /** A function as after a cold start, with an empty table. */
  freshHandler(options?: HandlerOptions): Promise<Handler>;
  close(): Promise<void>;
};

export async function startLambdaWorld(): Promise<LambdaWorld> {
  const dynamoDb = await startDynamoDb();
  const sns = await startSns();
  const logged: unknown[] = [];
  const measured: unknown[] = [];
  let table = '';
  return {
    dynamoDb,
    sns,
    logged,
    measured,
    table: () => table,
    freshHandler: async ({ environment: more = {}, clock = systemClock } = {}) => {
      table = await dynamoDb.createTable();
      sns.published.length = 0;
      sns.refuse = () => undefined;
      logged.length = 0;
      measured.length = 0;
      const endpoints = { dynamoDb: dynamoDb.endpoint, sns: sns.endpoint };
      const environment = { ...functionEnvironment(endpoints, table), ...more };
      const requests = createAwsRequests({ environment, clock });
      const log = (line: unknown) => void logged.push(line);
      const measure = (line: string) => void measured.push(JSON.parse(line));
      return createHandler({
        environment,
        clock,
        requests,
        log: { info: log, error: log },
        measure,
      });
    },
    close: async () => {
      await dynamoDb.close();
      await sns.close();
    },
  };
}
