import type { Seen } from '../../src/health/check.ts';
import type { HealthFacts } from '../../src/health/checks.ts';
import { chainNames } from '../../src/health/names.ts';
import { FILTER_PATTERNS } from '../../src/signin/filterPatterns.ts';
import { ACCOUNT } from './records.ts';

export const NAMES = chainNames({
  partition: 'aws',
  region: 'ap-northeast-1',
  accountId: ACCOUNT,
  suffix: 'ab0925cd',
  logGroup: 'aws-cloudtrail-loggroup',
});
export const TRAIL_ARN = `arn:aws:cloudtrail:ap-northeast-1:${ACCOUNT}:trail/Management-events-ab0925cd`;
export const NOW = Date.parse('2026-03-02T09:30:00Z');

export function seen<T>(value: T): Seen<T> {
  return { seen: true, value };
}

/** The facts of an installation in which every link holds, with changes. */
export function healthFacts(changes: Partial<HealthFacts> = {}): HealthFacts {
  return {
    at: NOW,
    names: NAMES,
    events: 'ConsoleLogin',
    version: '1.2.3',
    trails: seen([
      {
        arn: TRAIL_ARN,
        multiRegion: true,
        status: seen({ logging: true, deliveryError: '', deliveredAt: NOW - 300_000 }),
        events: seen({ kind: 'recorded' }),
      },
    ]),
    logGroup: seen({ class: 'STANDARD' }),
    filter: seen({
      pattern: FILTER_PATTERNS.ConsoleLogin,
      destination: NAMES.functionArn,
      transformed: false,
    }),
    permission: seen(true),
    function: seen({
      version: '1.2.3',
      state: 'Active',
      stateReason: '',
      modifiedAt: NOW - 86_400_000,
    }),
    concurrency: seen(undefined),
    invocations: seen({ count: 10, errors: 1 }),
    deployedAt: seen(NOW - 86_400_000),
    onFailure: seen(NAMES.queueArn),
    table: seen({ state: 'ACTIVE', createdAt: NOW - 86_400_000 }),
    deadLetters: seen(0),
    topic: seen({ confirmed: 1, pending: [] }),
    subscribers: seen([
      { name: 'email a@example.com', of: 'notices', confirmed: true, misses: [] },
    ]),
    fastPath: seen(undefined),
    safetyNet: seen({ runs: 3, errors: 0 }),
    alarms: seen(NAMES.alarms.map((name) => ({ name, acts: true, tellsUs: true }))),
    ...changes,
  };
}
