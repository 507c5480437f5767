import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { ROW_KEYS } from '../journal/rowKeys.ts';
import { fieldsOf } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import type { DynamoDbRows } from './dynamoDbRows.ts';

/** The row that keeps what was last seen; no `eventID` looks like it. */
const eventID = ROW_KEYS.settings;

/**
 * The environment of the bell's function, so that whoever guards it is set as it is. What is seen is kept in
 * the journal's table, and comes from there when the function is gone. Empty where neither is; never
 * rejects, for the checks of the chain say what is missing.
 */
export async function loadBellEnvironment(
  client: LambdaClient,
  rows: DynamoDbRows,
  FunctionName: string,
): Promise<Readonly<Record<string, string>>> {
  try {
    const { Environment } = await client.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    const variables = Environment?.Variables ?? {};
    const values = { ':details': JSON.stringify(variables) };
    await rows.update({ eventID, set: 'SET details = :details', values }).catch(() => undefined);
    return variables;
  } catch {
    const { details } = await rows.load(eventID).catch(() => ({ details: '' }));
    const kept = Object.entries(fieldsOf(parseJson(String(details))));
    return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
  }
}
