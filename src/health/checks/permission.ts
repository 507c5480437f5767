import { broken, defineCheck, given, ok, type Seen } from '../check.ts';

/** May CloudWatch Logs invoke the function for this log group? */
export type PermissionSeen = { readonly permission: Seen<boolean> };

export const permission = defineCheck({
  title: { en: 'Permission to invoke the function', ja: '関数の呼び出し権限' },
  reads: {
    'lambda:GetPolicy': { on: 'function', why: 'may CloudWatch Logs invoke it?' },
  },
  findings: {
    ok: {
      en: 'CloudWatch Logs may invoke {function}.',
      ja: 'CloudWatch Logsは {function} を呼び出せます。',
    },
    missing: {
      en: 'CloudWatch Logs may not invoke {function} for {logGroup}.',
      ja: 'CloudWatch Logsは {logGroup} のために {function} を呼び出せません。',
      repair: {
        en: 'Give the permission back.',
        ja: '権限を元に戻してください。',
      },
      command:
        "aws lambda add-permission --region {region} --function-name {function} --statement-id loginbell-logs --action lambda:InvokeFunction --principal logs.amazonaws.com --source-account {accountId} --source-arn '{logGroupArn}:*'",
    },
  },
  judge: (facts: PermissionSeen) =>
    given(facts.permission, (may) => (may ? ok('ok') : broken('missing'))),
});
