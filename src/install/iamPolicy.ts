import { type AwsPlace, type ResourceNames, resourceArns } from './resourceNames.ts';

/** One statement of a policy, as IAM takes it. */
export type PolicyStatement = {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
};

/** An IAM policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export type PolicyDocument = {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
};

/** `*` stands for what is not known: any account, any region, any partition. */
export type PolicyScope = { readonly names: ResourceNames; readonly place: AwsPlace };

type Statements = (scope: PolicyScope) => readonly PolicyStatement[];

/**
 * What each verb asks AWS for, and nothing else; the one table that `loginbell iam-policy` prints. `sts:GetCallerIdentity`
 * needs no permission. CloudFormation acts as whoever calls it, so `deploy` and `uninstall` hold what the templates make.
 */
const POLICIES: Readonly<Record<string, Statements>> = {
  deploy: (scope) => [
    ...stackStatements(scope, [
      'CreateChangeSet',
      'DescribeChangeSet',
      'ExecuteChangeSet',
      'DeleteChangeSet',
      'DescribeEvents',
      'CreateStack',
      'UpdateStack',
      'DeleteStack',
    ]),
    allow(
      'FindTrails',
      [
        'cloudtrail:DescribeTrails',
        'cloudtrail:GetTrailStatus',
        'cloudtrail:GetEventSelectors',
        'logs:DescribeLogGroups',
        'logs:DescribeSubscriptionFilters',
      ],
      '*',
    ),
    ...resourceStatements(scope),
    ...trailStatements(scope),
  ],
  uninstall: (scope) => [
    ...stackStatements(scope, ['DeleteStack']),
    ...resourceStatements(scope),
    ...trailStatements(scope),
  ],
  confirm: (scope) => {
    const { topic, alarmTopic } = resourceArns(scope.names, scope.place);
    return [
      allow(
        'Subscriptions',
        [
          'sns:ConfirmSubscription',
          'sns:ListSubscriptionsByTopic',
          'sns:Subscribe',
          'sns:Unsubscribe',
          'sns:GetSubscriptionAttributes',
        ],
        [topic, alarmTopic],
      ),
    ];
  },
};

/** The verbs that `iamPolicy` knows. */
export const POLICY_VERBS: readonly string[] = Object.keys(POLICIES);

/** The least policy that a verb needs; `undefined` for a verb that asks AWS for nothing. */
export function iamPolicy(verb: string, scope: PolicyScope): PolicyDocument | undefined {
  if (!Object.hasOwn(POLICIES, verb)) return undefined;
  return { Version: '2012-10-17', Statement: POLICIES[verb]?.(scope) ?? [] };
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
): PolicyStatement {
  return { Sid, Effect: 'Allow', Action, Resource };
}

function stackStatements(
  { names, place: { partition, region, accountId } }: PolicyScope,
  actions: readonly string[],
): readonly PolicyStatement[] {
  const always = ['DescribeStacks', 'DescribeStackEvents', 'DescribeStackResources', 'GetTemplate'];
  return [
    allow(
      'Stacks',
      [...always, ...actions].map((action) => `cloudformation:${action}`),
      // A stack that was made by hand may be called anything; the name in `names` is what deploy gives.
      `arn:${partition}:cloudformation:${region}:${accountId}:stack/${names.stack}*/*`,
    ),
    // Asks which stack a function belongs to, whose name is not known before the answer.
    allow('FindStack', ['cloudformation:DescribeStackResources'], '*'),
  ];
}

/** What CloudFormation does as the caller for console-login-notification.yaml and safety-net.yaml. */
function resourceStatements({ names, place }: PolicyScope): readonly PolicyStatement[] {
  const { partition, accountId, region } = place;
  const { suffix } = names;
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  const roles = `arn:${partition}:iam::${accountId}:role/service-role/*-${suffix}`;
  return [
    allow(
      'Roles',
      [
        ...['CreateRole', 'DeleteRole', 'GetRole', 'UpdateAssumeRolePolicy', 'UpdateRole'],
        ...['TagRole', 'UntagRole', 'AttachRolePolicy', 'DetachRolePolicy'],
        ...['ListAttachedRolePolicies', 'ListRolePolicies', 'GetRolePolicy', 'PutRolePolicy'],
        ...['DeleteRolePolicy', 'PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary'],
        ...['CreatePolicy', 'DeletePolicy', 'GetPolicy', 'GetPolicyVersion', 'CreatePolicyVersion'],
        ...['DeletePolicyVersion', 'ListPolicyVersions', 'ListEntitiesForPolicy'],
        ...['SetDefaultPolicyVersion', 'TagPolicy', 'UntagPolicy'],
      ].map((action) => `iam:${action}`),
      [roles, `arn:${partition}:iam::${accountId}:policy/service-role/*-${suffix}`],
    ),
    {
      ...allow('GiveTheRoles', ['iam:PassRole'], roles),
      Condition: {
        StringEquals: {
          'iam:PassedToService': [
            'lambda.amazonaws.com',
            'cloudtrail.amazonaws.com',
            'scheduler.amazonaws.com',
          ],
        },
      },
    },
    allow(
      'Notification',
      ['lambda:*', 'dynamodb:*', 'sns:*', 'sqs:*', 'cloudwatch:*', 'scheduler:*'],
      [
        arn('lambda', `function:*-${suffix}*`),
        arn('dynamodb', `table/${names.table}*`),
        arn('sns', `*-${suffix}*`),
        arn('sqs', `*-${suffix}`),
        arn('cloudwatch', `alarm:loginbell-*-${suffix}`),
        arn('scheduler', `schedule/*/*-${suffix}`),
      ],
    ),
    allow(
      'Logs',
      [
        ...['CreateLogGroup', 'DeleteLogGroup', 'PutRetentionPolicy', 'DeleteRetentionPolicy'],
        ...['TagResource', 'UntagResource', 'ListTagsForResource', 'AssociateKmsKey'],
        ...['DisassociateKmsKey', 'PutSubscriptionFilter', 'DeleteSubscriptionFilter'],
        'DescribeSubscriptionFilters',
      ].map((action) => `logs:${action}`),
      arn('logs', 'log-group:*'),
    ),
    allow('FindLogGroups', ['logs:DescribeLogGroups'], '*'),
  ];
}

/** What CloudFormation does as the caller for cloudtrail.yaml; not needed where a trail is adopted. */
function trailStatements({ names, place }: PolicyScope): readonly PolicyStatement[] {
  const { trail, trailBucket } = resourceArns(names, place);
  return [
    allow(
      'TrailOnly',
      [
        ...['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'GetTrail', 'GetTrailStatus'],
        ...['StartLogging', 'StopLogging', 'PutEventSelectors', 'GetEventSelectors'],
        ...['PutInsightSelectors', 'GetInsightSelectors', 'AddTags', 'RemoveTags', 'ListTags'],
      ].map((action) => `cloudtrail:${action}`),
      trail,
    ),
    allow(
      'BucketOnly',
      [
        ...['CreateBucket', 'ListBucket', 'PutBucketPolicy', 'GetBucketPolicy'],
        ...['DeleteBucketPolicy', 'PutBucketPublicAccessBlock', 'GetBucketPublicAccessBlock'],
        ...['PutBucketOwnershipControls', 'GetBucketOwnershipControls'],
        ...['PutEncryptionConfiguration', 'GetEncryptionConfiguration'],
        ...['PutLifecycleConfiguration', 'GetLifecycleConfiguration', 'PutBucketVersioning'],
        ...['GetBucketVersioning', 'PutBucketTagging', 'GetBucketTagging'],
      ].map((action) => `s3:${action}`),
      `arn:${place.partition}:s3:::${trailBucket}`,
    ),
  ];
}
