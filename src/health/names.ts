/** One installation: where it is, its suffix, and the log group that its trail writes to. */
export type Installation = {
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** `ResourceSuffixName` of the templates. */
  readonly suffix: string;
  /** `ExistingCloudTrailLogGroupName` of the template. */
  readonly logGroup: string;
};

/** What the template calls its resources, and their ARNs. */
export type ChainNames = Installation & {
  readonly filter: string;
  readonly function: string;
  readonly functionArn: string;
  readonly functionLogGroup: string;
  readonly logGroupArn: string;
  readonly table: string;
  readonly queue: string;
  readonly queueArn: string;
  readonly topic: string;
  readonly topicArn: string;
  /** Only there where a second address was given. */
  readonly alarmTopic: string;
  readonly alarmTopicArn: string;
  /** The function of the safety net, where there is one. */
  readonly safetyNet: string;
  /** EventBridge's rule of the fast path, the same in every region that has one. */
  readonly fastPathRule: string;
  readonly alarms: readonly string[];
};

const ALARMS = [
  'dead-letters',
  'errors',
  'throttles',
  'filter-errors',
  'filter-throttling',
  'failed-notices',
  'trail-silent',
];

/** The names that infra/console-login-notification.yaml gives its resources; a test holds the two together. */
export function chainNames(installation: Installation): ChainNames {
  const { partition, region, accountId, suffix, logGroup } = installation;
  const arn = (service: string, rest: string) =>
    `arn:${partition}:${service}:${region}:${accountId}:${rest}`;
  const own = {
    function: `ConsoleLoginNotificationLambda-${suffix}`,
    queue: `LoginbellDeadLetters-${suffix}`,
    topic: `SendEmailTopic-${suffix}`,
    alarmTopic: `LoginbellAlarmTopic-${suffix}`,
  };
  return {
    ...installation,
    ...own,
    filter: `ConsoleLogin-${suffix}`,
    functionArn: arn('lambda', `function:${own.function}`),
    functionLogGroup: `/aws/lambda/${own.function}`,
    logGroupArn: arn('logs', `log-group:${logGroup}`),
    table: `ConsoleLoginEventDataTable-${suffix}`,
    queueArn: arn('sqs', own.queue),
    topicArn: arn('sns', own.topic),
    alarmTopicArn: arn('sns', own.alarmTopic),
    safetyNet: `LoginbellSafetyNet-${suffix}`,
    fastPathRule: `LoginbellFastPath-${suffix}`,
    alarms: ALARMS.map((name) => `loginbell-${name}-${suffix}`),
  };
}
