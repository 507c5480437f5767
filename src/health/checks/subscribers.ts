import { broken, type Context, defineCheck, dependsOn, given, ok, type Seen } from '../check.ts';
import { CRITICAL_KINDS, type CriticalKind } from '../filterPolicy.ts';
import { topic } from './topic.ts';

/** Somebody who is subscribed to a topic, or was asked. */
export type Subscriber = {
  /** `email you@example.com`. Untrusted. */
  readonly name: string;
  /** Which topic: of notices, or the second one, of loginbell's own faults. */
  readonly of: 'notices' | 'faults';
  readonly confirmed: boolean;
  /** The critical notices that the filter policy keeps from them. */
  readonly misses: readonly CriticalKind[];
};

export type SubscribersSeen = {
  /** `undefined`: there is no topic. */
  readonly subscribers: Seen<readonly Subscriber[] | undefined>;
};

/** By the attributes that a filter policy goes by. */
const KINDS: Readonly<Record<CriticalKind, string>> = {
  chain: 'eventName=LoginbellChain',
  root: 'identityType=Root',
  changes: 'severity=critical',
};

/** A dozen is enough to act. */
const NAMED = 12;

export const subscribers = defineCheck({
  title: { en: 'Who gets critical notices', ja: '重要な通知の届く先' },
  reads: {
    'sns:GetSubscriptionAttributes': {
      // It knows no resources. Source: the service authorization reference of SNS.
      on: 'any',
      why: 'what does a filter policy keep from its subscriber?',
    },
  },
  findings: {
    ok: {
      en: 'No filter policy keeps critical notices from anybody.',
      ja: 'フィルターポリシーで重要な通知が止められている購読はありません。',
    },
    some: {
      en: 'Others get them, but filter policies keep critical notices from: {names}.',
      ja: 'ほかの購読には届きますが、フィルターポリシーにより重要な通知が届かない購読があります: {names}。',
    },
    swallowed: {
      en: 'Filter policies keep from every subscriber: {kinds}.',
      ja: 'フィルターポリシーにより、次の通知が誰にも届きません: {kinds}。',
      repair: {
        en: 'Let critical notices through in one subscription at least: "$or": [{"severity": ["critical"]}, …] (docs/organizations.md).',
        ja: '少なくとも1つの購読で重要な通知を通してください: "$or": [{"severity": ["critical"]}, …] (docs/organizations.md)。',
      },
      command: 'aws sns list-subscriptions-by-topic --region {region} --topic-arn {topicArn}',
    },
    'alarm-lost': {
      en: "{email}, who was to be told of loginbell's own faults, has no confirmed subscription of {alarmTopic}.",
      ja: 'loginbell自体の異常の通知先の {email} に {alarmTopic} の確認済みの購読がありません。',
      repair: {
        en: 'Subscribe the address again and confirm with "loginbell confirm" (not by a click); or name another with "loginbell deploy --alarm-email".',
        ja: 'もう一度購読に追加し、「loginbell confirm」で確認してください (クリックはしない)。別のアドレスにするには「loginbell deploy --alarm-email」を使います。',
      },
      command:
        'aws sns subscribe --region {region} --topic-arn {alarmTopicArn} --protocol email --notification-endpoint {email}',
    },
  },
  judge: ({ subscribers: seen, alarmEmail }: SubscribersSeen & Pick<Context, 'alarmEmail'>) =>
    given(seen, (found) => {
      if (found === undefined) return dependsOn(topic);
      const confirmed = found.filter((one) => one.confirmed);
      const told = confirmed.filter((one) => one.of === 'notices');
      if (told.length === 0) return dependsOn(topic);
      const lost = CRITICAL_KINDS.filter((kind) =>
        told.every(({ misses }) => misses.includes(kind)),
      );
      if (lost.length > 0) {
        return broken('swallowed', { kinds: lost.map((kind) => KINDS[kind]).join(', ') });
      }
      const isAlarmEmail = (one: Subscriber) =>
        one.of === 'faults' && one.name.toLowerCase() === `email ${alarmEmail?.toLowerCase()}`;
      if (alarmEmail !== undefined && !confirmed.some(isAlarmEmail)) {
        return broken('alarm-lost', { email: alarmEmail });
      }
      const filtered = told.filter(({ misses }) => misses.length > 0).map(({ name }) => name);
      return filtered.length > 0
        ? ok('some', { names: filtered.slice(0, NAMED).join(', ') })
        : ok('ok');
    }),
});
