import { broken, defineCheck, given, ok } from '../check.ts';
import { ofBestTrail, type TrailsSeen } from './trail.ts';

export const logging = defineCheck({
  title: { en: 'Trail switched on', ja: '証跡のログ記録' },
  reads: {
    'cloudtrail:GetTrailStatus': { on: 'trails', why: 'is it on, does it deliver?' },
  },
  findings: {
    ok: {
      en: '{trail} is logging.',
      ja: '{trail} は記録中です。',
    },
    stopped: {
      en: '{trail} is switched off. Nothing is recorded.',
      ja: '{trail} は停止しています。何も記録されません。',
      repair: {
        en: 'Switch it on, and look in the event history who did it (StopLogging).',
        ja: '記録を再開し、誰が停止したか (StopLogging) をイベント履歴で確認してください。',
      },
      command: 'aws cloudtrail start-logging --region {region} --name {trail}',
    },
  },
  judge: (facts: TrailsSeen) =>
    ofBestTrail(facts, ({ arn: trail, status }) =>
      given(status, (one) => (one.logging ? ok('ok', { trail }) : broken('stopped', { trail }))),
    ),
});
