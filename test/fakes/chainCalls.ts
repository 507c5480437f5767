import { ACCOUNT, consoleLogin, iamUser, type RecordFields } from './records.ts';

/** A call on one link of loginbell's chain, as CloudTrail writes its request down. */
export type ChainCall = {
  /** The link, as the golden files are named. */
  readonly link: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly requestParameters: RecordFields;
};

export const SUFFIX = 'ab0925cd';
export const REGION = 'ap-northeast-1';
export const STACK = 'loginbell';
export const LOG_GROUP = `aws-cloudtrail-loggroup-${ACCOUNT}-${SUFFIX}`;
export const KEY_ID = '0f6b1c52-8f0e-4c3a-9d55-6a1f2b7c9e10';

const FUNCTION = `ConsoleLoginNotificationLambda-${SUFFIX}`;
const ROLE = `ConsoleLoginNotificationLambdaRole-${SUFFIX}`;
const TABLE = `ConsoleLoginEventDataTable-${SUFFIX}`;
const FILTER = `ConsoleLogin-${SUFFIX}`;
const TRAIL = `Management-events-${SUFFIX}`;
const BUCKET = `aws-cloudtrail-logs-${ACCOUNT}-${SUFFIX}`;

const arn = (service: string, rest: string, region = REGION) =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${rest}`;
const TOPIC = arn('sns', `SendEmailTopic-${SUFFIX}`);
const SUBSCRIPTION = `${TOPIC}:5e1c9f0a-2b3d-4c5e-8f90-a1b2c3d4e5f6`;
const POLICY = arn(
  'iam',
  `policy/service-role/ConsoleLoginNotificationLambdaRolePolicy-${SUFFIX}`,
  '',
);
const QUEUE = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/LoginbellDeadLetters-${SUFFIX}`;
const STACK_ARN = arn('cloudformation', `stack/${STACK}/9d55c3a0-1111-2222-3333-444455556666`);

/** By link and service: the calls, each with its request. The first of a link is the one with a golden file. */
const CALLS: readonly (readonly [
  link: string,
  service: string,
  calls: Readonly<Record<string, RecordFields>>,
])[] = [
  [
    'trail',
    'cloudtrail',
    {
      StopLogging: { name: arn('cloudtrail', `trail/${TRAIL}`) },
      DeleteTrail: { name: TRAIL },
      UpdateTrail: { name: TRAIL, isMultiRegionTrail: false },
      PutEventSelectors: { trailName: TRAIL, eventSelectors: [] },
    },
  ],
  [
    'log-group',
    'logs',
    {
      DeleteLogGroup: { logGroupName: LOG_GROUP },
      DeleteLogStream: {
        logGroupName: LOG_GROUP,
        logStreamName: `${ACCOUNT}_CloudTrail_${REGION}`,
      },
      PutRetentionPolicy: { logGroupName: LOG_GROUP, retentionInDays: 1 },
      AssociateKmsKey: { logGroupName: LOG_GROUP, kmsKeyId: arn('kms', 'key/of-mallory') },
      DisassociateKmsKey: { resourceIdentifier: arn('logs', `log-group:${LOG_GROUP}`) },
    },
  ],
  ['function-log', 'logs', { DeleteLogGroup: { logGroupName: `/aws/lambda/${FUNCTION}` } }],
  [
    'subscription-filter',
    'logs',
    {
      DeleteSubscriptionFilter: { logGroupName: LOG_GROUP, filterName: FILTER },
      PutSubscriptionFilter: {
        logGroupName: LOG_GROUP,
        filterName: FILTER,
        filterPattern: '{ $.eventName = "Never" }',
        destinationArn: arn('lambda', `function:${FUNCTION}`),
      },
    },
  ],
  [
    'function',
    'lambda',
    {
      DeleteFunction20150331: { functionName: FUNCTION },
      UpdateFunctionCode20150331v2: { functionName: FUNCTION, publish: false },
      UpdateFunctionConfiguration20150331v2: {
        functionName: arn('lambda', `function:${FUNCTION}`),
        timeout: 1,
      },
      PutFunctionConcurrency20171031: {
        functionName: arn('lambda', `function:${FUNCTION}`),
        reservedConcurrentExecutions: 0,
      },
      PutFunctionEventInvokeConfig: {
        functionName: `${FUNCTION}:$LATEST`,
        maximumRetryAttempts: 0,
      },
      UpdateFunctionEventInvokeConfig: { functionName: `${ACCOUNT}:function:${FUNCTION}` },
      DeleteFunctionEventInvokeConfig: { functionName: FUNCTION, qualifier: '$LATEST' },
    },
  ],
  [
    'permission',
    'lambda',
    { RemovePermission20150331v2: { functionName: FUNCTION, statementId: 'loginbell-1' } },
  ],
  [
    'role',
    'iam',
    {
      DetachRolePolicy: { roleName: ROLE, policyArn: POLICY },
      DeleteRole: { roleName: ROLE },
      DeleteRolePolicy: { roleName: ROLE, policyName: 'any' },
      PutRolePolicy: { roleName: ROLE, policyName: 'DenyAll', policyDocument: '{}' },
      AttachRolePolicy: { roleName: ROLE, policyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' },
      UpdateAssumeRolePolicy: { roleName: ROLE, policyDocument: '{}' },
      PutRolePermissionsBoundary: {
        roleName: `CloudTrailRoleForCloudWatchLogs-${SUFFIX}`,
        permissionsBoundary: 'arn:aws:iam::aws:policy/AWSDenyAll',
      },
    },
  ],
  [
    'policy',
    'iam',
    {
      CreatePolicyVersion: { policyArn: POLICY, policyDocument: '{}', setAsDefault: true },
      SetDefaultPolicyVersion: { policyArn: POLICY, versionId: 'v2' },
      DeletePolicy: {
        policyArn: arn(
          'iam',
          `policy/service-role/CloudTrailRolePolicyForCloudWatchLogs-${SUFFIX}`,
          '',
        ),
      },
    },
  ],
  [
    'table',
    'dynamodb',
    {
      DeleteTable: { tableName: TABLE },
      UpdateTable: {
        tableName: arn('dynamodb', `table/${TABLE}`),
        onDemandThroughput: { maxWriteRequestUnits: 1 },
      },
      UpdateTimeToLive: {
        tableName: TABLE,
        timeToLiveSpecification: { attributeName: 'leaseUntil', enabled: true },
      },
    },
  ],
  [
    'topic',
    'sns',
    {
      DeleteTopic: { topicArn: TOPIC },
      SetTopicAttributes: { topicArn: TOPIC, attributeName: 'Policy', attributeValue: '{}' },
      RemovePermission: { topicArn: arn('sns', `LoginbellAlarmTopic-${SUFFIX}`), label: 'x' },
    },
  ],
  [
    'subscription',
    'sns',
    {
      Unsubscribe: { subscriptionArn: SUBSCRIPTION },
      SetSubscriptionAttributes: {
        subscriptionArn: SUBSCRIPTION,
        attributeName: 'FilterPolicy',
        attributeValue: '{"severity":["never"]}',
      },
    },
  ],
  [
    'dead-letter-queue',
    'sqs',
    {
      PurgeQueue: { queueUrl: QUEUE },
      DeleteQueue: { queueUrl: QUEUE },
      SetQueueAttributes: { queueUrl: QUEUE, attributes: { MessageRetentionPeriod: '60' } },
    },
  ],
  [
    'alarm',
    'monitoring',
    {
      DeleteAlarms: { alarmNames: ['of-others', `loginbell-dead-letters-${SUFFIX}`] },
      DisableAlarmActions: { alarmNames: [`loginbell-errors-${SUFFIX}`] },
      PutMetricAlarm: { alarmName: `loginbell-throttles-${SUFFIX}`, threshold: 1e9 },
    },
  ],
  [
    'schedule',
    'scheduler',
    {
      DeleteSchedule: { name: `loginbell-hourly-${SUFFIX}`, groupName: 'default' },
      UpdateSchedule: { name: `loginbell-hourly-${SUFFIX}`, state: 'DISABLED' },
    },
  ],
  [
    'stack',
    'cloudformation',
    {
      DeleteStack: { stackName: STACK_ARN },
      UpdateStack: { stackName: STACK },
      ExecuteChangeSet: { changeSetName: 'changes', stackName: STACK },
    },
  ],
  [
    'bucket',
    's3',
    {
      DeleteBucketPolicy: { bucketName: BUCKET, policy: '' },
      DeleteBucket: { bucketName: BUCKET },
      PutBucketPolicy: { bucketName: BUCKET, bucketPolicy: {} },
      PutBucketLifecycle: { bucketName: BUCKET, LifecycleConfiguration: {} },
    },
  ],
  [
    'key',
    'kms',
    {
      ScheduleKeyDeletion: { keyId: arn('kms', `key/${KEY_ID}`), pendingWindowInDays: 7 },
      DisableKey: { keyId: KEY_ID },
      PutKeyPolicy: { keyId: KEY_ID, policyName: 'default', policy: '{}' },
    },
  ],
];

/** Every call that can cut or bend the chain, on an installation with the suffix `ab0925cd`. */
export const CHAIN_CALLS: readonly ChainCall[] = CALLS.flatMap(([link, service, calls]) =>
  Object.entries(calls).map(([eventName, requestParameters]) => ({
    link,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    requestParameters,
  })),
);

/** Like them, but on something of somebody else's. */
export const CALLS_OF_OTHERS: readonly ChainCall[] = [
  // Ours stands beside what is changed: as a destination, as what an alarm does, as a parameter.
  [
    'another filter',
    'logs',
    'PutSubscriptionFilter',
    { logGroupName: LOG_GROUP, filterName: 'theirs' },
  ],
  ['another alarm', 'monitoring', 'PutMetricAlarm', { alarmName: 'theirs', alarmActions: [TOPIC] }],
  ['another role', 'iam', 'AttachRolePolicy', { roleName: 'theirs', policyArn: POLICY }],
  [
    'another stack',
    'cloudformation',
    'UpdateStack',
    { stackName: 'theirs', parameters: [{ parameterValue: TOPIC }] },
  ],
  // A name that only begins or ends like ours.
  ['another function', 'lambda', 'DeleteFunction20150331', { functionName: `my-${FUNCTION}` }],
  ['another suffix', 'dynamodb', 'DeleteTable', { tableName: `${TABLE}0` }],
  ['another topic', 'sns', 'DeleteTopic', { topicArn: `${TOPIC}-dev` }],
  ['another queue', 'sqs', 'PurgeQueue', { queueUrl: `https://sqs.x/1/${STACK}s` }],
  ['another key', 'kms', 'DisableKey', { keyId: KEY_ID.replace('0', '1') }],
  // The service that owns the name decides.
  ['another service', 'example', 'DeleteFunction20150331', { functionName: FUNCTION }],
  ['a region in an ARN', 'sns', 'DeleteTopic', { topicArn: `arn:aws:sns:${STACK}:1:theirs` }],
  ['no request', 'lambda', 'DeleteFunction20150331', {}],
].map(([link, service, eventName, requestParameters]) => ({
  link: String(link),
  eventSource: `${service}.amazonaws.com`,
  eventName: String(eventName),
  requestParameters: Object(requestParameters),
}));

/** The record of a call, by mallory from the command line, with changes. */
export function chainRecord(call: ChainCall, changes: RecordFields = {}): RecordFields {
  const { eventSource, eventName, requestParameters } = call;
  return consoleLogin(`${eventName}/${call.link}`, {
    userIdentity: iamUser('mallory'),
    eventSource,
    eventName,
    eventType: 'AwsApiCall',
    awsRegion: REGION,
    userAgent: 'aws-cli/2.31.3 md/awscrt#0.27.6 ua/2.1 os/linux#6.8',
    requestParameters,
    responseElements: null,
    additionalEventData: undefined,
    ...changes,
  });
}
