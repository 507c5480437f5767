import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListSubscriptionsByTopicCommand, type SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { HealthFacts } from '../../health/facts.ts';
import type { ChainNames } from '../../health/names.ts';
import { isNotFound } from '../errorKinds.ts';
import { look, lookFor } from './look.ts';

/** The state of the table, and how old it is. */
export function loadTable(
  client: DynamoDBClient,
  { table: TableName }: ChainNames,
): Promise<HealthFacts['table']> {
  return lookFor('dynamodb:DescribeTable', isNotFound, async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const createdAt = Table?.CreationDateTime?.getTime();
    return { state: Table?.TableStatus ?? '', ...(createdAt === undefined ? {} : { createdAt }) };
  });
}

/** How many messages the dead-letter queue holds, those just being looked at included. */
export function loadDeadLetters(
  client: SQSClient,
  { queue: QueueName }: ChainNames,
): Promise<HealthFacts['deadLetters']> {
  return lookFor('sqs:GetQueueAttributes', isNotFound, async () => {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  });
}

/** Who has confirmed a subscription of the topic, and who has not. */
export function loadTopic(
  client: SNSClient,
  { topicArn: TopicArn }: ChainNames,
): Promise<HealthFacts['topic']> {
  return lookFor('sns:ListSubscriptionsByTopic', isNotFound, async () => {
    const pending: string[] = [];
    const emails: string[] = [];
    let confirmed = 0;
    for (let NextToken: string | undefined; ; ) {
      const page = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
      for (const { SubscriptionArn = '', Protocol, Endpoint } of page.Subscriptions ?? []) {
        if (SubscriptionArn.startsWith('arn:')) {
          confirmed += 1;
          if (Protocol === 'email' && Endpoint) emails.push(Endpoint.toLowerCase());
        } else if (SubscriptionArn === 'PendingConfirmation')
          pending.push(`${Protocol} ${Endpoint}`);
      }
      NextToken = page.NextToken;
      if (!NextToken) return { confirmed, emails, pending: pending.slice(0, 10) };
    }
  });
}

/** Which of the template's alarms are there, and whether they tell anybody. */
export function loadAlarms(
  client: CloudWatchClient,
  { alarms: AlarmNames }: ChainNames,
): Promise<HealthFacts['alarms']> {
  return look('cloudwatch:DescribeAlarms', async () => {
    const { MetricAlarms = [] } = await client.send(
      new DescribeAlarmsCommand({ AlarmNames: [...AlarmNames] }),
    );
    return MetricAlarms.map(({ AlarmName: name = '', ActionsEnabled, AlarmActions = [] }) => {
      return { name, acts: ActionsEnabled !== false && AlarmActions.length > 0 };
    });
  });
}
