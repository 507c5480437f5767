import { FILTER_PATTERNS } from '../signin/filterPatterns.ts';
import type { HealthFacts } from './facts.ts';
import { broken, dependsOn, given, type Judged, type Judgements, ok } from './judged.ts';

/** From the log group to the function: log group, subscription filter, permission. */
export function judgeStream(facts: HealthFacts): Judgements {
  const { logGroup, filter, permission } = facts;
  const hasNoLogGroup = logGroup.seen && logGroup.value === undefined;
  return {
    'log-group': given(logGroup, (found) => {
      if (found === undefined) return broken('log-group-missing');
      const { class: group } = found;
      return group === 'STANDARD'
        ? ok('log-group-ok')
        : broken('log-group-class', { class: group });
    }),
    filter: hasNoLogGroup
      ? dependsOn('log-group')
      : given(filter, (found) =>
          found ? judgeFilter(found, facts) : withPattern('filter-missing', facts),
        ),
    permission: given(permission, (may) =>
      may ? ok('permission-ok') : broken('permission-missing'),
    ),
  };
}

function judgeFilter(
  { pattern, destination }: { readonly pattern: string; readonly destination: string },
  facts: HealthFacts,
): Judged {
  const installed = facts.function.seen ? facts.function.value?.version : undefined;
  if (unqualified(destination) !== facts.names.functionArn) {
    return withPattern('filter-elsewhere', facts, { destination });
  }
  if (bare(pattern) === bare(FILTER_PATTERNS[facts.events])) return ok('filter-ok');
  // Another version may well have another pattern; only the same one must have the same.
  if (installed === facts.version) return withPattern('filter-pattern', facts);
  return {
    verdict: 'unknown',
    finding: 'filter-other-version',
    values: { installed: installed || '?' },
  };
}

function withPattern(
  finding: 'filter-missing' | 'filter-elsewhere' | 'filter-pattern',
  { events }: HealthFacts,
  values: Readonly<Record<string, string>> = {},
): Judged {
  return broken(finding, { ...values, events, pattern: FILTER_PATTERNS[events] });
}

/** An ARN may end in the version or alias it means. */
function unqualified(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':');
}

function bare(pattern: string): string {
  return pattern.replace(/\s+/g, '');
}
