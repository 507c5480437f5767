import { broken, type Context, defineCheck, given, ok, REDEPLOY, type Seen } from '../check.ts';

type TopicFacts = {
  readonly confirmed: number;
  /** The e-mail addresses among them, in small letters. Untrusted. */
  readonly emails?: readonly string[];
  /** Who has not confirmed yet: `email someone@example.com`. Untrusted. */
  readonly pending: readonly string[];
};

export type TopicSeen = { readonly topic: Seen<TopicFacts | undefined> };

export const topic = defineCheck({
  title: { en: 'Topic and its subscribers', ja: 'トピックと購読者' },
  reads: {
    'sns:ListSubscriptionsByTopic': { on: 'topic', why: 'has anybody confirmed?' },
  },
  findings: {
    ok: {
      en: 'Confirmed subscriptions of {topic}: {count}.',
      ja: '{topic} の確認済みの購読は {count} 件です。',
    },
    pending: {
      en: 'Confirmed subscriptions of {topic}: {count}. Not confirmed: {pending}.',
      ja: '{topic} の確認済みの購読は {count} 件です。未確認: {pending}。',
    },
    missing: {
      en: '{topic} does not exist.',
      ja: '{topic} がありません。',
      repair: REDEPLOY,
    },
    nobody: {
      en: '{topic} has no confirmed subscription; nobody is told. Not confirmed: {pending}.',
      ja: '{topic} に確認済みの購読がなく、誰にも通知されません。未確認: {pending}。',
      repair: {
        en: 'Confirm with "loginbell confirm" (not by a click), or subscribe another address.',
        ja: '「loginbell confirm」で確認するか (クリックはしない)、別のアドレスを購読に追加してください。',
      },
      command:
        'aws sns subscribe --region {region} --topic-arn {topicArn} --protocol email --notification-endpoint you@example.com',
    },
    lost: {
      en: '{email}, who was to be told, has no confirmed subscription of {topic}. Not confirmed: {pending}.',
      ja: '通知先の {email} に {topic} の確認済みの購読がありません。未確認: {pending}。',
      repair: {
        en: 'Subscribe the address again and confirm with "loginbell confirm" (not by a click); or name another with "loginbell deploy --email".',
        ja: 'もう一度購読に追加し、「loginbell confirm」で確認してください (クリックはしない)。別のアドレスにするには「loginbell deploy --email」を使います。',
      },
      command:
        'aws sns subscribe --region {region} --topic-arn {topicArn} --protocol email --notification-endpoint {email}',
    },
  },
  judge: (facts: TopicSeen & Pick<Context, 'email'>) =>
    given(facts.topic, (found) => judgeTopic(found, facts.email)),
});

function judgeTopic(found: TopicFacts | undefined, email: string | undefined) {
  if (found === undefined) return broken('missing');
  const { confirmed: count } = found;
  const pending = found.pending.join(', ') || '-';
  if (count === 0) return broken('nobody', { pending });
  // Somebody is told, but not who was to be: unsubscribed by a click in a mail, or never confirmed.
  if (email !== undefined && !found.emails?.includes(email.toLowerCase())) {
    return broken('lost', { email, pending });
  }
  return ok(found.pending.length > 0 ? 'pending' : 'ok', { count, pending });
}
