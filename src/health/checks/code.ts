import {
  broken,
  defineCheck,
  given,
  minuteOf,
  ok,
  REDEPLOY,
  type Seen,
  unknown,
} from '../check.ts';
import { type FunctionSeen, ofFunction } from './function.ts';

/** CloudFormation reports a function as done a little after Lambda's own time of change. */
const TOLERANCE = 10 * 60_000;

/** When CloudFormation last created or changed the function. */
export type DeploymentSeen = { readonly deployedAt: Seen<number | undefined> };

export const code = defineCheck({
  title: { en: 'Code of the function', ja: '関数のコード' },
  reads: {
    'cloudformation:DescribeStackResources': { on: 'any', why: 'when was the function deployed?' },
  },
  findings: {
    ok: {
      en: 'Unchanged since CloudFormation deployed it on {time} UTC.',
      ja: '{time} UTCにCloudFormationがデプロイしてから変更されていません。',
    },
    changed: {
      en: 'Changed on {time} UTC, after CloudFormation deployed it on {deployed} UTC.',
      ja: 'CloudFormationのデプロイ ({deployed} UTC) の後、{time} UTCに変更されました。',
      repair: {
        en: 'If it was not you, treat it as an attack: compare the code (docs/deploy.md), then deploy again.',
        ja: '心当たりがなければ攻撃とみなし、コードを比べてから (docs/deploy.md)、もう一度デプロイしてください。',
      },
      command:
        'aws lambda get-function --region {region} --function-name {function} --query Code.Location --output text',
    },
    unmanaged: {
      en: 'No CloudFormation stack knows the function; whether its code was changed cannot be told.',
      ja: 'この関数を管理するCloudFormationスタックがなく、コードが変更されたか分かりません。',
      repair: REDEPLOY,
    },
  },
  judge: (facts: DeploymentSeen & FunctionSeen) =>
    ofFunction(facts, () =>
      given(facts.function, (found) =>
        given(facts.deployedAt, (deployed) => {
          if (deployed === undefined) return unknown('unmanaged');
          const modified = found?.modifiedAt ?? 0;
          return modified > deployed + TOLERANCE
            ? broken('changed', { time: minuteOf(modified), deployed: minuteOf(deployed) })
            : ok('ok', { time: minuteOf(deployed) });
        }),
      ),
    ),
});
