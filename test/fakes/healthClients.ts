import { AccountClient } from '@aws-sdk/client-account';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { HealthClients } from '../../src/aws/health/look.ts';
import { loadRegions } from '../../src/aws/regions.ts';
import { FILTER_PATTERNS } from '../../src/signin/filterPatterns.ts';
import { type Answer, answering } from './answering.ts';
import { NAMES, NOW, TRAIL_ARN } from './healthFacts.ts';

/** What AWS answers about an installation in which every link holds; tests change it. */
export function healthyAnswers(): Record<string, Answer> {
  const deployed = new Date(NOW - 86_400_000);
  return {
    DescribeTrailsCommand: {
      trailList: [
        {
          TrailARN: TRAIL_ARN,
          IsMultiRegionTrail: true,
          CloudWatchLogsLogGroupArn: `${NAMES.logGroupArn}:*`,
        },
        { TrailARN: `${TRAIL_ARN}-other`, CloudWatchLogsLogGroupArn: `${NAMES.logGroupArn}2:*` },
      ],
    },
    GetTrailStatusCommand: {
      IsLogging: true,
      LatestCloudWatchLogsDeliveryTime: new Date(NOW - 300_000),
    },
    GetEventSelectorsCommand: {
      EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'WriteOnly' }],
    },
    DescribeLogGroupsCommand: {
      logGroups: [{ logGroupName: NAMES.logGroup, logGroupClass: 'STANDARD' }],
    },
    DescribeSubscriptionFiltersCommand: {
      subscriptionFilters: [
        {
          filterName: NAMES.filter,
          filterPattern: FILTER_PATTERNS.ConsoleLogin,
          destinationArn: NAMES.functionArn,
        },
      ],
    },
    GetPolicyCommand: {
      Policy: JSON.stringify({
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'logs.amazonaws.com' },
            Action: 'lambda:InvokeFunction',
            Condition: { ArnLike: { 'AWS:SourceArn': `${NAMES.logGroupArn}:*` } },
          },
        ],
      }),
    },
    GetFunctionConfigurationCommand: {
      Description: 'loginbell 1.2.3',
      State: 'Active',
      LastModified: deployed.toISOString().replace('Z', '+0000'),
    },
    GetFunctionConcurrencyCommand: {},
    GetFunctionEventInvokeConfigCommand: {
      DestinationConfig: { OnFailure: { Destination: NAMES.queueArn } },
    },
    // The safety net runs every hour; nobody signed in meanwhile.
    GetMetricStatisticsCommand: (input: object) => {
      const asked = JSON.stringify(input);
      const ran = asked.includes(NAMES.safetyNet) && asked.includes('Invocations');
      return { Datapoints: ran ? [{ Sum: 3 }] : [] };
    },
    DescribeStackResourcesCommand: {
      StackResources: [{ PhysicalResourceId: NAMES.function, Timestamp: deployed }],
    },
    DescribeTableCommand: { Table: { TableStatus: 'ACTIVE' } },
    GetQueueUrlCommand: { QueueUrl: 'https://queue' },
    GetQueueAttributesCommand: {
      Attributes: { ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' },
    },
    ListSubscriptionsByTopicCommand: {
      Subscriptions: [{ SubscriptionArn: `${NAMES.topicArn}:1`, Protocol: 'email', Endpoint: 'a' }],
    },
    GetSubscriptionAttributesCommand: { Attributes: {} },
    DescribeAlarmsCommand: {
      MetricAlarms: NAMES.alarms.map((AlarmName) => {
        return { AlarmName, ActionsEnabled: true, AlarmActions: [NAMES.topicArn] };
      }),
    },
  };
}

/** What AWS answers where there is a fast path too, in two regions in which all is well. */
export function withFastPath(changes: Record<string, Answer> = {}): Record<string, Answer> {
  const { region: home, accountId, suffix } = NAMES;
  const { Policy = '' } = { Policy: '', ...healthyAnswers()['GetPolicyCommand'] };
  const { Statement } = JSON.parse(Policy);
  const rule = `arn:aws:events:${home}:${accountId}:rule/${NAMES.fastPathRule}`;
  const letsIn = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Condition: { ArnLike: { 'AWS:SourceArn': rule } },
  };
  const elsewhere = (region: string) => ({
    Id: 'HomeBus',
    Arn: `arn:aws:events:${home}:${accountId}:event-bus/default`,
    RoleArn: `arn:aws:iam::${accountId}:role/service-role/LoginbellFastPath-${region}-${suffix}`,
  });
  return {
    GetPolicyCommand: { Policy: JSON.stringify({ Statement: [...Statement, letsIn] }) },
    ListRegionsCommand: { Regions: [{ RegionName: home }, { RegionName: 'us-east-1' }] },
    DescribeRuleCommand: { State: 'ENABLED' },
    ListTargetsByRuleCommand: (_: object, region: string) => ({
      Targets: [region === home ? { Id: 'Function', Arn: NAMES.functionArn } : elsewhere(region)],
    }),
    ...changes,
  };
}

/** Clients of the chain that answer from one table. */
export function healthClients(answers: Record<string, Answer>): HealthClients {
  const options = {
    region: NAMES.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return {
    cloudFormation: answering(new CloudFormationClient(options), answers),
    cloudTrail: answering(new CloudTrailClient(options), answers),
    cloudWatch: answering(new CloudWatchClient(options), answers),
    dynamoDb: answering(new DynamoDBClient(options), answers),
    lambda: answering(new LambdaClient(options), answers),
    logs: answering(new CloudWatchLogsClient(options), answers),
    sns: answering(new SNSClient(options), answers),
    sqs: answering(new SQSClient(options), answers),
    loadRegions: () => loadRegions(answering(new AccountClient(options), answers), 'nothing else'),
    inRegion: (region) => {
      const there = { ...options, region };
      const cloudFormation = answering(new CloudFormationClient(there), answers);
      const cloudWatch = answering(new CloudWatchClient(there), answers);
      const eventBridge = answering(new EventBridgeClient(there), answers);
      return {
        cloudFormation: async () => cloudFormation,
        cloudWatch: async () => cloudWatch,
        eventBridge: async () => eventBridge,
      };
    },
  };
}
