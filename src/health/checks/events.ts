import { broken, defineCheck, given, ok, unknown } from '../check.ts';
import { ofBestTrail, type TrailsSeen } from './trail.ts';

export const events = defineCheck({
  title: { en: 'Recorded events', ja: '記録されるイベント' },
  reads: {
    'cloudtrail:GetEventSelectors': { on: 'trails', why: 'does it record what matters?' },
  },
  findings: {
    ok: {
      en: 'Management events that write are recorded.',
      ja: '書き込みの管理イベントは記録されています。',
    },
    missing: {
      en: '{trail} does not record management events that write; sign-ins are among them.',
      ja: '{trail} は書き込みの管理イベントを記録しません。ログインもこれに含まれます。',
      repair: {
        en: 'Record them. The command replaces the present selectors.',
        ja: '記録するように設定してください。コマンドは今のセレクターを置き換えます。',
      },
      command: `aws cloudtrail put-event-selectors --region {region} --trail-name {trail} --event-selectors '[{"ReadWriteType":"WriteOnly","IncludeManagementEvents":true}]'`,
    },
    narrowed: {
      en: 'The selectors of {trail} choose by {by}; whether sign-ins are among it cannot be told.',
      ja: '{trail} のセレクターは {by} で絞り込まれています。ログインが含まれるかは分かりません。',
      repair: {
        en: 'Look at the selectors.',
        ja: 'セレクターを確認してください。',
      },
    },
  },
  judge: (facts: TrailsSeen) =>
    ofBestTrail(facts, ({ arn: trail, events: seen }) =>
      given(seen, (found) => {
        switch (found.kind) {
          case 'recorded':
            return ok('ok');
          case 'not-recorded':
            return broken('missing', { trail });
          case 'narrowed':
            return unknown('narrowed', { trail, by: found.by });
        }
      }),
    ),
});
