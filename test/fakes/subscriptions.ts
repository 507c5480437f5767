import { AwsFault, type TestAws } from './awsServer.ts';

export type FakeSubscription = {
  readonly topic: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly token: string;
  arn?: string;
  authenticated?: boolean;
  readonly filterPolicy?: string;
};

/** SNS's subscriptions: a signed confirmation is authenticated, a click is not, and neither changes what is confirmed. */
export type FakeSubscriptions = {
  readonly subscriptions: FakeSubscription[];
  /** Follows the link in the mail, as a person does or a mail scanner. */
  click(token: string): void;
};

export function addSubscriptions(
  aws: TestAws,
  topics: readonly string[],
  subscriptions: FakeSubscription[],
): FakeSubscriptions {
  const confirm = (token: string, authenticated: boolean) => {
    const found = subscriptions.find((one) => one.token === token);
    if (found !== undefined && found.arn === undefined) {
      found.arn = `${found.topic}:${subscriptions.indexOf(found)}`;
      found.authenticated = authenticated;
    }
    return found;
  };
  const topicMissing = (arn: unknown) =>
    topics.includes(String(arn)) ? undefined : new AwsFault('NotFound', 'Topic does not exist');
  aws.answers.set('sns.ListSubscriptionsByTopic', ({ input }) => {
    const start = Number(input['NextToken'] ?? 0);
    const all = subscriptions.filter(({ topic }) => topic === input['TopicArn']);
    return (
      topicMissing(input['TopicArn']) ?? {
        Subscriptions: all.slice(start, start + 2).map(({ protocol, endpoint, arn }) => ({
          Protocol: protocol,
          Endpoint: endpoint,
          SubscriptionArn: arn ?? 'PendingConfirmation',
        })),
        NextToken: start + 2 < all.length ? String(start + 2) : undefined,
      }
    );
  });
  aws.answers.set('sns.GetSubscriptionAttributes', ({ input }) => {
    const found = subscriptions.find(({ arn }) => arn === input['SubscriptionArn']);
    if (found === undefined) return new AwsFault('NotFound', 'Subscription does not exist');
    return {
      Attributes: {
        $map: {
          ConfirmationWasAuthenticated: String(found.authenticated),
          ...(found.filterPolicy === undefined ? {} : { FilterPolicy: found.filterPolicy }),
        },
      },
    };
  });
  aws.answers.set('sns.ConfirmSubscription', ({ input }) => {
    const signed = input['AuthenticateOnUnsubscribe'] === 'true';
    const found = confirm(String(input['Token']), signed);
    return found === undefined
      ? new AwsFault('InvalidParameter', 'Invalid parameter: Token')
      : { SubscriptionArn: found.arn };
  });
  aws.answers.set('sns.Unsubscribe', ({ input }) => {
    const at = subscriptions.findIndex(({ arn }) => arn === input['SubscriptionArn']);
    subscriptions.splice(at, 1);
    return {};
  });
  aws.answers.set('sns.Subscribe', ({ input }) => {
    const filterPolicy = input['Attributes.entry.1.value'];
    subscriptions.push({
      topic: String(input['TopicArn']),
      protocol: String(input['Protocol']),
      endpoint: String(input['Endpoint']),
      token: 'f'.repeat(64),
      ...(filterPolicy === undefined ? {} : { filterPolicy: String(filterPolicy) }),
    });
    return { SubscriptionArn: 'pending confirmation' };
  });
  return {
    subscriptions,
    click: (token) => {
      confirm(token, false);
    },
  };
}
