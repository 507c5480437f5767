import { describe, expect, it } from 'vitest';
import { managementEvents } from '../../src/aws/health/trails.ts';
import { loadHealth } from '../../src/aws/loadHealth.ts';
import { RESOURCES } from '../../src/health/check.ts';
import { CHECK_NAMES, readsOn } from '../../src/health/checks.ts';
import { judgeHealth } from '../../src/health/judgeHealth.ts';
import { FILTER_PATTERNS } from '../../src/signin/filterPatterns.ts';
import { type Answer, fault } from '../fakes/answering.ts';
import { healthClients, healthyAnswers, withFastPath } from '../fakes/healthClients.ts';
import { NAMES, NOW } from '../fakes/healthFacts.ts';

const CONTEXT = { names: NAMES, events: 'ConsoleLogin', version: '1.2.3', at: NOW } as const;

async function verdictsOf(changes: Record<string, Answer>) {
  const facts = await loadHealth(healthClients({ ...healthyAnswers(), ...changes }), CONTEXT);
  return judgeHealth(facts).filter(({ verdict }) => verdict !== 'ok');
}

describe('looking at the chain', () => {
  it('finds nothing wrong where nothing is', async () => {
    expect(await verdictsOf({})).toEqual([]);
  });

  it.each([
    ['trail-none', { DescribeTrailsCommand: { trailList: [] } }],
    ['logging-stopped', { GetTrailStatusCommand: { IsLogging: false } }],
    ['events-missing', { GetEventSelectorsCommand: { EventSelectors: [] } }],
    ['log-group-missing', { DescribeLogGroupsCommand: { logGroups: [] } }],
    [
      'data-protection-log-group',
      {
        DescribeLogGroupsCommand: {
          logGroups: [{ logGroupName: NAMES.logGroup, dataProtectionStatus: 'ACTIVATED' }],
        },
      },
    ],
    [
      'data-protection-account',
      {
        DescribeLogGroupsCommand: {
          logGroups: [
            { logGroupName: NAMES.logGroup, inheritedProperties: ['ACCOUNT_DATA_PROTECTION'] },
          ],
        },
      },
    ],
    [
      'filter-transformed',
      {
        DescribeSubscriptionFiltersCommand: {
          subscriptionFilters: [
            {
              filterName: NAMES.filter,
              filterPattern: FILTER_PATTERNS.ConsoleLogin,
              destinationArn: NAMES.functionArn,
              applyOnTransformedLogs: true,
            },
          ],
        },
      },
    ],
    ['filter-missing', { DescribeSubscriptionFiltersCommand: { subscriptionFilters: [] } }],
    ['permission-missing', { GetPolicyCommand: fault('ResourceNotFoundException') }],
    ['function-missing', { GetFunctionConfigurationCommand: fault('ResourceNotFoundException') }],
    ['function-stopped', { GetFunctionConcurrencyCommand: { ReservedConcurrentExecutions: 0 } }],
    ['function-failing', { GetMetricStatisticsCommand: { Datapoints: [{ Sum: 2 }, { Sum: 1 }] } }],
    [
      'code-unmanaged',
      { DescribeStackResourcesCommand: fault('ValidationError', 'Stack for x does not exist') },
    ],
    [
      'retries-missing',
      { GetFunctionEventInvokeConfigCommand: fault('ResourceNotFoundException') },
    ],
    ['table-missing', { DescribeTableCommand: fault('ResourceNotFoundException') }],
    ['dead-letters-missing', { GetQueueUrlCommand: fault('QueueDoesNotExist') }],
    ['dead-letters-waiting', { GetQueueAttributesCommand: { Attributes: { a: '2', b: '1' } } }],
    ['topic-missing', { ListSubscriptionsByTopicCommand: fault('NotFoundException') }],
    [
      'topic-nobody',
      {
        ListSubscriptionsByTopicCommand: {
          Subscriptions: [
            {
              SubscriptionArn: 'PendingConfirmation',
              Protocol: 'email',
              Endpoint: 'a@example.com',
            },
            { SubscriptionArn: 'Deleted', Protocol: 'email', Endpoint: 'b@example.com' },
          ],
        },
      },
    ],
    [
      'subscribers-swallowed',
      {
        GetSubscriptionAttributesCommand: { Attributes: { FilterPolicy: '{"severity":["info"]}' } },
      },
    ],
    [
      'delivery-fresh',
      { GetTrailStatusCommand: { IsLogging: true, StartLoggingTime: new Date(NOW - 60_000) } },
    ],
    [
      'alarms-elsewhere',
      {
        DescribeAlarmsCommand: {
          MetricAlarms: NAMES.alarms.map((AlarmName) => {
            return { AlarmName, ActionsEnabled: true, AlarmActions: [`${NAMES.topicArn}-other`] };
          }),
        },
      },
    ],
    ['alarms-missing', { DescribeAlarmsCommand: { MetricAlarms: [] } }],
  ])('tells %s', async (finding, changes: Record<string, Answer>) => {
    expect((await verdictsOf(changes)).map((one) => one.finding)).toContain(finding);
  });

  it.each(Object.keys(healthyAnswers()))(
    'calls a link unknown, names the permission, and judges the rest, when %s is denied',
    async (command) => {
      const denied = fault('AccessDeniedException', 'not authorized');
      const found = await verdictsOf({ [command]: denied });
      expect(found.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
      expect(found.map(({ finding }) => finding)).toContain('denied');
      expect(found.length).toBeLessThanOrEqual(5);
      const action = command.replace('Command', '').replace('GetQueueUrl', 'GetQueueAttributes');
      expect(found.map(({ evidence }) => evidence).join()).toContain(`:${action} is missing`);
    },
  );

  it('takes the name of a missing permission from AWS where it is given', async () => {
    const message = 'User: x is not authorized to perform: sqs:GetQueueUrl on resource: y';
    expect(await verdictsOf({ GetQueueUrlCommand: fault('AccessDenied', message) })).toMatchObject([
      { evidence: 'The permission sqs:GetQueueUrl is missing.' },
    ]);
  });

  it('does not reject when everything is denied', async () => {
    const all = Object.keys(healthyAnswers()).map((key) => [key, fault('AccessDenied')] as const);
    const found = await verdictsOf(Object.fromEntries(all));
    expect(found).toHaveLength(CHECK_NAMES.length);
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
  });

  describe('the fast path', () => {
    const home = NAMES.region;
    const fastPathOf = async (changes: Record<string, Answer>) => {
      const facts = await loadHealth(healthClients({ ...healthyAnswers(), ...changes }), CONTEXT);
      return judgeHealth(facts).find(({ link }) => link === 'fast-path');
    };

    const inUs =
      (there: object, elsewhere: Answer): Answer =>
      (input, region) =>
        region === 'us-east-1'
          ? there
          : typeof elsewhere === 'function'
            ? elsewhere(input, region)
            : elsewhere;

    it('asks no other region where the function lets no rule of it in', async () => {
      expect(await fastPathOf({})).toMatchObject({ finding: 'fast-path-none', verdict: 'ok' });
    });

    it('is looked for in every region that is switched on', async () => {
      const { evidence } = (await fastPathOf(withFastPath())) ?? {};
      expect(evidence).toBe('It is on in ap-northeast-1, us-east-1.');
      const elsewhere: Answer = (input: object, region: string) =>
        region === home || !JSON.stringify(input).includes(NAMES.fastPathRule)
          ? (healthyAnswers()['DescribeStackResourcesCommand'] ?? {})
          : fault('ValidationError', 'Stack for x does not exist');
      const alone = await fastPathOf(
        withFastPath({
          DescribeStackResourcesCommand: elsewhere,
          DescribeRuleCommand: inUs(fault('ResourceNotFoundException'), { State: 'ENABLED' }),
        }),
      );
      expect(alone?.evidence).toBe('It is on in ap-northeast-1.');
    });

    const { ListTargetsByRuleCommand: targets = {} } = withFastPath();
    it.each<readonly [string, Record<string, Answer>]>([
      [
        'fast-path-missing',
        { DescribeRuleCommand: inUs(fault('ResourceNotFoundException'), { State: 'ENABLED' }) },
      ],
      ['fast-path-off', { DescribeRuleCommand: inUs({ State: 'DISABLED' }, { State: 'ENABLED' }) }],
      [
        'fast-path-elsewhere',
        {
          ListTargetsByRuleCommand: inUs(
            { Targets: [{ Id: 'x', Arn: NAMES.functionArn }] },
            targets,
          ),
        },
      ],
      ['denied', { DescribeRuleCommand: inUs(fault('AccessDenied'), { State: 'ENABLED' }) }],
    ])('tells %s of a region', async (finding, changes) => {
      expect(await fastPathOf(withFastPath(changes))).toMatchObject({ finding });
    });

    it('warns of what it could not deliver', async () => {
      const healthy = healthyAnswers()['GetMetricStatisticsCommand'];
      const failed: Answer = (input, region) =>
        JSON.stringify(input).includes('FailedInvocations')
          ? { Datapoints: region === 'us-east-1' ? [{ Sum: 2 }] : [] }
          : typeof healthy === 'function'
            ? healthy(input, region)
            : {};
      expect(await fastPathOf(withFastPath({ GetMetricStatisticsCommand: failed }))).toMatchObject({
        finding: 'fast-path-failing',
        verdict: 'warning',
        evidence: expect.stringContaining('2 events of us-east-1'),
      });
    });
  });

  it("does not take another log group's permission for ours", async () => {
    const { Policy } = { Policy: '', ...healthyAnswers()['GetPolicyCommand'] };
    const other = Policy.replace(NAMES.logGroupArn, `${NAMES.logGroupArn}-other`);
    expect(await verdictsOf({ GetPolicyCommand: { Policy: other } })).toMatchObject([
      { finding: 'permission-missing' },
    ]);
  });
});

describe('what the checks say that they read', () => {
  it('is what their loaders ask, no more and no less', async () => {
    const asked = new Set<string>();
    const recorded = new Proxy(
      { ...healthyAnswers(), ...withFastPath() },
      {
        get: (answers, command) => {
          asked.add(String(command).replace(/Command$/, ''));
          return answers[String(command)];
        },
      },
    );
    await loadHealth(healthClients(recorded), CONTEXT);
    const said = RESOURCES.flatMap(readsOn).map(({ action }) => action.split(':')[1]);
    expect([...asked].sort()).toEqual(said.sort());
  });

  it('names the permission that is missing by the same words', async () => {
    const denied = Object.fromEntries(
      Object.keys(healthyAnswers()).map((command) => [command, fault('AccessDeniedException')]),
    );
    const facts = await loadHealth(healthClients(denied), CONTEXT);
    const missing = Object.values(facts).flatMap((seen: unknown) =>
      typeof seen === 'object' && seen !== null && 'permission' in seen ? [seen.permission] : [],
    );
    expect(missing.length).toBeGreaterThan(10);
    const said = RESOURCES.flatMap(readsOn).map(({ action }) => action);
    expect(missing.filter((permission) => !said.includes(String(permission)))).toEqual([]);
  });
});

describe('event selectors', () => {
  const management = { Field: 'eventCategory', Equals: ['Management'] };
  const advanced = (...FieldSelectors: object[]) =>
    managementEvents({
      AdvancedEventSelectors: [
        { FieldSelectors: [management, ...FieldSelectors].map((one) => ({ Field: '', ...one })) },
      ],
    });

  it.each([
    ['all', advanced(), 'recorded'],
    ['writes', advanced({ Field: 'readOnly', Equals: ['false'] }), 'recorded'],
    ['reads', advanced({ Field: 'readOnly', Equals: ['true'] }), 'not-recorded'],
    [
      'all but KMS',
      advanced({ Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }),
      'recorded',
    ],
    [
      'all but sign-ins',
      advanced({ Field: 'eventSource', NotEquals: ['signin.amazonaws.com'] }),
      'narrowed',
    ],
    [
      'basic reads',
      managementEvents({
        EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'ReadOnly' }],
      }),
      'not-recorded',
    ],
    [
      'basic all',
      managementEvents({
        EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'All' }],
      }),
      'recorded',
    ],
    [
      'data only',
      managementEvents({
        AdvancedEventSelectors: [
          { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] },
        ],
      }),
      'not-recorded',
    ],
  ])('of %s are understood', (_, found, kind) => {
    expect(found.kind).toBe(kind);
  });
});
