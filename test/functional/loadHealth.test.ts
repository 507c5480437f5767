import { describe, expect, it } from 'vitest';
import { managementEvents } from '../../src/aws/health/trails.ts';
import { loadHealth } from '../../src/aws/loadHealth.ts';
import { RESOURCES } from '../../src/health/check.ts';
import { CHECK_NAMES, readsOn } from '../../src/health/checks.ts';
import { judgeHealth } from '../../src/health/judgeHealth.ts';
import { type Answer, fault } from '../fakes/answering.ts';
import { healthClients, healthyAnswers } from '../fakes/healthClients.ts';
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
      expect(found.length).toBeLessThanOrEqual(4);
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
    const recorded = new Proxy(healthyAnswers(), {
      get: (answers, command) => {
        asked.add(String(command).replace(/Command$/, ''));
        return answers[String(command)];
      },
    });
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
