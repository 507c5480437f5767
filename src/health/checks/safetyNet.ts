import { broken, type Context, defineCheck, given, minuteOf, ok, type Seen } from '../check.ts';

/** Longer without a run is no accident: it runs every hour. */
const SILENT = 3 * 3_600_000;

export type SafetyNetSeen = {
  /** `undefined`: there is none, which is a choice. */
  readonly safetyNet: Seen<
    | {
        readonly modifiedAt?: number;
        /** Of the last three hours. */
        readonly runs: number;
        readonly errors: number;
      }
    | undefined
  >;
};

export const safetyNet = defineCheck({
  title: { en: 'Safety net', ja: 'セーフティネット' },
  // What it asks, the check of the function asks too.
  reads: {},
  findings: {
    none: {
      en: 'None is installed: sign-ins that the stream loses stay unnoticed, and no weekly letter comes ("loginbell deploy --safety-net").',
      ja: '導入されていません。通常の経路で失われたサインインには気づけず、週に1回の手紙も届きません（「loginbell deploy --safety-net」）。',
    },
    itself: { en: '{safetyNet} is looking.', ja: '{safetyNet} が点検しています。' },
    fresh: {
      en: '{safetyNet} is new or was changed at {time} UTC; it runs every hour.',
      ja: '{safetyNet} は {time} UTC に導入または変更されたばかりです。1時間ごとに動きます。',
    },
    ok: {
      en: '{safetyNet}: {runs} runs in 3 hours, {errors} failed.',
      ja: '{safetyNet}: 3時間に {runs} 回動き、{errors} 回失敗しました。',
    },
    silent: {
      en: '{safetyNet} has not run for three hours.',
      ja: '{safetyNet} が3時間動いていません。',
      repair: {
        en: 'Look at its schedule, of the same name: is it there and enabled?',
        ja: '同じ名前のスケジュールがあり、有効かを確認してください。',
      },
      command: 'aws scheduler get-schedule --region {region} --name {safetyNet}',
    },
    failing: {
      en: '{safetyNet}: each of its {runs} runs in 3 hours failed.',
      ja: '{safetyNet}: 3時間の {runs} 回すべてで失敗しました。',
      repair: {
        en: 'Its log names the regions and the reasons.',
        ja: 'ログにリージョンと理由があります。',
      },
      command: 'aws logs tail /aws/lambda/{safetyNet} --region {region} --since 3h',
    },
  },
  judge: ({ safetyNet: seen, at, byItself }: SafetyNetSeen & Pick<Context, 'at' | 'byItself'>) =>
    given(seen, (found) => {
      // After an outage its metrics still say that it does not run.
      if (byItself === true) return ok('itself');
      if (found === undefined) return ok('none');
      const { modifiedAt, runs, errors } = found;
      if (runs > 0) {
        return errors >= runs ? broken('failing', { runs }) : ok('ok', { runs, errors });
      }
      return modifiedAt !== undefined && at - modifiedAt < SILENT
        ? ok('fresh', { time: minuteOf(modifiedAt) })
        : broken('silent');
    }),
});
