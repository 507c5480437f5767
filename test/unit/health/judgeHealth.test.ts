import { describe, expect, it, test } from 'vitest';
import { COMMON_FINDINGS, type FindingTexts } from '../../../src/health/check.ts';
import type { FastRegion } from '../../../src/health/checks/fastPath.ts';
import type { Subscriber } from '../../../src/health/checks/subscribers.ts';
import type { TrailFacts } from '../../../src/health/checks/trail.ts';
import {
  CHECK_NAMES,
  CHECKS,
  type CheckName,
  type HealthFacts,
} from '../../../src/health/checks.ts';
import { judgeHealth } from '../../../src/health/judgeHealth.ts';
import { FILTER_PATTERNS } from '../../../src/signin/filterPatterns.ts';
import { healthFacts, NAMES, NOW, seen, TRAIL_ARN } from '../../fakes/healthFacts.ts';
import { templateNamed } from '../../templates/loadTemplate.ts';

const subscriber = (changes: Partial<Subscriber>): Subscriber => ({
  name: 'email a@example.com',
  of: 'notices',
  confirmed: true,
  misses: [],
  ...changes,
});
const subscribed = (changes: Partial<Subscriber>) => ({
  subscribers: seen([subscriber(changes)]),
});
const HOUR = 3_600_000;
const LONG_STATE = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
const rule = (changes: object) => seen({ state: 'ENABLED', leadsHome: true, ...changes });
/** Two regions of a fast path, of which the first is as it should be. */
const fast = (changes: Partial<FastRegion>): Partial<HealthFacts> => {
  const good = { region: 'ap-northeast-1', rule: rule({}), failed: seen(0) };
  return { fastPath: seen([good, { ...good, region: 'us-east-1', ...changes }]) };
};
const on = (changes: object) => seen({ logging: true, deliveryError: '', ...changes });
const trails = (changes: Partial<TrailFacts>): Partial<HealthFacts> => {
  const facts = healthFacts();
  const [trail] = facts.trails.seen ? facts.trails.value : [];
  if (trail === undefined) throw new Error('the healthy chain has a trail');
  return { trails: seen([{ ...trail, ...changes }]) };
};
const fn = (changes: object): Partial<HealthFacts> => {
  const facts = healthFacts();
  return {
    function: facts.function.seen
      ? seen({ version: '', state: 'Active', stateReason: '', ...facts.function.value, ...changes })
      : facts.function,
  };
};
const filter = (pattern: string, destination: string) => ({
  filter: seen({ pattern, destination, transformed: false }),
});
const PATTERN = FILTER_PATTERNS.ConsoleLogin;

type Row = readonly [
  finding: string,
  link: CheckName,
  verdict: string,
  changes: Partial<HealthFacts>,
];
const ROWS: readonly Row[] = [
  ['trail-none', 'trail', 'broken', { trails: seen([]) }],
  [
    'trail-without-trail',
    'trail',
    'warning',
    { trails: seen([]), names: { ...NAMES, logGroup: 'aws/cloudtrail/management' } },
  ],
  ['depends', 'data-protection', 'unknown', { logGroup: seen(undefined) }],
  ['trail-single-region', 'trail', 'broken', trails({ multiRegion: false })],
  ['logging-stopped', 'logging', 'broken', trails({ status: on({ logging: false }) })],
  ['depends', 'delivery', 'unknown', trails({ status: on({ logging: false }) })],
  [
    'delivery-error',
    'delivery',
    'broken',
    trails({ status: on({ deliveryError: 'AccessDenied' }) }),
  ],
  ['delivery-never', 'delivery', 'broken', trails({ status: on({}) })],
  [
    'delivery-stale',
    'delivery',
    'broken',
    trails({ status: on({ deliveredAt: NOW - 25 * HOUR }) }),
  ],
  ['delivery-ok', 'delivery', 'ok', trails({ status: on({ deliveredAt: NOW - 23 * HOUR }) })],
  ['events-missing', 'events', 'broken', trails({ events: seen({ kind: 'not-recorded' }) })],
  [
    'events-narrowed',
    'events',
    'unknown',
    trails({ events: seen({ kind: 'narrowed', by: 'eventName' }) }),
  ],
  ['log-group-missing', 'log-group', 'broken', { logGroup: seen(undefined) }],
  ['depends', 'filter', 'unknown', { logGroup: seen(undefined) }],
  ['log-group-class', 'log-group', 'broken', { logGroup: seen({ class: 'INFREQUENT_ACCESS' }) }],
  ['filter-missing', 'filter', 'broken', { filter: seen(undefined) }],
  ['filter-elsewhere', 'filter', 'broken', filter(PATTERN, `${NAMES.functionArn}2`)],
  ['filter-pattern', 'filter', 'broken', filter('{ $.eventName = "Nothing" }', NAMES.functionArn)],
  ['filter-ok', 'filter', 'ok', filter(` ${PATTERN}\n`, `${NAMES.functionArn}:$LATEST`)],
  [
    'filter-other-version',
    'filter',
    'unknown',
    { ...filter('{ old }', NAMES.functionArn), version: '2.0.0' },
  ],
  ['permission-missing', 'permission', 'broken', { permission: seen(false) }],
  ['function-missing', 'function', 'broken', { function: seen(undefined) }],
  ['depends', 'code', 'unknown', { function: seen(undefined) }],
  ['function-state', 'function', 'broken', fn({ state: 'Failed', stateReason: 'Key disabled' })],
  ['function-ok', 'function', 'ok', fn({ state: 'Inactive' })],
  ['function-stopped', 'function', 'broken', { concurrency: seen(0) }],
  ['function-failing', 'function', 'broken', { invocations: seen({ count: 3, errors: 3 }) }],
  ['function-ok', 'function', 'ok', { invocations: seen({ count: 0, errors: 0 }) }],
  ['code-changed', 'code', 'broken', fn({ modifiedAt: NOW })],
  ['code-unmanaged', 'code', 'unknown', { deployedAt: seen(undefined) }],
  ['retries-missing', 'retries', 'broken', { onFailure: seen(undefined) }],
  ['retries-missing', 'retries', 'broken', { onFailure: seen(`${NAMES.queueArn}-other`) }],
  ['table-missing', 'table', 'broken', { table: seen(undefined) }],
  ['table-state', 'table', 'broken', { table: seen({ state: 'ARCHIVED' }) }],
  ['table-ok', 'table', 'ok', { table: seen({ state: 'UPDATING' }) }],
  ['dead-letters-missing', 'dead-letters', 'broken', { deadLetters: seen(undefined) }],
  ['dead-letters-waiting', 'dead-letters', 'broken', { deadLetters: seen(2) }],
  ['topic-missing', 'topic', 'broken', { topic: seen(undefined) }],
  [
    'topic-nobody',
    'topic',
    'broken',
    { topic: seen({ confirmed: 0, pending: ['email a@example.com'] }) },
  ],
  [
    'topic-pending',
    'topic',
    'ok',
    { topic: seen({ confirmed: 1, emails: ['b@example.com'], pending: ['email a@example.com'] }) },
  ],
  [
    'topic-lost',
    'topic',
    'broken',
    {
      email: 'you@example.com',
      topic: seen({ confirmed: 1, emails: ['other@example.com'], pending: [] }),
    },
  ],
  [
    'topic-ok',
    'topic',
    'ok',
    {
      email: 'You@Example.com',
      topic: seen({ confirmed: 1, emails: ['you@example.com'], pending: [] }),
    },
  ],
  ['depends', 'subscribers', 'unknown', { topic: seen(undefined), subscribers: seen(undefined) }],
  ['subscribers-swallowed', 'subscribers', 'broken', subscribed({ misses: ['root'] })],
  [
    'subscribers-some',
    'subscribers',
    'ok',
    { subscribers: seen([subscriber({}), subscriber({ name: 'sqs q', misses: ['root'] })]) },
  ],
  [
    'subscribers-alarm-lost',
    'subscribers',
    'broken',
    { ...subscribed({}), alarmEmail: 'ops@example.com' },
  ],
  [
    'subscribers-ok',
    'subscribers',
    'ok',
    {
      alarmEmail: 'Ops@example.com',
      subscribers: seen([
        subscriber({}),
        subscriber({ name: 'email ops@example.com', of: 'faults' }),
      ]),
    },
  ],
  ['fast-path-none', 'fast-path', 'ok', { fastPath: seen(undefined) }],
  ['fast-path-ok', 'fast-path', 'ok', fast({})],
  ['fast-path-ok', 'fast-path', 'ok', fast({ rule: rule({ state: LONG_STATE }) })],
  ['fast-path-missing', 'fast-path', 'warning', fast({ rule: seen(undefined) })],
  ['fast-path-off', 'fast-path', 'warning', fast({ rule: rule({ state: 'DISABLED' }) })],
  ['fast-path-elsewhere', 'fast-path', 'warning', fast({ rule: rule({ leadsHome: false }) })],
  ['fast-path-failing', 'fast-path', 'warning', fast({ failed: seen(3) })],
  ['not-seen', 'fast-path', 'unknown', fast({ rule: { seen: false, reason: 'timeout' } })],
  [
    'denied',
    'fast-path',
    'unknown',
    fast({ failed: { seen: false, reason: 'no', permission: 'x:Y' } }),
  ],
  ['safety-net-none', 'safety-net', 'ok', { safetyNet: seen(undefined) }],
  [
    'safety-net-fresh',
    'safety-net',
    'ok',
    { safetyNet: seen({ runs: 0, errors: 0, modifiedAt: NOW - HOUR }) },
  ],
  [
    'safety-net-silent',
    'safety-net',
    'broken',
    { safetyNet: seen({ runs: 0, errors: 0, modifiedAt: NOW - 4 * HOUR }) },
  ],
  [
    'safety-net-itself',
    'safety-net',
    'ok',
    { byItself: true, safetyNet: seen({ runs: 0, errors: 0, modifiedAt: NOW - 4 * HOUR }) },
  ],
  ['safety-net-failing', 'safety-net', 'broken', { safetyNet: seen({ runs: 2, errors: 2 }) }],
  ['alarms-missing', 'alarms', 'broken', { alarms: seen([]) }],
  [
    'alarms-muted',
    'alarms',
    'broken',
    { alarms: seen(NAMES.alarms.map((name) => ({ name, acts: false, tellsUs: true }))) },
  ],
  [
    'alarms-elsewhere',
    'alarms',
    'broken',
    { alarms: seen(NAMES.alarms.map((name) => ({ name, acts: true, tellsUs: false }))) },
  ],
  [
    'delivery-fresh',
    'delivery',
    'unknown',
    trails({ status: seen({ logging: true, deliveryError: '', startedAt: NOW - 600_000 }) }),
  ],
  [
    'delivery-never',
    'delivery',
    'broken',
    trails({ status: seen({ logging: true, deliveryError: '', startedAt: NOW - HOUR }) }),
  ],
];

describe('the verdict on the chain', () => {
  it('is well where every link holds, and has one entry for each link', () => {
    const verdicts = judgeHealth(healthFacts());
    expect(verdicts.map(({ link }) => link)).toEqual(CHECK_NAMES);
    expect(verdicts.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
    expect(verdicts.filter(({ command }) => command !== undefined)).toEqual([]);
  });

  it.each(ROWS)('finds %s', (finding, link, verdict, changes) => {
    const verdicts = judgeHealth(healthFacts(changes));
    expect(verdicts.find((one) => one.link === link)).toMatchObject({ finding, verdict });
    const worse = verdicts.filter((one) => one.verdict === 'broken' && one.link !== link);
    const depends = verdict === 'unknown' && finding === 'depends';
    expect(worse.length, 'one fault breaks one link').toBe(depends ? 1 : 0);
  });

  it.each(['en', 'ja'] as const)('fills in every text in %s', (language) => {
    for (const [, , , changes] of ROWS) {
      for (const { evidence, repair, command } of judgeHealth(healthFacts(changes), language)) {
        expect(`${evidence}${repair ?? ''}`).not.toMatch(/\{\w+\}|undefined/);
        expect(command ?? '').not.toMatch(/\{\w+\}|undefined/);
      }
    }
  });

  it('says what to do with everything that is broken, or warned of', () => {
    for (const [, link, verdict, changes] of ROWS) {
      if (verdict !== 'broken' && verdict !== 'warning') continue;
      const found = judgeHealth(healthFacts(changes)).find((one) => one.link === link);
      expect(found?.repair, link).toBeTypeOf('string');
    }
  });

  it('names the missing permission of a link that it may not look at, and judges the others', () => {
    const denied = {
      seen: false,
      reason: 'no',
      permission: 'sns:ListSubscriptionsByTopic',
    } as const;
    const verdicts = judgeHealth(healthFacts({ topic: denied, deadLetters: seen(1) }));
    expect(verdicts.filter(({ verdict }) => verdict !== 'ok')).toMatchObject([
      { link: 'dead-letters', verdict: 'broken' },
      {
        link: 'topic',
        verdict: 'unknown',
        evidence: 'The permission sns:ListSubscriptionsByTopic is missing.',
      },
    ]);
  });

  it('takes the best of several trails', () => {
    const facts = healthFacts();
    const [good] = facts.trails.seen ? facts.trails.value : [];
    if (good === undefined) throw new Error('no trail');
    const off = { ...good, arn: `${TRAIL_ARN}-off`, status: on({ logging: false }) };
    const verdicts = judgeHealth(healthFacts({ trails: seen([off, good]) }));
    expect(verdicts.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  });

  it('gives the command that puts a deleted filter back, whole', () => {
    const [found] = judgeHealth(healthFacts({ filter: seen(undefined) })).filter(
      ({ verdict }) => verdict === 'broken',
    );
    expect(found?.command).toBe(
      `aws logs put-subscription-filter --region ap-northeast-1 --log-group-name aws-cloudtrail-loggroup --filter-name ConsoleLogin-ab0925cd --filter-pattern '{ $.eventName = "ConsoleLogin" }' --destination-arn ${NAMES.functionArn}`,
    );
  });

  it('gives no command with a name that a shell would run', () => {
    const { arn: _, ...rest } = { arn: '', ...trails({}) };
    const evil = { ...trails({ arn: 'trail/x; rm -rf ~', multiRegion: false }) };
    const found = judgeHealth(healthFacts({ ...rest, ...evil })).find(
      ({ link }) => link === 'trail',
    );
    expect(found).toMatchObject({ finding: 'trail-single-region' });
    expect(found).not.toHaveProperty('command');
  });
});

describe('the fast path', () => {
  const found = (changes: Partial<FastRegion>) =>
    judgeHealth(healthFacts(fast(changes))).find(({ link }) => link === 'fast-path');

  it('is named by the regions that are meant, with the command for the first', () => {
    expect(found({ rule: rule({ state: 'DISABLED' }) })).toMatchObject({
      evidence: expect.stringContaining('switched off in us-east-1:'),
      command: 'aws events enable-rule --region us-east-1 --name LoginbellFastPath-ab0925cd',
    });
    expect(found({})?.evidence).toBe('It is on in ap-northeast-1, us-east-1.');
  });
});

describe('the texts of findings', () => {
  const all = [...Object.values(CHECKS).map(({ findings }) => findings), COMMON_FINDINGS].flatMap(
    (findings: Readonly<Record<string, FindingTexts>>) => Object.entries(findings),
  );

  test('have the same places to fill in both languages', () => {
    const places = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [finding, { en, ja, repair }] of all) {
      expect(places(ja), finding).toEqual(places(en));
      expect(places(repair?.ja), finding).toEqual(places(repair?.en));
    }
  });

  test('have a command only where there is something to do', () => {
    for (const [finding, { command, repair }] of all) {
      if (command !== undefined) expect(repair, finding).toBeDefined();
    }
  });
});

describe('what the checks take from the template', () => {
  const bell = templateNamed('console-login-notification.yaml');

  test('are the names of its resources', () => {
    const text = JSON.stringify(bell.Resources).replace(/\$\{ResourceSuffixName\}/g, NAMES.suffix);
    const { filter, function: fn, functionLogGroup, table, queue, topic, alarms } = NAMES;
    for (const name of [filter, fn, functionLogGroup, table, queue, topic, ...alarms]) {
      expect(text).toContain(`"${name}"`);
    }
    const made = Object.values(bell.Resources).filter(({ Type }) => Type.endsWith('::Alarm'));
    expect(alarms).toHaveLength(made.length);
  });
});
