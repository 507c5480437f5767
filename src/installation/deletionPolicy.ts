import {
  allow,
  allowSubscriptions,
  type PolicyScope,
  type PolicyStatement,
} from './policyStatement.ts';
import { resourceArns } from './resourceNames.ts';

/** What CloudFormation does as the caller to delete the stacks. What they leave behind needs nothing. */
export function deletionStatements({ names, place }: PolicyScope): readonly PolicyStatement[] {
  const { partition, accountId } = place;
  const { suffix } = names;
  const arns = resourceArns(names, place);
  const own = (service: string, resource: string) =>
    `arn:${partition}:${service}:${place.region}:${accountId}:${resource}`;
  const actions = (service: string, ...all: readonly string[]) =>
    all.map((action) => `${service}:${action}`);
  return [
    allow(
      'Roles',
      actions(
        'iam',
        ...['DeleteRole', 'GetRole', 'DetachRolePolicy', 'DeleteRolePolicy'],
        ...['ListAttachedRolePolicies', 'ListRolePolicies', 'DeleteRolePermissionsBoundary'],
        ...['DeletePolicy', 'GetPolicy', 'DeletePolicyVersion', 'ListPolicyVersions'],
        'ListEntitiesForPolicy',
      ),
      ['role', 'policy'].map(
        (kind) => `arn:${partition}:iam::${accountId}:${kind}/service-role/*-${suffix}`,
      ),
    ),
    allow(
      'Functions',
      actions(
        'lambda',
        ...['DeleteFunction', 'GetFunction', 'RemovePermission', 'GetPolicy'],
        ...['DeleteFunctionEventInvokeConfig', 'GetFunctionEventInvokeConfig'],
      ),
      own('lambda', `function:*-${suffix}*`),
    ),
    allow(
      'Topics',
      actions(
        'sns',
        ...['DeleteTopic', 'GetTopicAttributes', 'SetTopicAttributes'],
        'ListSubscriptionsByTopic',
      ),
      [arns.topic, arns.alarmTopic].flatMap((arn) => [arn, `${arn}:*`]),
    ),
    allowSubscriptions('GetSubscriptionAttributes', 'Unsubscribe'),
    allow(
      'Queue',
      actions('sqs', 'DeleteQueue', 'GetQueueAttributes', 'SetQueueAttributes', 'GetQueueUrl'),
      arns.deadLetters,
    ),
    allow(
      'Alarms',
      actions('cloudwatch', 'DeleteAlarms', 'DescribeAlarms'),
      own('cloudwatch', `alarm:loginbell-*-${suffix}`),
    ),
    allow(
      'Schedule',
      actions('scheduler', 'DeleteSchedule', 'GetSchedule'),
      own('scheduler', `schedule/*/*-${suffix}`),
    ),
    allow(
      'Filter',
      actions('logs', 'DeleteSubscriptionFilter', 'DescribeSubscriptionFilters'),
      own('logs', 'log-group:*'),
    ),
    allow('FindLogGroups', ['logs:DescribeLogGroups'], '*'),
    allow(
      'TrailOnly',
      actions('cloudtrail', 'DeleteTrail', 'GetTrail', 'GetTrailStatus', 'StopLogging'),
      arns.trail,
    ),
  ];
}
