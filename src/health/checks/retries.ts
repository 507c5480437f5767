import { broken, type Context, defineCheck, given, ok, type Seen } from '../check.ts';
import { type FunctionSeen, ofFunction } from './function.ts';

/** ARN of where Lambda sends what failed three times. */
export type RetriesSeen = { readonly onFailure: Seen<string | undefined> };

export const retries = defineCheck({
  title: { en: 'What failed is kept', ja: '失敗した配信の保管先' },
  reads: {
    'lambda:GetFunctionEventInvokeConfig': { on: 'function', why: 'does it keep what failed?' },
  },
  findings: {
    ok: {
      en: 'What fails three times goes to {queue}.',
      ja: '3回失敗したものは {queue} に入ります。',
    },
    missing: {
      en: 'What fails three times does not go to {queue}; it would be lost.',
      ja: '3回失敗したものが {queue} に入らず、失われます。',
      repair: {
        en: 'Set the destination again.',
        ja: '送信先を設定し直してください。',
      },
      command: `aws lambda put-function-event-invoke-config --region {region} --function-name {function} --maximum-retry-attempts 2 --destination-config '{"OnFailure":{"Destination":"{queueArn}"}}'`,
    },
  },
  judge: (facts: RetriesSeen & FunctionSeen & Pick<Context, 'names'>) =>
    ofFunction(facts, () =>
      given(facts.onFailure, (destination) =>
        destination === facts.names.queueArn ? ok('ok') : broken('missing'),
      ),
    ),
});
