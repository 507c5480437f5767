import { defineCheck, dependsOn, given, ok, warning } from '../check.ts';
import { type LogGroupSeen, logGroup } from './logGroup.ts';

/**
 * Masked is what leaves the log group, by subscription filters too. A notice cannot say what was masked; a masked name of an
 * event still rings, as unclear. Source: "Help protect sensitive log data with masking", CloudWatch Logs user guide.
 */
export const dataProtection = defineCheck({
  title: { en: 'Data protection', ja: 'データ保護' },
  reads: {},
  findings: {
    ok: {
      en: 'No data protection policy masks what {logGroup} sends.',
      ja: '{logGroup} が送る内容をマスクするデータ保護ポリシーはありません。',
    },
    'log-group': {
      en: 'A data protection policy of {logGroup} may mask what notices should say, addresses and names above all.',
      ja: '{logGroup} のデータ保護ポリシーが、IPアドレスや名前など通知に載せる内容をマスクする可能性があります。',
      repair: {
        en: 'See what it masks. Take IpAddress, Name and EmailAddress out of it, or delete it.',
        ja: 'マスクする対象を確認し、IpAddress、Name、EmailAddressを外すか、ポリシーを削除してください。',
      },
      command:
        'aws logs get-data-protection-policy --region {region} --log-group-identifier {logGroup}',
    },
    account: {
      en: 'A data protection policy of the account may mask what {logGroup} sends, addresses and names above all.',
      ja: 'アカウントのデータ保護ポリシーが、{logGroup} の送る内容（IPアドレスや名前など）をマスクする可能性があります。',
      repair: {
        en: 'See what it masks, and take IpAddress, Name and EmailAddress out of it.',
        ja: 'マスクする対象を確認し、IpAddress、Name、EmailAddressを外してください。',
      },
      command:
        'aws logs describe-account-policies --region {region} --policy-type DATA_PROTECTION_POLICY',
    },
  },
  judge: (facts: LogGroupSeen) =>
    given(facts.logGroup, (found) => {
      if (found === undefined) return dependsOn(logGroup);
      return found.masks === undefined ? ok('ok') : warning(found.masks);
    }),
});
