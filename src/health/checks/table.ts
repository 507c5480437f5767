import { broken, defineCheck, given, ok, type Seen } from '../check.ts';

/** `state`: `ACTIVE`, `UPDATING`, … */
export type TableSeen = {
  readonly table: Seen<{ readonly state: string; readonly createdAt?: number } | undefined>;
};

export const table = defineCheck({
  title: { en: 'Table', ja: 'テーブル' },
  reads: {
    'dynamodb:DescribeTable': { on: 'table', why: 'is the table there?' },
  },
  findings: {
    ok: {
      en: '{table} is there.',
      ja: '{table} があります。',
    },
    missing: {
      en: '{table} does not exist. Nothing can be told.',
      ja: '{table} がありません。何も通知できません。',
      repair: {
        en: 'Restore it from point-in-time recovery under the same name, or delete the stack and deploy again.',
        ja: 'ポイントインタイムリカバリで同じ名前に復元するか、スタックを削除してもう一度デプロイしてください。',
      },
    },
    state: {
      en: '{table} is {state}.',
      ja: '{table} の状態は {state} です。',
      repair: {
        en: 'Wait, or see in the DynamoDB console why.',
        ja: '待つか、DynamoDBコンソールで理由を確認してください。',
      },
    },
  },
  judge: (facts: TableSeen) =>
    given(facts.table, (found) => {
      if (found === undefined) return broken('missing');
      const { state } = found;
      return /^(ACTIVE|UPDATING)$/.test(state) ? ok('ok') : broken('state', { state });
    }),
});
