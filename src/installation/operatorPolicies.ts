import { RESOURCES, type Resource } from '../health/check.ts';
import { readsOn } from '../health/checks.ts';
import {
  allow,
  type PolicyScope,
  type PolicyStatement,
  type Statements,
} from './policyStatement.ts';
import { resourceArns } from './resourceNames.ts';

/** What the verbs that look after an installation ask AWS for, and nothing else. */
export const OPERATOR_POLICIES: Readonly<Record<string, Statements>> = {
  doctor: (scope) => [
    findStack(),
    ...lookStatements(scope),
    allow('CountWhatIsQuiet', ['dynamodb:Query'], indexesOf(scope)),
  ],
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
      // Only for `--fast`.
      allow(
        'FindTheFastPath',
        ['cloudformation:GetTemplate'],
        fastPathArn(scope, 'cloudformation', `stack/${scope.names.fastPathStack}/*`),
      ),
      allow(
        'SendTheEvent',
        ['events:PutEvents'],
        fastPathArn(scope, 'events', 'event-bus/default'),
      ),
    ];
  },
  history: askTheTable,
  scan: archiveStatements,
  // Of the installation, or of an archive.
  report: (scope) => [...askTheTable(scope), ...archiveStatements(scope)],
  backfill: (scope) => {
    const { table } = resourceArns(scope.names, scope.place);
    return [
      findStack(),
      // Neither knows resources.
      allow('EventHistory', ['account:ListRegions', 'cloudtrail:LookupEvents'], '*'),
      allow('StoreTheRows', ['dynamodb:PutItem'], table),
    ];
  },
  watch: (scope) => [
    // Neither knows resources.
    allow('EventHistory', ['account:ListRegions', 'cloudtrail:LookupEvents'], '*'),
    // Only for buckets, and for queues with notices of them.
    ...readArchive(scope),
    allow(
      'WatchTheQueue',
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
      `arn:${scope.place.partition}:sqs:*:${scope.place.accountId}:*`,
    ),
  ],
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

function askTheTable(scope: PolicyScope): readonly PolicyStatement[] {
  const { table } = resourceArns(scope.names, scope.place);
  return [
    findStack(),
    allow('AskTheTable', ['dynamodb:Query'], indexesOf(scope)),
    // Only where the names of accounts are the organization's.
    allow('NameAccounts', ['dynamodb:GetItem'], table),
  ];
}

/**
 * Reads archives in S3: the first two from here, all of them by Athena, which reads and writes as its caller. Narrow the buckets
 * down to those of the archive, and of the results where Athena does not keep them. Source: "Configure access to databases and
 * tables in the AWS Glue Data Catalog" and "Workgroup IAM policies" in the Athena user guide.
 */
function archiveStatements(scope: PolicyScope): readonly PolicyStatement[] {
  return [...readArchive(scope), ...athenaStatements(scope)];
}

function readArchive({ place: { partition } }: PolicyScope): readonly PolicyStatement[] {
  const bucket = `arn:${partition}:s3:::*`;
  return [
    allow('ListTheArchive', ['s3:ListBucket'], bucket),
    allow('ReadTheArchive', ['s3:GetObject'], `${bucket}/*`),
  ];
}

function athenaStatements({
  place: { partition, region, accountId },
}: PolicyScope): readonly PolicyStatement[] {
  const of = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  const bucket = `arn:${partition}:s3:::*`;
  return [
    allow(
      'AskAthena',
      [
        ...['GetWorkGroup', 'CreateWorkGroup', 'StartQueryExecution', 'GetQueryExecution'],
        ...['GetQueryResults', 'StopQueryExecution', 'GetDatabase', 'ListTableMetadata'],
      ].map((action) => `athena:${action}`),
      [of('athena', 'workgroup/*'), of('athena', 'datacatalog/AwsDataCatalog')],
    ),
    allow(
      'KeepTheTable',
      [
        ...['GetDatabase', 'CreateDatabase', 'GetTable', 'GetTables', 'CreateTable'],
        'GetPartitions',
      ].map((action) => `glue:${action}`),
      // Athena looks at the database "default" for every statement.
      [of('glue', 'catalog'), of('glue', 'database/*'), of('glue', 'table/*/*')],
    ),
    allow('FindTheResults', ['s3:GetBucketLocation'], bucket),
    allow('KeepTheResults', ['s3:PutObject', 's3:AbortMultipartUpload'], `${bucket}/*`),
  ];
}

/** Which stack is meant, whatever it is called. */
function findStack(): PolicyStatement {
  const actions = ['cloudformation:DescribeStacks', 'cloudformation:DescribeStackResources'];
  return allow('FindStack', actions, '*');
}

/** What the checks of `doctor` look with. */
function lookStatements({ names, place }: PolicyScope): readonly PolicyStatement[] {
  const arns = resourceArns(names, place);
  const { partition, region, accountId } = place;
  const resources: Readonly<Record<Resource, readonly [sid: string, ...arns: string[]]>> = {
    any: ['LookAround', '*'],
    // Of other regions too, or the organization's.
    trails: ['LookAtTheTrail', `arn:${partition}:cloudtrail:*:*:trail/*`],
    'log-groups': ['LookAtTheFilter', `arn:${partition}:logs:${region}:${accountId}:log-group:*`],
    function: ['LookAtTheFunction', arns.function, arns.safetyNet],
    table: ['LookAtTheTable', arns.table],
    queue: ['LookAtTheQueue', arns.deadLetters],
    topic: ['LookAtTheTopic', arns.topic, arns.alarmTopic],
    // Of every region that has a fast path.
    rules: [
      'LookAtTheFastPath',
      `arn:${partition}:events:*:${accountId}:rule/${names.fastPathRule}`,
    ],
    account: ['FindRegions', `arn:${partition}:account::${accountId}:account`],
  };
  return RESOURCES.map((resource) => {
    const [sid, ...on] = resources[resource];
    const actions = readsOn(resource).map(({ action }) => action);
    return allow(sid, actions, on.length === 1 ? on.join() : on);
  });
}

function indexesOf({ names, place }: PolicyScope): string {
  return `${resourceArns(names, place).table}/index/*`;
}

function logsArn({ place: { partition, region, accountId } }: PolicyScope, rest: string): string {
  return `arn:${partition}:logs:${region}:${accountId}:log-group:${rest}`;
}

/** A thing of any region. */
function fastPathArn({ place }: PolicyScope, service: string, rest: string): string {
  return `arn:${place.partition}:${service}:*:${place.accountId}:${rest}`;
}
