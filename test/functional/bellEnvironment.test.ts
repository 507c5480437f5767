import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBellEnvironment } from '../../src/aws/bellEnvironment.ts';
import { createDynamoDbRows } from '../../src/aws/dynamoDbRows.ts';
import { createSdkDynamoDbCalls } from '../../src/aws/dynamoDbSdkCalls.ts';
import { type Answer, answering, fault } from '../fakes/answering.ts';
import { startDynamoDb, type TestDynamoDb } from '../fakes/dynamoDb.ts';

let dynamoDb: TestDynamoDb;
beforeAll(async () => {
  dynamoDb = await startDynamoDb();
});
afterAll(() => dynamoDb.close());

function lambda(answer: Answer) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new LambdaClient({ region: 'us-east-1', credentials });
  return answering(client, { GetFunctionConfigurationCommand: answer });
}
const there = { Environment: { Variables: { LANGUAGE: 'en', EVENTS: 'AllSignIns' } } };
const gone = fault('ResourceNotFoundException');

describe("the settings of the bell's function", () => {
  it('are read from it, and remembered for when it is gone', async () => {
    const rows = createDynamoDbRows(
      createSdkDynamoDbCalls(dynamoDb.client),
      await dynamoDb.createTable(),
    );
    const { Variables } = there.Environment;
    expect(await loadBellEnvironment(lambda(gone), rows, 'bell')).toEqual({});
    expect(await loadBellEnvironment(lambda(there), rows, 'bell')).toEqual(Variables);
    expect(await loadBellEnvironment(lambda(gone), rows, 'bell')).toEqual(Variables);
  });

  it('are read where they cannot be remembered', async () => {
    const rows = createDynamoDbRows(createSdkDynamoDbCalls(dynamoDb.client), 'no-such-table');
    const found = await loadBellEnvironment(lambda(there), rows, 'bell');
    expect(found).toEqual(there.Environment.Variables);
    expect(await loadBellEnvironment(lambda(gone), rows, 'bell')).toEqual({});
  });
});
