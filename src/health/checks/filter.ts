import { FILTER_PATTERNS } from '../../signin/filterPatterns.ts';
import {
  broken,
  type Context,
  defineCheck,
  dependsOn,
  given,
  ok,
  type Seen,
  unknown,
} from '../check.ts';
import type { FunctionSeen } from './function.ts';
import { type LogGroupSeen, logGroup } from './logGroup.ts';

type Filter = {
  readonly pattern: string;
  readonly destination: string;
  /** It looks at what a transformer makes of records, where the log group or the account has one. */
  readonly transformed: boolean;
};
export type FilterSeen = { readonly filter: Seen<Filter | undefined> };

/** CloudFormation puts nothing back that was deleted behind its back while the template stays the same. */
const PUT_BACK =
  "aws logs put-subscription-filter --region {region} --log-group-name {logGroup} --filter-name {filter} --filter-pattern '{pattern}' --destination-arn {functionArn}";

export const filter = defineCheck({
  title: { en: 'Subscription filter', ja: 'サブスクリプションフィルター' },
  reads: {
    'logs:DescribeSubscriptionFilters': {
      on: 'log-groups',
      why: "is ours on the trail's log group?",
    },
  },
  findings: {
    ok: {
      en: '{filter} sends to {function}.',
      ja: '{filter} は {function} へ送っています。',
    },
    missing: {
      en: '{filter} is not on {logGroup}. Nothing reaches the function.',
      ja: '{logGroup} に {filter} がありません。関数には何も届きません。',
      repair: {
        en: 'Put it back, and look in the event history who deleted it.',
        ja: '元に戻し、誰が削除したかをイベント履歴で確認してください。',
      },
      command: PUT_BACK,
    },
    elsewhere: {
      en: '{filter} sends to {destination}.',
      ja: '{filter} の送り先が {destination} になっています。',
      repair: {
        en: 'Point it to the function again.',
        ja: '送り先を関数に戻してください。',
      },
      command: PUT_BACK,
    },
    transformed: {
      en: '{filter} looks at transformed records. A transformer of {logGroup} or of the account decides what the function gets.',
      ja: '{filter} は変換後の記録を見ています。{logGroup} またはアカウントのトランスフォーマー次第で、関数に届く内容が変わります。',
      repair: {
        en: 'Put it back as the template has it, to look at records as CloudTrail wrote them.',
        ja: 'テンプレートどおりに戻し、CloudTrailが書いたままの記録を見るようにしてください。',
      },
      command: PUT_BACK,
    },
    pattern: {
      en: '{filter} has another pattern than the template gives it for {events}.',
      ja: '{filter} のパターンが、テンプレートの {events} のものと違います。',
      repair: {
        en: "Put the template's pattern back.",
        ja: 'テンプレートのパターンに戻してください。',
      },
      command: PUT_BACK,
    },
    'other-version': {
      en: '{filter} has another pattern than version {version}; the installation is {installed}.',
      ja: '{filter} のパターンがバージョン {version} のものと違います。導入済みのバージョンは {installed} です。',
      repair: {
        en: 'Deploy the template of this version.',
        ja: 'このバージョンのテンプレートをデプロイしてください。',
      },
    },
  },
  judge: (facts: FilterSeen & LogGroupSeen & FunctionSeen & Context) =>
    facts.logGroup.seen && facts.logGroup.value === undefined
      ? dependsOn(logGroup)
      : given(facts.filter, (found) => judgeFilter(found, facts)),
});

function judgeFilter(found: Filter | undefined, facts: FunctionSeen & Context) {
  const { events, names, version } = facts;
  const values = { events, pattern: FILTER_PATTERNS[events] };
  if (found === undefined) return broken('missing', values);
  const { pattern, destination, transformed } = found;
  if (unqualified(destination) !== names.functionArn) {
    return broken('elsewhere', { ...values, destination });
  }
  if (transformed) return broken('transformed', values);
  if (bare(pattern) === bare(values.pattern)) return ok('ok');
  const installed = facts.function.seen ? facts.function.value?.version : undefined;
  // Another version may well have another pattern; only the same one must have the same.
  return installed === version
    ? broken('pattern', values)
    : unknown('other-version', { installed: installed || '?' });
}

/** An ARN may end in the version or alias it means. */
function unqualified(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':');
}

function bare(pattern: string): string {
  return pattern.replace(/\s+/g, '');
}
