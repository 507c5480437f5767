import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import type { TopicSeen } from '../../health/checks/topic.ts';
import { isNotFound } from '../errorKinds.ts';
import { type Loader, lookFor } from './look.ts';

/** Who has confirmed a subscription of the topic, and who has not. */
export const loadTopic: Loader<TopicSeen> = async ({ sns: client }, { names }) => {
  const { topicArn: TopicArn } = names;
  const topic = await lookFor('sns:ListSubscriptionsByTopic', isNotFound, async () => {
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
  return { topic };
};
