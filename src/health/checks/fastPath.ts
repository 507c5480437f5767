import { type Context, defineCheck, given, ok, type Seen, warning } from '../check.ts';

/** The fast path of one region, as it is found there. */
export type FastRegion = {
  readonly region: string;
  /** `undefined`: the stack is there, and somebody deleted its rule. */
  readonly rule: Seen<
    | {
        /** `ENABLED`, `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`, `DISABLED`. */
        readonly state: string;
        /** It leads to the function or to the home region's bus, by its own role. */
        readonly leadsHome: boolean;
      }
    | undefined
  >;
  /** What the rule could not deliver in the last day. */
  readonly failed: Seen<number>;
};

/** Regions with a stack of the fast path; `undefined`: there is none, which is a choice. */
export type FastPathSeen = { readonly fastPath: Seen<readonly FastRegion[] | undefined> };

export const fastPath = defineCheck({
  title: { en: 'Fast path', ja: '高速経路' },
  reads: {
    'account:ListRegions': { on: 'account', why: 'where may a fast path be?' },
    'events:DescribeRule': { on: 'rules', why: 'is it there, and on?' },
    'events:ListTargetsByRule': { on: 'rules', why: 'does it lead home?' },
  },
  findings: {
    none: {
      en: 'None is installed: sign-ins are told by the trail, some minutes later ("loginbell deploy --fast-path").',
      ja: '導入されていません。サインインは証跡を通って数分後に通知されます（「loginbell deploy --fast-path」）。',
    },
    ok: {
      en: 'It is on in {where}.',
      ja: '{where} で有効です。',
    },
    missing: {
      en: 'Its rule {fastPathRule} is gone in {where}: sign-ins there are told by the trail only, minutes later.',
      ja: '{where} のルール {fastPathRule} がありません。そこでのサインインは証跡だけを通り、数分後に通知されます。',
      repair: {
        en: 'Delete the stack there and deploy it again: "loginbell deploy --no-fast-path", then "loginbell deploy --fast-path".',
        ja: 'そのスタックを削除して、もう一度デプロイしてください:「loginbell deploy --no-fast-path」のあと「loginbell deploy --fast-path」。',
      },
    },
    off: {
      en: 'Its rule {fastPathRule} is switched off in {where}: sign-ins there are told by the trail only, minutes later.',
      ja: '{where} のルール {fastPathRule} が無効です。そこでのサインインは証跡だけを通り、数分後に通知されます。',
      repair: { en: 'Switch it on again.', ja: '有効に戻してください。' },
      command: 'aws events enable-rule --region {first} --name {fastPathRule}',
    },
    elsewhere: {
      en: 'Its rule {fastPathRule} in {where} does not lead to {function} by its own role: sign-ins there are told by the trail only, minutes later.',
      ja: '{where} のルール {fastPathRule} が、専用のロールで {function} へつながっていません。そこでのサインインは証跡だけを通り、数分後に通知されます。',
      repair: {
        en: 'Delete the stack there and deploy it again: "loginbell deploy --no-fast-path", then "loginbell deploy --fast-path".',
        ja: 'そのスタックを削除して、もう一度デプロイしてください:「loginbell deploy --no-fast-path」のあと「loginbell deploy --fast-path」。',
      },
    },
    failing: {
      en: 'It could not deliver {failed} events of {where} in a day; the trail brought them, minutes later.',
      ja: '{where} で、この1日に {failed} 件を配信できませんでした。証跡が数分後に届けています。',
      repair: {
        en: 'Look whether its role or the permission of the function was changed; "loginbell test --fast" shows where it stops.',
        ja: 'ロールや関数の呼び出し権限が変わっていないか確認してください。「loginbell test --fast」でどこで止まるか分かります。',
      },
    },
  },
  judge: ({ fastPath: seen }: FastPathSeen & Pick<Context, 'names'>) =>
    given(seen, (regions) => {
      if (regions === undefined) return ok('none');
      const where = (found: readonly FastRegion[]) => ({
        where: found.map(({ region }) => region).join(', '),
        first: found[0]?.region ?? '',
      });
      const missing = regions.filter(({ rule }) => rule.seen && rule.value === undefined);
      const off = regions.filter((one) => ruleOf(one)?.state.startsWith('ENABLED') === false);
      const elsewhere = regions.filter((one) => ruleOf(one)?.leadsHome === false);
      if (missing.length > 0) return warning('missing', where(missing));
      if (off.length > 0) return warning('off', where(off));
      if (elsewhere.length > 0) return warning('elsewhere', where(elsewhere));
      const failing = regions.filter((one) => failuresOf(one) > 0);
      const failed = failing.reduce((sum, one) => sum + failuresOf(one), 0);
      if (failed > 0) return warning('failing', { ...where(failing), failed });
      const parts = regions.flatMap(({ rule, failed }): readonly Seen<unknown>[] => [rule, failed]);
      const notSeen = parts.find(({ seen }) => !seen);
      const all = ok('ok', where(regions));
      return notSeen === undefined ? all : given(notSeen, () => all);
    }),
});

function ruleOf({ rule }: FastRegion) {
  return rule.seen ? rule.value : undefined;
}

function failuresOf({ failed }: FastRegion): number {
  return failed.seen ? failed.value : 0;
}
