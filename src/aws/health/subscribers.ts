import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
} from '@aws-sdk/client-sns';
import type { Subscriber, SubscribersSeen } from '../../health/checks/subscribers.ts';
import { swallowedBy } from '../../health/filterPolicy.ts';
import { isNotFound } from '../errorKinds.ts';
import { type HealthClients, type Loader, lookFor } from './look.ts';

/** More are listed; only so many are asked for their filters, one call each. */
const MOST_ASKED = 100;

/** Who is subscribed to the two topics, and what their filter policies keep from them. */
export const loadSubscribers: Loader<SubscribersSeen> = async ({ sns }, { names }) => {
  const permission = 'sns:GetSubscriptionAttributes';
  const subscribers = await lookFor(permission, isNotFound, async () => {
    const notices = await listSubscriptions(sns, names.topicArn);
    // The second topic is there only where a second address was given.
    const faults = await listSubscriptions(sns, names.alarmTopicArn).catch((error: unknown) => {
      if (isNotFound(error)) return [];
      throw error;
    });
    const found: Subscriber[] = [];
    let asked = 0;
    for (const { name, protocol, arn, of } of [
      ...notices.map((one) => ({ ...one, of: 'notices' as const })),
      ...faults.map((one) => ({ ...one, of: 'faults' as const })),
    ]) {
      let misses: Subscriber['misses'] = [];
      // Alarms carry no attributes of ours.
      if (arn !== undefined && of === 'notices' && asked < MOST_ASKED) {
        asked += 1;
        misses = await missesOf(sns, arn, protocol);
      }
      found.push({ name, of, confirmed: arn !== undefined, misses });
    }
    return found;
  });
  return { subscribers };
};

async function listSubscriptions(sns: HealthClients['sns'], TopicArn: string) {
  const found: { name: string; protocol: string; arn: string | undefined }[] = [];
  for (let NextToken: string | undefined; ; ) {
    const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
    for (const { SubscriptionArn = '', Protocol = '', Endpoint = '' } of page.Subscriptions ?? []) {
      const arn = SubscriptionArn.startsWith('arn:') ? SubscriptionArn : undefined;
      // SNS keeps those that ended for a while, as `Deleted`.
      if (arn === undefined && SubscriptionArn !== 'PendingConfirmation') continue;
      found.push({ name: `${Protocol} ${Endpoint}`, protocol: Protocol, arn });
    }
    NextToken = page.NextToken;
    if (!NextToken) return found;
  }
}

/** Nothing where it ended meanwhile, or belongs to another account, which alone may look at it. */
async function missesOf(sns: HealthClients['sns'], SubscriptionArn: string, protocol: string) {
  try {
    const { Attributes = {} } = await sns.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn }),
    );
    const { FilterPolicy, FilterPolicyScope } = Attributes;
    return swallowedBy(FilterPolicy, FilterPolicyScope, protocol);
  } catch (error) {
    const isOthers = error instanceof Error && /access this subscription/i.test(error.message);
    if (isNotFound(error) || isOthers) return [];
    throw error;
  }
}
