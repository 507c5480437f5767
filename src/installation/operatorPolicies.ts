import {
  allow,
  type PolicyScope,
  type PolicyStatement,
  type Statements,
} from './policyStatement.ts';
import { resourceArns } from './resourceNames.ts';

/** What the verbs that look after an installation ask AWS for, and nothing else. */
export const OPERATOR_POLICIES: Readonly<Record<string, Statements>> = {
  doctor: (scope) => [findStack(), ...lookStatements(scope)],
  test: (scope) => {
    const { table } = resourceArns(scope.names, scope.place);
    return [
      findStack(),
      ...lookStatements(scope),
      allow(
        'WriteTheRecord',
        ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DeleteLogStream'],
        // The trail's log group may be called anything; the streams are the test's own.
        [logsArn(scope, '*'), logsArn(scope, '*:log-stream:loginbell-test-*')],
      ),
      allow('SeeTheRow', ['dynamodb:GetItem'], table),
    ];
  },
  history: (scope) => {
    const { table } = resourceArns(scope.names, scope.place);
    return [findStack(), allow('AskTheTable', ['dynamodb:Query'], `${table}/index/*`)];
  },
  backfill: (scope) => {
    const { table } = resourceArns(scope.names, scope.place);
    return [
      findStack(),
      // Neither knows resources.
      allow('EventHistory', ['account:ListRegions', 'cloudtrail:LookupEvents'], '*'),
      allow('StoreTheRows', ['dynamodb:PutItem'], table),
    ];
  },
  // Neither knows resources.
  watch: () => [allow('EventHistory', ['account:ListRegions', 'cloudtrail:LookupEvents'], '*')],
  redrive: (scope) => {
    const { deadLetters, function: target } = resourceArns(scope.names, scope.place);
    return [
      findStack(),
      allow(
        'DeadLetters',
        [
          'sqs:GetQueueUrl',
          'sqs:GetQueueAttributes',
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:ChangeMessageVisibility',
        ],
        deadLetters,
      ),
      allow('RunTheFunction', ['lambda:InvokeFunction'], target),
    ];
  },
};

/** Which stack is meant, whatever it is called. */
function findStack(): PolicyStatement {
  const actions = ['cloudformation:DescribeStacks', 'cloudformation:DescribeStackResources'];
  return allow('FindStack', actions, '*');
}

/** What `loadHealth` looks at. */
function lookStatements(scope: PolicyScope): readonly PolicyStatement[] {
  const arns = resourceArns(scope.names, scope.place);
  return [
    allow(
      'LookAround',
      [
        'cloudtrail:DescribeTrails',
        'cloudtrail:GetTrailStatus',
        'cloudtrail:GetEventSelectors',
        'cloudwatch:DescribeAlarms',
        'cloudwatch:GetMetricStatistics',
        'logs:DescribeLogGroups',
        'logs:DescribeSubscriptionFilters',
      ],
      '*',
    ),
    allow(
      'LookAtTheFunction',
      [
        'lambda:GetFunctionConfiguration',
        'lambda:GetFunctionConcurrency',
        'lambda:GetFunctionEventInvokeConfig',
        'lambda:GetPolicy',
      ],
      arns.function,
    ),
    allow('LookAtTheTable', ['dynamodb:DescribeTable'], arns.table),
    allow('LookAtTheQueue', ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'], arns.deadLetters),
    allow('LookAtTheTopic', ['sns:ListSubscriptionsByTopic'], arns.topic),
  ];
}

function logsArn({ place: { partition, region, accountId } }: PolicyScope, rest: string): string {
  return `arn:${partition}:logs:${region}:${accountId}:log-group:${rest}`;
}
