import {
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Subscription } from '../installation/confirmation.ts';
import { isAwsError } from './awsErrors.ts';

/** The subscriptions of loginbell's topics. Errors are the SDK's own. */
export type Subscriptions = {
  /** Everyone subscribed to a topic, or asked; `undefined` where there is no such topic. */
  list(topicArn: string): Promise<readonly Subscription[] | undefined>;
  /**
   * Confirms by a signed call, after which it takes credentials to unsubscribe. Returns the subscription's ARN.
   * https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
   */
  confirm(topicArn: string, token: string): Promise<string>;
  /** Whether the subscription was confirmed by a signed call; `undefined` where that may not be looked at. */
  isAuthenticated(arn: string): Promise<boolean | undefined>;
  /** Ends a subscription and asks the same address anew. What it filtered, the new one filters too. */
  repeat(subscription: Subscription): Promise<void>;
};

export function createSubscriptions({ client }: { readonly client: SNSClient }): Subscriptions {
  const attributes = async (arn: string) => {
    const { Attributes = {} } = await client.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }),
    );
    return Attributes;
  };
  /** `undefined` where the caller may not look. */
  const stateOf = async (arn: string) => {
    try {
      const { PendingConfirmation, ConfirmationWasAuthenticated } = await attributes(arn);
      return {
        isPending: PendingConfirmation === 'true',
        authenticated: ConfirmationWasAuthenticated === 'true',
      };
    } catch (error) {
      if (isAwsError(error, 'denied')) return undefined;
      throw error;
    }
  };
  return {
    isAuthenticated: async (arn) => (await stateOf(arn))?.authenticated,
    list: async (topicArn) => {
      const found: Subscription[] = [];
      for (let NextToken: string | undefined; ; ) {
        let page: Awaited<ReturnType<typeof listPage>>;
        try {
          page = await listPage(client, topicArn, NextToken);
        } catch (error) {
          if (isAwsError(error, 'not-found')) return undefined;
          throw error;
        }
        for (const { Protocol = '', Endpoint = '', SubscriptionArn } of page.Subscriptions ?? []) {
          // SNS writes the words PendingConfirmation, or Deleted, where the ARN will be or was.
          if (SubscriptionArn === 'Deleted') continue;
          const listed = SubscriptionArn?.startsWith('arn:') ? SubscriptionArn : undefined;
          const state = listed === undefined ? undefined : await stateOf(listed);
          const arn = state?.isPending ? undefined : listed;
          const authenticated = arn === undefined ? undefined : state?.authenticated;
          found.push({ topicArn, protocol: Protocol, endpoint: Endpoint, arn, authenticated });
        }
        NextToken = page.NextToken;
        if (NextToken === undefined) return found;
      }
    },
    confirm: async (TopicArn, Token) => {
      const { SubscriptionArn = '' } = await client.send(
        new ConfirmSubscriptionCommand({ TopicArn, Token, AuthenticateOnUnsubscribe: 'true' }),
      );
      return SubscriptionArn;
    },
    repeat: async ({ topicArn, protocol, endpoint, arn }) => {
      const { FilterPolicy, FilterPolicyScope } = arn === undefined ? {} : await attributes(arn);
      if (arn !== undefined) await client.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
      await client.send(
        new SubscribeCommand({
          TopicArn: topicArn,
          Protocol: protocol,
          Endpoint: endpoint,
          Attributes: {
            ...(FilterPolicy === undefined ? {} : { FilterPolicy }),
            ...(FilterPolicyScope === undefined ? {} : { FilterPolicyScope }),
          },
        }),
      );
    },
  };
}

function listPage(client: SNSClient, TopicArn: string, NextToken: string | undefined) {
  return client.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
}
