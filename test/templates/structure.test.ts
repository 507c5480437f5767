import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { actsOn } from '../../src/signin/target.ts';
import { type JsonObject, objectsIn, TEMPLATES, templateNamed } from './loadTemplate.ts';
import { filledIn, ownResourcesOf } from './ownResources.ts';

const bell = templateNamed('console-login-notification.yaml');
const properties = (id: string): JsonObject => bell.Resources[id]?.Properties ?? {};

/** What holds data or an address book: losing it must be a decision. */
const STATEFUL = new Set([
  'AWS::DynamoDB::Table',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::CloudTrail::Trail',
]);

/** Actions that read, and know no resources or list all or none (Service Authorization Reference). */
const LISTS_AND_LOOKS = new Set([
  'cloudtrail:LookupEvents',
  'cloudtrail:DescribeTrails',
  'cloudwatch:GetMetricStatistics',
  'cloudwatch:DescribeAlarms',
  'logs:DescribeLogGroups',
  'cloudformation:DescribeStackResources',
  'sns:GetSubscriptionAttributes',
  'organizations:ListAccounts',
]);

describe.each(TEMPLATES)('%s', (_, template) => {
  const resources = Object.entries(template.Resources);
  const statements = resources.flatMap(([id, { Properties }]) =>
    [...objectsIn(Properties)]
      .filter(([, object]) => 'Effect' in object)
      .map(([path, statement]) => ({ at: id + path, statement })),
  );

  test('lets an AWS service in only on behalf of this account', () => {
    const grants = statements.filter(({ statement }) =>
      JSON.stringify(statement.Principal ?? '').includes('Service'),
    );
    expect(grants.length).toBeGreaterThan(0);
    for (const { at, statement } of grants) {
      // The two services do not send the keys when they assume a role; a role cannot be passed to
      // another account.
      if (statement.Action === 'sts:AssumeRole') continue;
      expect(JSON.stringify(statement.Condition), at).toMatch(/aws:Source(Arn|Account)/);
    }
    for (const [id, { Type, Properties }] of resources) {
      if (Type !== 'AWS::Lambda::Permission') continue;
      expect(Properties, id).toHaveProperty('SourceArn');
      // EventBridge does not send it, and its rules' ARNs hold the account.
      if (Properties['Principal'] === 'events.amazonaws.com') continue;
      expect(Properties, id).toHaveProperty('SourceAccount');
    }
  });

  test('allows nothing on every resource, and no group of actions', () => {
    for (const { at, statement } of statements) {
      if (statement.Effect !== 'Allow') continue;
      expect(JSON.stringify([statement.Action]), at).not.toContain('*');
      if (at.includes('AssumeRolePolicyDocument')) continue;
      if (statement.Sid === 'ListsAndLooks') {
        expect(
          [statement.Action].flat().filter((one) => !LISTS_AND_LOOKS.has(String(one))),
        ).toEqual([]);
        continue;
      }
      expect([statement.Resource].flat(), at).not.toContain('*');
      expect(statement.Resource, at).toBeDefined();
    }
  });

  test('says for everything that holds data what becomes of it', () => {
    for (const [id, { Type, DeletionPolicy, UpdateReplacePolicy }] of resources) {
      if (!STATEFUL.has(Type)) continue;
      expect(DeletionPolicy, id).toBeDefined();
      expect(UpdateReplacePolicy, id).toBeDefined();
    }
  });

  test('keeps history and logs when the stack is deleted, but not after a failed creation', () => {
    for (const [id, { Type, DeletionPolicy, UpdateReplacePolicy }] of resources) {
      if (!/Table|LogGroup|Bucket$/.test(Type)) continue;
      expect(DeletionPolicy, id).toBe('RetainExceptOnCreate');
      expect(UpdateReplacePolicy, id).toBe('Retain');
    }
  });

  test('works in every partition of AWS', () => {
    expect(JSON.stringify(template)).not.toContain('arn:aws:');
    for (const [name, output] of Object.entries(template.Outputs)) {
      if (JSON.stringify(output).includes('console.aws.amazon.com')) {
        expect(output.Condition, name).toBe('IsAws');
      }
    }
  });

  test('gives two suffixes no physical name in common', () => {
    const named = resources.flatMap(([id, { Properties }]) =>
      Object.entries(Properties)
        .filter(([key]) =>
          /^(\w+Name)$/.test(key) &&
          !/^(LogGroupName|FunctionName|S3BucketName|MetricName)$/.test(key)
            ? true
            : key === 'LogGroupName' && template.Resources[id]?.Type === 'AWS::Logs::LogGroup',
        )
        .map(([key, value]) => ({ at: `${id}.${key}`, value })),
    );
    named.push({
      at: 'function',
      value: properties('ConsoleLoginNotificationLambda').FunctionName ?? '',
    });
    expect(named.length).toBeGreaterThanOrEqual(2);
    for (const { at, value } of named) {
      expect(JSON.stringify(value), at).toMatch(/^\{"Fn::Sub":"[^"]*-\$\{ResourceSuffixName\}"\}$/);
    }
  });

  test('tags whatever can be tagged', () => {
    for (const [id, { Type, Properties }] of resources) {
      if (
        /Policy$|Permission|SubscriptionFilter|Subscription$|EventInvokeConfig|Schedule$|Rule$/.test(
          Type,
        )
      )
        continue;
      expect(Properties.Tags, id).toEqual([{ Key: 'app', Value: 'loginbell' }]);
    }
  });

  test('shows every parameter in a group, under a label', () => {
    const { ParameterGroups, ParameterLabels } =
      template.Metadata['AWS::CloudFormation::Interface'];
    const grouped = [...objectsIn(ParameterGroups ?? [])].flatMap(([, g]) => g.Parameters ?? []);
    const names = Object.keys(template.Parameters).sort();
    expect([...grouped].sort()).toEqual(names);
    expect(Object.keys(ParameterLabels ?? {}).sort()).toEqual(names);
  });

  test('explains every pattern that a parameter must fit', () => {
    for (const [name, parameter] of Object.entries(template.Parameters)) {
      if (parameter.AllowedPattern === undefined) continue;
      expect(parameter.ConstraintDescription, name).toBeTypeOf('string');
      const pattern = new RegExp(String(parameter.AllowedPattern));
      if (parameter.Default !== undefined) expect(String(parameter.Default), name).toMatch(pattern);
    }
  });

  test('says its version', () => {
    expect(template.Outputs.Version?.Value).toBe('1.2.3');
  });
});

describe('console-login-notification.yaml', () => {
  test('has every value of the article as a default', () => {
    expect(bell.Parameters).toMatchObject({
      ResourceSuffixName: { Default: 'ab0925cd' },
      Language: { Default: 'ja' },
      TimeZone: { Default: 'Asia/Tokyo' },
      RetentionDays: { Default: 90 },
      LogRetentionDays: { Default: 30 },
      Events: { Default: 'ConsoleLogin' },
    });
    expect(bell.Parameters.ExistingCloudTrailLogGroupName).not.toHaveProperty('Default');
  });

  test('does not ask for an e-mail address', () => {
    expect(bell.Parameters.Email?.Default).toBe('');
    expect(bell.Resources.SendEmailSubscription?.Condition).toBe('HasEmail');
  });

  test('subscribes to the trail only when the function may be invoked and its failures are caught', () => {
    expect(bell.Resources.LogGroupSubscriptionFilter?.DependsOn).toEqual(
      expect.arrayContaining([
        'ConsoleLoginNotificationLambdaPermission',
        'ConsoleLoginNotificationLambdaInvokeConfig',
      ]),
    );
  });

  test("never subscribes to the function's own log group", () => {
    expect(properties('LogGroupSubscriptionFilter').LogGroupName).toEqual({
      Ref: 'ExistingCloudTrailLogGroupName',
    });
  });

  test('gives up on a claim later than the function ends, and before the first retry', () => {
    expect(properties('ConsoleLoginNotificationLambda').Timeout).toBeLessThan(60);
  });

  test('keeps what failed three times for 14 days', () => {
    expect(properties('ConsoleLoginNotificationLambdaInvokeConfig')).toMatchObject({
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': 'DeadLetterQueue.Arn' } } },
    });
    expect(properties('DeadLetterQueue').MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
  });

  const alarms = Object.entries(bell.Resources).filter(([, r]) => r.Type.endsWith('::Alarm'));

  test('watches every hop from the trail to the mailbox', () => {
    expect(alarms.map(([, { Properties: p }]) => `${p.Namespace} ${p.MetricName}`).sort()).toEqual([
      'AWS/Lambda Errors',
      'AWS/Lambda Throttles',
      'AWS/Logs DeliveryErrors',
      'AWS/Logs DeliveryThrottling',
      'AWS/Logs IncomingLogEvents',
      'AWS/SNS NumberOfNotificationsFailed',
      'AWS/SQS ApproximateNumberOfMessagesVisible',
    ]);
  });

  test.each(alarms)('%s reaches people, by two ways if there are two', (id, { Properties }) => {
    expect(Properties.AlarmActions).toEqual([
      { Ref: 'SendEmailTopic' },
      { 'Fn::If': ['HasAlarmEmail', { Ref: 'AlarmTopic' }, { Ref: 'AWS::NoValue' }] },
    ]);
    const missing = id === 'TrailSilentAlarm' ? 'breaching' : 'notBreaching';
    expect(Properties.TreatMissingData).toBe(missing);
  });

  test("rings when the trail's log group got nothing for a day, with or without a safety net", () => {
    const { Period, EvaluationPeriods, ...rest } = properties('TrailSilentAlarm');
    expect(Number(Period) * Number(EvaluationPeriods)).toBe(24 * 60 * 60);
    expect(rest).toMatchObject({
      Dimensions: [{ Name: 'LogGroupName', Value: { Ref: 'ExistingCloudTrailLogGroupName' } }],
      Statistic: 'Sum',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
    });
  });

  test.each(TEMPLATES)(
    '%s: versions of policies are quoted, so that no reader takes them for dates',
    (name) => {
      for (const folder of ['templates', 'templates/packed']) {
        const text = readFileSync(new URL(`../../${folder}/${name}`, import.meta.url), 'utf8');
        expect(text.match(/^ *(AWSTemplateFormat)?Version: *\d{4}-/gm), folder).toBeNull();
        expect(text).toContain('Version: "2012-10-17"');
      }
    },
  );

  test('sends alarms by a second topic that does not hang on the key of the first', () => {
    expect(properties('AlarmTopic')).not.toHaveProperty('KmsMasterKeyId');
    expect(bell.Rules).toHaveProperty('AlarmsGoElsewhere');
  });

  test('names each of its own resources to the function, so that an attack on them is noticed', () => {
    const own = ownResourcesOf(bell, {
      S: 'ab0925cd',
      ExistingCloudTrailLogGroupName: 'log-group',
      'AWS::StackName': 'stack',
      KmsKeyArn: '',
    });
    const names = TEMPLATES.flatMap(([, template]) => Object.values(template.Resources)).flatMap(
      ({ Properties }) =>
        Object.entries(Properties)
          .filter(([key]) => /^(?!Metric).*Name$/.test(key))
          .map(([, name]) => (name as JsonObject)['Fn::Sub'])
          .filter((name) => typeof name === 'string'),
    );
    expect(names.length).toBeGreaterThan(12);
    for (const name of new Set(names)) {
      const filled = filledIn(name, {
        ResourceSuffixName: 'ab0925cd',
        'AWS::AccountId': '123456789012',
        'AWS::Region': 'us-east-1',
      });
      // The log group of the trail is told by its parameter.
      if (filled.includes('loggroup')) continue;
      const isGuarded = own.some((resource) =>
        actsOn({ requestParameters: { name: filled } }, resource),
      );
      expect(isGuarded, filled).toBe(true);
    }
  });

  test('may only query indexes, never scan', () => {
    const actions = [...objectsIn(properties('ConsoleLoginNotificationLambdaRolePolicy'))]
      .flatMap(([, statement]) => statement.Action ?? [])
      .sort();
    expect(actions).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sns:Publish',
      'sqs:SendMessage',
    ]);
  });
});

describe('the trail of an organization', () => {
  const { Resources, Conditions } = templateNamed('cloudtrail.yaml');
  const text = (id: string) => JSON.stringify(Resources[id]?.Properties);

  test('is asked for by the id of the organization alone', () => {
    expect(Conditions['ForOrganization']).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'OrganizationId' }, ''] }],
    });
    expect(Resources['CloudTrailTrail']?.Properties['IsOrganizationTrail']).toEqual({
      'Fn::If': ['ForOrganization', true, false],
    });
  });

  test("may write the members' files and streams, and nothing of theirs where there is none", () => {
    expect(text('S3BucketPolicy')).toMatch(
      /"Fn::If":\["ForOrganization",\{[^[]*AWSLogs\/\$\{OrganizationId\}\/\*.*\{"Ref":"AWS::NoValue"\}\]/,
    );
    expect(text('CloudTrailRolePolicyForCloudWatchLogs')).toMatch(
      /"Fn::If":\["ForOrganization",\{"Fn::Sub":"[^"]*log-stream:\$\{OrganizationId\}_\*"\},\{"Ref":"AWS::NoValue"\}\]/,
    );
  });
});
