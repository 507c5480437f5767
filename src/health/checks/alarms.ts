import { broken, type Context, defineCheck, given, ok, REDEPLOY, type Seen } from '../check.ts';

/** The alarms of the template that are there, and whether they tell anybody. */
export type AlarmsSeen = {
  readonly alarms: Seen<
    readonly {
      readonly name: string;
      readonly acts: boolean;
      /** One of our topics is among those it tells. */
      readonly tellsUs: boolean;
    }[]
  >;
};

export const alarms = defineCheck({
  title: { en: 'Alarms', ja: 'アラーム' },
  reads: {
    'cloudwatch:DescribeAlarms': { on: 'any', why: 'are the alarms there, and do they act?' },
  },
  findings: {
    ok: {
      en: 'All {count} alarms are there and act; rules that mute alarms are not looked at.',
      ja: '{count} 個のアラームがすべてあり、動作します。アラームのミュートルールは確認していません。',
    },
    missing: {
      en: 'Missing: {names}.',
      ja: 'ないアラーム: {names}。',
      repair: REDEPLOY,
    },
    muted: {
      en: 'Without effect: {names}.',
      ja: '動作しないアラーム: {names}。',
      repair: {
        en: 'Switch their actions on again.',
        ja: 'アクションを有効に戻してください。',
      },
      command: 'aws cloudwatch enable-alarm-actions --region {region} --alarm-names {names}',
    },
    elsewhere: {
      en: 'They do not tell {topic}: {names}.',
      ja: '{topic} に知らせないアラーム: {names}。',
      repair: {
        en: 'Let them tell it again, besides whom you added; deploying the template does so.',
        ja: '追加した通知先とは別に、トピックにも知らせるように戻してください。テンプレートのデプロイでも戻ります。',
      },
    },
  },
  judge: ({ alarms: seen, names }: AlarmsSeen & Pick<Context, 'names'>) =>
    given(seen, (found) => {
      const present = new Map(found.map(({ name, acts }) => [name, acts]));
      const missing = names.alarms.filter((name) => !present.has(name));
      if (missing.length > 0) return broken('missing', { names: missing.join(', ') });
      const muted = names.alarms.filter((name) => present.get(name) === false);
      if (muted.length > 0) return broken('muted', { names: muted.join(' ') });
      const elsewhere = found.filter(({ tellsUs }) => !tellsUs).map(({ name }) => name);
      return elsewhere.length > 0
        ? broken('elsewhere', { names: elsewhere.join(', ') })
        : ok('ok', { count: names.alarms.length });
    }),
});
