import { broken, defineCheck, given, ok, REDEPLOY, type Seen } from '../check.ts';

/** Messages in the dead-letter queue. */
export type DeadLettersSeen = { readonly deadLetters: Seen<number | undefined> };

export const deadLetters = defineCheck({
  title: { en: 'Dead-letter queue', ja: 'デッドレターキュー' },
  reads: {
    'sqs:GetQueueUrl': { on: 'queue', why: 'is the dead-letter queue there,' },
    'sqs:GetQueueAttributes': { on: 'queue', why: 'and empty? It cannot read what is in it.' },
  },
  findings: {
    ok: {
      en: '{queue} is empty.',
      ja: '{queue} は空です。',
    },
    missing: {
      en: '{queue} does not exist.',
      ja: '{queue} がありません。',
      repair: REDEPLOY,
    },
    waiting: {
      en: 'Waiting in {queue}: {count}. Nobody was told of what is in there.',
      ja: '{queue} に {count} 件の配信が残っています。その内容は誰にも通知されていません。',
      repair: {
        en: 'Find out why they failed, then play them back.',
        ja: '失敗した原因を調べ、その後で再処理してください。',
      },
      command: 'loginbell redrive --region {region} --suffix {suffix}',
    },
  },
  judge: (facts: DeadLettersSeen) =>
    given(facts.deadLetters, (count) => {
      if (count === undefined) return broken('missing');
      return count === 0 ? ok('ok') : broken('waiting', { count });
    }),
});
