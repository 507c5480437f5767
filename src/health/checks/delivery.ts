import {
  broken,
  type Context,
  defineCheck,
  dependsOn,
  given,
  minuteOf,
  ok,
  unknown,
} from '../check.ts';
import { logging } from './logging.ts';
import { ofBestTrail, type TrailsSeen } from './trail.ts';

/** Longer than this without a delivery is a fault: the function alone makes write events every day. */
const STALE = 24 * 3_600_000;
/** The first delivery of a trail may take so long. */
const FRESH = 30 * 60_000;

export const delivery = defineCheck({
  title: { en: 'Trail to CloudWatch Logs', ja: '証跡からCloudWatch Logsへの配信' },
  reads: {},
  findings: {
    ok: {
      en: 'Last delivery: {time} UTC.',
      ja: '最後の配信: {time} UTC。',
    },
    error: {
      en: 'CloudTrail cannot write to CloudWatch Logs: {error}',
      ja: 'CloudTrailがCloudWatch Logsに書き込めません: {error}',
      repair: {
        en: 'Look at the role and the log group that the trail names.',
        ja: '証跡に設定されたロールとロググループを確認してください。',
      },
    },
    stale: {
      en: 'Nothing was delivered since {time} UTC. The function alone makes an event whenever it starts.',
      ja: '{time} UTCから何も配信されていません。関数が起動するだけでもイベントは発生します。',
      repair: {
        en: 'Look at the state of the trail, its role and its log group.',
        ja: '証跡の状態、ロール、ロググループを確認してください。',
      },
      command: 'aws cloudtrail get-trail-status --region {region} --name {trail}',
    },
    fresh: {
      en: 'The trail was switched on at {time} UTC and has delivered nothing yet; the first time takes a quarter of an hour.',
      ja: '証跡は {time} UTC に有効になったばかりで、まだ何も配信していません。最初は15分ほどかかります。',
    },
    never: {
      en: 'CloudTrail has delivered nothing to CloudWatch Logs yet.',
      ja: 'CloudTrailからCloudWatch Logsへ、まだ何も配信されていません。',
      repair: {
        en: 'Wait a quarter of an hour after a fresh installation; then look at the state of the trail.',
        ja: '新しく導入した場合は15分ほど待ち、その後で証跡の状態を確認してください。',
      },
    },
  },
  judge: (facts: TrailsSeen & Pick<Context, 'at'>) =>
    ofBestTrail(facts, ({ arn: trail, status }) =>
      given(status, (one) => {
        if (!one.logging) return dependsOn(logging);
        const { deliveryError: error, deliveredAt, startedAt } = one;
        if (error !== '') return broken('error', { trail, error });
        if (deliveredAt === undefined) {
          return startedAt !== undefined && facts.at - startedAt < FRESH
            ? unknown('fresh', { time: minuteOf(startedAt) })
            : broken('never', { trail });
        }
        const values = { trail, time: minuteOf(deliveredAt) };
        return facts.at - deliveredAt > STALE ? broken('stale', values) : ok('ok', values);
      }),
    ),
});
