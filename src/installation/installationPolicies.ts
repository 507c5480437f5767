import { deletionStatements } from './deletionPolicy.ts';
import {
  allow,
  allowSubscriptions,
  type PolicyScope,
  type PolicyStatement,
  type Statements,
} from './policyStatement.ts';
import { resourceArns } from './resourceNames.ts';

const STACK_CHANGES = [
  'CreateChangeSet',
  'DescribeChangeSet',
  'ExecuteChangeSet',
  'DeleteChangeSet',
  'DescribeEvents',
  'CreateStack',
  'UpdateStack',
  'DeleteStack',
] as const;

/** What everybody asks who looks at a stack. */
const STACK_LOOKS = [
  'DescribeStacks',
  'DescribeStackEvents',
  'DescribeStackResources',
  'GetTemplate',
] as const;

/**
 * What the verbs need that install and take away. CloudFormation acts as whoever calls it, so `deploy` holds what it
 * takes to make what the templates make, and `uninstall` what it takes to delete it.
 */
export const INSTALLATION_POLICIES = {
  deploy: (scope) => [
    ...stackStatements(scope, STACK_CHANGES),
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
    // Only for `--account-names organization` and `--organization-id`.
    allow(
      'Organization',
      [
        'organizations:ListAccounts',
        'organizations:DescribeOrganization',
        'organizations:ListAWSServiceAccessForOrganization',
      ],
      '*',
    ),
    ...resourceStatements(scope),
    allowSubscriptions('GetSubscriptionAttributes', 'SetSubscriptionAttributes', 'Unsubscribe'),
    ...trailStatements(scope),
    ...fastPathStatements(scope, {
      stacks: STACK_CHANGES,
      rules: ['*'],
    }),
  ],
  uninstall: (scope) => [
    ...stackStatements(scope, ['DeleteStack']),
    ...deletionStatements(scope),
    ...fastPathStatements(scope, {
      stacks: ['DeleteStack'],
      rules: ['DeleteRule', 'DescribeRule', 'RemoveTargets', 'ListTargetsByRule'],
    }),
  ],
  confirm: (scope) => {
    const { topic, alarmTopic } = resourceArns(scope.names, scope.place);
    return [
      allow(
        'Subscriptions',
        ['sns:ConfirmSubscription', 'sns:ListSubscriptionsByTopic', 'sns:Subscribe'],
        [topic, alarmTopic],
      ),
      allowSubscriptions('GetSubscriptionAttributes', 'Unsubscribe'),
    ];
  },
} as const satisfies Readonly<Record<string, Statements>>;

function stackStatements(
  { names, place: { partition, region, accountId } }: PolicyScope,
  actions: readonly string[],
): readonly PolicyStatement[] {
  return [
    allow(
      'Stacks',
      [...STACK_LOOKS, ...actions].map((action) => `cloudformation:${action}`),
      // A stack that was made by hand may be called anything; the name in `names` is what deploy gives.
      `arn:${partition}:cloudformation:${region}:${accountId}:stack/${names.stack}*/*`,
    ),
    // Asks which stack a function belongs to, whose name is not known before the answer.
    allow('FindStack', ['cloudformation:DescribeStackResources'], '*'),
  ];
}

/** What CloudFormation does as the caller for console-login-notification.yaml and safety-net.yaml. */
function resourceStatements({ names, place, boundary }: PolicyScope): readonly PolicyStatement[] {
  const { partition, accountId, region } = place;
  const { suffix } = names;
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  const roles = `arn:${partition}:iam::${accountId}:role/service-role/*-${suffix}`;
  const policies = `arn:${partition}:iam::${accountId}:policy/service-role/*-${suffix}`;
  const iam = (...actions: readonly string[]) => actions.map((action) => `iam:${action}`);
  // What gives a role its power, only under the boundary where there is one.
  const underBoundary =
    boundary === undefined ? {} : { StringEquals: { 'iam:PermissionsBoundary': boundary } };
  return [
    allow(
      'Roles',
      iam(
        ...[
          'DeleteRole',
          'GetRole',
          'UpdateAssumeRolePolicy',
          'UpdateRole',
          'TagRole',
          'UntagRole',
        ],
        ...['ListAttachedRolePolicies', 'ListRolePolicies', 'GetRolePolicy', 'DeleteRolePolicy'],
        ...(boundary === undefined ? ['DeleteRolePermissionsBoundary'] : []),
        ...['CreatePolicy', 'DeletePolicy', 'GetPolicy', 'GetPolicyVersion', 'CreatePolicyVersion'],
        ...['DeletePolicyVersion', 'ListPolicyVersions', 'ListEntitiesForPolicy'],
        ...['SetDefaultPolicyVersion', 'TagPolicy', 'UntagPolicy'],
      ),
      [roles, policies],
    ),
    conditioned(
      allow(
        'GiveRolesPower',
        iam('CreateRole', 'PutRolePolicy', 'PutRolePermissionsBoundary'),
        roles,
      ),
      underBoundary,
    ),
    // No managed policy but those that end in the suffix: not AdministratorAccess.
    conditioned(allow('AttachOwnPolicies', iam('AttachRolePolicy', 'DetachRolePolicy'), roles), {
      ...underBoundary,
      ArnLike: { 'iam:PolicyARN': policies },
    }),
    {
      ...allow('GiveTheRoles', ['iam:PassRole'], roles),
      Condition: {
        StringEquals: {
          'iam:PassedToService': [
            'lambda.amazonaws.com',
            'cloudtrail.amazonaws.com',
            'scheduler.amazonaws.com',
            'events.amazonaws.com',
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
        'DisassociateKmsKey',
      ].map((action) => `logs:${action}`),
      [names.functionLogGroup, names.safetyNetLogGroup, `aws-cloudtrail-loggroup-*-${suffix}`]
        .map((name) => arn('logs', `log-group:${name}`))
        .flatMap((own) => [own, `${own}:*`]),
    ),
    allow(
      'Listen',
      ['PutSubscriptionFilter', 'DeleteSubscriptionFilter', 'DescribeSubscriptionFilters'].map(
        (action) => `logs:${action}`,
      ),
      // The trail's log group may be called anything.
      arn('logs', 'log-group:*'),
    ),
    allow('FindLogGroups', ['logs:DescribeLogGroups'], '*'),
  ];
}

function conditioned(
  statement: PolicyStatement,
  Condition: NonNullable<PolicyStatement['Condition']>,
): PolicyStatement {
  return Object.keys(Condition).length === 0 ? statement : { ...statement, Condition };
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

/**
 * What the fast path takes, in whatever region it is; its roles are among those that end in the suffix. Not needed where
 * there is none.
 */
function fastPathStatements(
  { names, place: { partition, accountId } }: PolicyScope,
  actions: { readonly stacks: readonly string[]; readonly rules: readonly string[] },
): readonly PolicyStatement[] {
  const everywhere = (service: string, resource: string) =>
    `arn:${partition}:${service}:*:${accountId}:${resource}`;
  return [
    allow('FindRegions', ['account:ListRegions'], '*'),
    allow(
      'FastPathStacks',
      [...STACK_LOOKS, ...actions.stacks].map((action) => `cloudformation:${action}`),
      everywhere('cloudformation', `stack/${names.fastPathStack}/*`),
    ),
    allow(
      'FastPathRules',
      actions.rules.map((action) => `events:${action}`),
      everywhere('events', `rule/${names.fastPathRule}`),
    ),
  ];
}
