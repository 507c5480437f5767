import {
  broken,
  type Context,
  defineCheck,
  dependsOn,
  given,
  type Judged,
  ok,
  type Seen,
  warning,
} from '../check.ts';

/** A trail that sends to our log group. Times are milliseconds since the epoch. */
export type TrailFacts = {
  readonly arn: string;
  readonly multiRegion: boolean;
  readonly status: Seen<{
    readonly logging: boolean;
    /** CloudTrail's last error with CloudWatch Logs; `''` when the last delivery went well. */
    readonly deliveryError: string;
    readonly deliveredAt?: number;
    /** When it was last switched on. */
    readonly startedAt?: number;
  }>;
  readonly events: Seen<ManagementEvents>;
};

/**
 * Does a trail record management events that write? `narrowed`: only some, by a field of its advanced
 * selectors that is named.
 */
export type ManagementEvents =
  | { readonly kind: 'recorded' | 'not-recorded' }
  | { readonly kind: 'narrowed'; readonly by: string };

export type TrailsSeen = { readonly trails: Seen<readonly TrailFacts[]> };

/** Begins the names of the log groups that CloudTrail writes without a trail. */
export const TRAIL_LESS = 'aws/cloudtrail/';

export const trail = defineCheck({
  title: { en: 'Trail', ja: '証跡' },
  reads: {
    'cloudtrail:DescribeTrails': { on: 'any', why: 'which trail sends to the log group?' },
  },
  findings: {
    ok: {
      en: '{trail} records all regions and sends to {logGroup}.',
      ja: '{trail} は全リージョンを記録し、{logGroup} へ送っています。',
    },
    none: {
      en: 'No trail sends to {logGroup}.',
      ja: '{logGroup} へ送る証跡がありません。',
      repair: {
        en: 'Deploy cloudtrail.yaml, or let a multi-region trail send to this log group.',
        ja: 'cloudtrail.yamlをデプロイするか、マルチリージョンの証跡の送り先をこのロググループにしてください。',
      },
      command:
        'aws cloudformation deploy --region {region} --template-file cloudtrail.yaml --stack-name loginbell-trail --capabilities CAPABILITY_NAMED_IAM --parameter-overrides ResourceSuffixName={suffix}',
    },
    'without-trail': {
      en: 'CloudTrail writes {logGroup} without a trail: the events of {region} alone. Sign-ins that other regions record do not come.',
      ja: '{logGroup} はCloudTrailが証跡なしで書くロググループで、{region} のイベントしか入りません。ほかのリージョンに記録されたサインインは届きません。',
      repair: {
        en: 'Make a trail of all regions, or let the safety net or the fast path look at the others.',
        ja: '全リージョンの証跡を作るか、ほかのリージョンを安全網か速い経路で補ってください。',
      },
    },
    'single-region': {
      en: '{trail} records one region alone; sign-ins are recorded in several.',
      ja: '{trail} は1つのリージョンしか記録しません。ログインは複数のリージョンに記録されます。',
      repair: {
        en: 'Make it a multi-region trail.',
        ja: 'マルチリージョンの証跡にしてください。',
      },
      command:
        'aws cloudtrail update-trail --region {region} --name {trail} --is-multi-region-trail',
    },
  },
  judge: ({ trails, names }: TrailsSeen & Pick<Context, 'names'>) =>
    given(trails, (all) => {
      const best = bestOf(all);
      if (best === undefined) {
        return isWrittenWithoutTrail(names.logGroup) ? warning('without-trail') : broken('none');
      }
      return best.multiRegion
        ? ok('ok', { trail: best.arn })
        : broken('single-region', { trail: best.arn });
    }),
});

/** Is it one of CloudTrail's own log groups (one a kind of event and region)? */
export function isWrittenWithoutTrail(logGroup: string): boolean {
  return logGroup.startsWith(TRAIL_LESS);
}

/** Of several trails to one log group, the one that serves best decides. */
function bestOf(trails: readonly TrailFacts[]): TrailFacts | undefined {
  const isOn = ({ status }: TrailFacts) => !status.seen || status.value.logging;
  return (
    trails.find((one) => one.multiRegion && isOn(one)) ??
    trails.find(({ multiRegion }) => multiRegion) ??
    trails[0]
  );
}

/** Judges the trail that serves best, for the checks that depend on there being one. */
export function ofBestTrail<Finding extends string>(
  { trails }: TrailsSeen,
  judge: (found: TrailFacts) => Judged<Finding>,
) {
  const best = trails.seen ? bestOf(trails.value) : undefined;
  return best === undefined ? dependsOn(trail) : judge(best);
}
