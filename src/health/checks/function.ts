import {
  broken,
  defineCheck,
  dependsOn,
  given,
  type Judged,
  ok,
  REDEPLOY,
  type Seen,
} from '../check.ts';

type FunctionFacts = {
  /** As its description says; `''` where it says none. */
  readonly version: string;
  /** `Active`, `Pending`, `Inactive`, `Failed`. */
  readonly state: string;
  readonly stateReason: string;
  readonly modifiedAt?: number;
};

export type FunctionSeen = { readonly function: Seen<FunctionFacts | undefined> };

export type RunsSeen = {
  /** Reserved concurrency; `undefined`: none is set. */
  readonly concurrency: Seen<number | undefined>;
  /** Of the last three hours. */
  readonly invocations: Seen<{ readonly count: number; readonly errors: number }>;
};

export const functionCheck = defineCheck({
  title: { en: 'Function', ja: '関数' },
  reads: {
    'lambda:GetFunctionConfiguration': { on: 'function', why: 'is it there, and how is it set?' },
    'lambda:GetFunctionConcurrency': { on: 'function', why: 'may it run?' },
    'cloudwatch:GetMetricStatistics': { on: 'any', why: 'does the function fail?' },
  },
  findings: {
    ok: {
      en: '{function}, version {installed}: {count} invocations in 3 hours, {errors} failed.',
      ja: '{function} (バージョン {installed}): 3時間に {count} 回呼び出され、{errors} 回失敗しました。',
    },
    missing: {
      en: '{function} does not exist.',
      ja: '{function} がありません。',
      repair: REDEPLOY,
    },
    state: {
      en: '{function} is {state}. {reason}',
      ja: '{function} の状態は {state} です。{reason}',
      repair: {
        en: 'See what the reason says.',
        ja: '理由に従って対処してください。',
      },
    },
    stopped: {
      en: '{function} has a reserved concurrency of 0: it can never run.',
      ja: '{function} の予約済み同時実行数が0で、実行できません。',
      repair: {
        en: 'Take the limit away.',
        ja: 'この制限を外してください。',
      },
      command:
        'aws lambda delete-function-concurrency --region {region} --function-name {function}',
    },
    failing: {
      en: 'All {count} invocations of the last 3 hours failed.',
      ja: '直近3時間の {count} 回の呼び出しがすべて失敗しました。',
      repair: {
        en: 'Read its log; the last error says what is wrong.',
        ja: '関数のログを確認してください。最後のエラーに原因があります。',
      },
      command: 'aws logs tail {functionLogGroup} --region {region} --since 3h',
    },
  },
  judge: (facts: FunctionSeen & RunsSeen) =>
    given(facts.function, (found) => judgeFunction(found, facts)),
});

function judgeFunction(found: FunctionFacts | undefined, { concurrency, invocations }: RunsSeen) {
  if (found === undefined) return broken('missing');
  const { state, stateReason, version } = found;
  // Inactive: not invoked for weeks; the next invocation wakes it.
  if (state === 'Failed') return broken('state', { state, reason: stateReason });
  if (concurrency.seen && concurrency.value === 0) return broken('stopped');
  return given(invocations, ({ count, errors }) => {
    // Single errors are tried again, and alarmed; all of them mean that nothing gets through.
    if (count > 0 && errors >= count) return broken('failing', { count });
    const ran = ok('ok', { installed: version || '?', count, errors });
    return concurrency.seen ? ran : given(concurrency, () => ran);
  });
}

/** Judges what belongs to the function, for the checks that depend on its being there. */
export function ofFunction<Finding extends string>(
  facts: FunctionSeen,
  judge: () => Judged<Finding>,
) {
  const isGone = facts.function.seen && facts.function.value === undefined;
  return isGone ? dependsOn(functionCheck) : judge();
}
