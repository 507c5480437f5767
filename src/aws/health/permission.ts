import { GetPolicyCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { PermissionSeen } from '../../health/checks/permission.ts';
import type { ChainNames } from '../../health/names.ts';
import { fieldAt } from '../../signin/fields.ts';
import { parseJson } from '../../signin/parseJson.ts';
import { isNotFound } from '../errorKinds.ts';
import { type Loader, look } from './look.ts';

/** May CloudWatch Logs invoke the function for the log group? */
export const loadPermission: Loader<PermissionSeen> = async ({ lambda: client }, { names }) => {
  const permission = await look('lambda:GetPolicy', async () => {
    return letsLogsIn(parseJson(await loadFunctionPolicy(client, names)), names);
  });
  return { permission };
};

/** Who may invoke the function, as JSON; `''` where nobody may, or it is not there. Errors are the SDK's own. */
export async function loadFunctionPolicy(
  client: LambdaClient,
  { function: FunctionName }: ChainNames,
): Promise<string> {
  try {
    return (await client.send(new GetPolicyCommand({ FunctionName }))).Policy ?? '';
  } catch (error) {
    if (isNotFound(error)) return '';
    throw error;
  }
}

function letsLogsIn(policy: unknown, { logGroupArn }: ChainNames): boolean {
  const statements = fieldAt(policy, 'Statement');
  return (Array.isArray(statements) ? statements : [statements]).some((statement) => {
    const text = (...path: string[]) => [fieldAt(statement, ...path)].flat().map(String);
    const sources = text('Condition', 'ArnLike', 'AWS:SourceArn');
    return (
      text('Effect').includes('Allow') &&
      text('Principal', 'Service').some((one) => /^logs\.([\w-]+\.)?amazonaws\.com/.test(one)) &&
      text('Action').some((one) => /^lambda:(InvokeFunction|\*)$/.test(one)) &&
      sources.some((arn) => arn === 'undefined' || covers(arn, `${logGroupArn}:*`))
    );
  });
}

function covers(pattern: string, arn: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(arn);
}
