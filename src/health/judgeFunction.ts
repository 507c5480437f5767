import type { FunctionFacts, HealthFacts } from './facts.ts';
import { broken, dependsOn, given, type Judged, type Judgements, minuteOf, ok } from './judged.ts';

/** CloudFormation reports a function as done a little after Lambda's own time of change. */
const TOLERANCE = 10 * 60_000;

/** The function: is it there, may it run, does it work, is its code what was deployed? */
export function judgeFunction(facts: HealthFacts): Judgements {
  const seen = facts.function;
  const isGone = seen.seen && seen.value === undefined;
  return {
    function: given(seen, (found) => judgeRunning(found, facts)),
    code: isGone ? dependsOn('function') : given(seen, (found) => judgeCode(found, facts)),
    retries: isGone
      ? dependsOn('function')
      : given(facts.onFailure, (destination) =>
          destination === facts.names.queueArn ? ok('retries-ok') : broken('retries-missing'),
        ),
  };
}

function judgeRunning(found: FunctionFacts | undefined, facts: HealthFacts): Judged {
  const { concurrency, invocations } = facts;
  if (found === undefined) return broken('function-missing');
  const { state, stateReason } = found;
  // Inactive: not invoked for weeks; the next invocation wakes it.
  if (state === 'Failed') return broken('function-state', { state, reason: stateReason });
  if (concurrency.seen && concurrency.value === 0) return broken('function-stopped');
  return given(invocations, ({ count, errors }) => {
    // Single errors are tried again, and alarmed; all of them mean that nothing gets through.
    if (count > 0 && errors >= count) return broken('function-failing', { count });
    const ran = ok('function-ok', { installed: found.version || '?', count, errors });
    return concurrency.seen ? ran : given(concurrency, () => ran);
  });
}

function judgeCode(found: FunctionFacts | undefined, { deployedAt }: HealthFacts): Judged {
  return given(deployedAt, (deployed) => {
    if (deployed === undefined) return { verdict: 'unknown', finding: 'code-unmanaged' };
    const modified = found?.modifiedAt ?? 0;
    return modified > deployed + TOLERANCE
      ? broken('code-changed', { time: minuteOf(modified), deployed: minuteOf(deployed) })
      : ok('code-ok', { time: minuteOf(deployed) });
  });
}
