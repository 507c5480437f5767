import { GetPolicyCommand } from '@aws-sdk/client-lambda';
import type { PermissionSeen } from '../../health/checks/permission.ts';
import type { ChainNames } from '../../health/names.ts';
import { fieldAt } from '../../signin/fields.ts';
import { parseJson } from '../../signin/parseJson.ts';
import { kindOf } from '../errorKinds.ts';
import { type Loader, look } from './look.ts';

/** May CloudWatch Logs invoke the function for the log group? */
export const loadPermission: Loader<PermissionSeen> = async ({ lambda: client }, { names }) => {
  const permission = await look('lambda:GetPolicy', async () => {
    const policy = await client
      .send(new GetPolicyCommand({ FunctionName: names.function }))
      .catch((error: unknown) => {
        if (kindOf(error) === 'not-found') return undefined;
        throw error;
      });
    return letsLogsIn(parseJson(policy?.Policy ?? ''), names);
  });
  return { permission };
};

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
