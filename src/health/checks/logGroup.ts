import { broken, defineCheck, given, ok, type Seen } from '../check.ts';

export type LogGroupSeen = {
  readonly logGroup: Seen<
    | {
        readonly class: string;
        /** Whose data protection policy may mask what a subscription filter sees; absent where there is none. */
        readonly masks?: 'log-group' | 'account';
      }
    | undefined
  >;
};

export const logGroup = defineCheck({
  title: { en: 'Log group of the trail', ja: '証跡のロググループ' },
  reads: {
    'logs:DescribeLogGroups': { on: 'any', why: "of what class is the trail's?" },
  },
  findings: {
    ok: {
      en: '{logGroup} is there, class STANDARD.',
      ja: '{logGroup} があり、クラスはSTANDARDです。',
    },
    missing: {
      en: 'The log group {logGroup} does not exist.',
      ja: 'ロググループ {logGroup} がありません。',
      repair: {
        en: 'Deploy cloudtrail.yaml again under a new suffix, then this template with its log group.',
        ja: 'cloudtrail.yamlを新しいサフィックスでデプロイし、そのロググループでこのテンプレートもデプロイしてください。',
      },
    },
    class: {
      en: '{logGroup} has the class {class}, which has no subscription filters.',
      ja: '{logGroup} のクラスは {class} で、サブスクリプションフィルターを使えません。',
      repair: {
        en: 'Let the trail send to a log group of class STANDARD; the class cannot be changed.',
        ja: '証跡の送り先をSTANDARDクラスのロググループにしてください。クラスは変更できません。',
      },
    },
  },
  judge: (facts: LogGroupSeen) =>
    given(facts.logGroup, (found) => {
      if (found === undefined) return broken('missing');
      const { class: group } = found;
      return group === 'STANDARD' ? ok('ok') : broken('class', { class: group });
    }),
});
