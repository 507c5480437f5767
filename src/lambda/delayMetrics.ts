import type { RingReport } from '../bell/bell.ts';
import type { Way } from '../bell/ports.ts';
import { isTest } from '../signin/testSignIn.ts';

/** Numbers in one list of the format. */
const MOST_VALUES = 100;

const NAMESPACE = 'Loginbell';
const DELAY_METRIC = 'SecondsToNotice';

/** The seconds from each sign-in to its notice at `now`, of those that were told and whose time is known. */
export function delaysOf(settled: RingReport['settled'], now: number): readonly number[] {
  return settled
    .filter(({ subject, signIn }) => subject !== undefined && signIn.timeIsKnown)
    .map(({ signIn }) => Math.round((now - Date.parse(signIn.occurredAt)) / 1000));
}

/**
 * The seconds from each sign-in to its notice, as lines of CloudWatch's embedded metric format, by installation and way; none
 * where nothing was told. Sign-ins of `loginbell test`, and those whose time is not known, are left out. They are written to
 * standard output as they are: through the console, Lambda's JSON logs would wrap them, and CloudWatch would find no metric.
 * `now`: milliseconds since the epoch.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function delayMetrics(
  { settled }: Pick<RingReport, 'settled'>,
  { installation, way, now }: { installation: string; way: Way; now: number },
): readonly string[] {
  const seconds = delaysOf(
    settled.filter(({ signIn }) => !isTest(signIn)),
    now,
  ).map((delay) => Math.max(0, delay));
  return Array.from({ length: Math.ceil(seconds.length / MOST_VALUES) }, (_, i) =>
    JSON.stringify({
      _aws: {
        Timestamp: now,
        CloudWatchMetrics: [
          {
            Namespace: NAMESPACE,
            Dimensions: [['Installation', 'Way']],
            Metrics: [{ Name: DELAY_METRIC, Unit: 'Seconds' }],
          },
        ],
      },
      Installation: installation,
      Way: way,
      [DELAY_METRIC]: seconds.slice(i * MOST_VALUES, (i + 1) * MOST_VALUES),
    }),
  );
}

/** Where the lines go. */
export function writeToStandardOutput(line: string): void {
  process.stdout.write(`${line}\n`);
}
