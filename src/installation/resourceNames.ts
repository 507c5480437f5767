import { chainNames } from '../health/names.ts';

/** The suffix of all names where none is given; the templates have the same default. */
export const DEFAULT_SUFFIX = 'ab0925cd';

/** The names that the templates give what they create; each is fixed by the suffix. */
export type ResourceNames = {
  readonly suffix: string;
  /** Stacks as `loginbell deploy` names them. A stack made by hand may be called otherwise. */
  readonly stack: string;
  readonly trailStack: string;
  readonly safetyNetStack: string;
  /** One in each region of the fast path. */
  readonly fastPathStack: string;
  readonly functionName: string;
  readonly functionRole: string;
  readonly functionLogGroup: string;
  readonly filter: string;
  readonly table: string;
  readonly topic: string;
  readonly alarmTopic: string;
  readonly deadLetters: string;
  readonly alarms: readonly string[];
  readonly trail: string;
  /** Of safety-net.yaml. */
  readonly safetyNetFunction: string;
  readonly safetyNetLogGroup: string;
  /** Of fast-path.yaml, the same in every region. */
  readonly fastPathRule: string;
};

/** All names that need no account number, by the suffix (infra/*.yaml; a test holds the two together). */
export function resourceNames(suffix: string): ResourceNames {
  const stack = suffix === DEFAULT_SUFFIX ? 'loginbell' : `loginbell-${suffix}`;
  const nowhere = { partition: '', region: '', accountId: '', logGroup: '' };
  const chain = chainNames({ ...nowhere, suffix });
  return {
    suffix,
    stack,
    trailStack: `${stack}-trail`,
    safetyNetStack: `${stack}-safety-net`,
    fastPathStack: `${stack}-fast-path`,
    functionName: chain.function,
    functionRole: `ConsoleLoginNotificationLambdaRole-${suffix}`,
    functionLogGroup: chain.functionLogGroup,
    filter: chain.filter,
    table: chain.table,
    topic: chain.topic,
    alarmTopic: chain.alarmTopic,
    deadLetters: chain.queue,
    alarms: chain.alarms,
    trail: `Management-events-${suffix}`,
    safetyNetFunction: chain.safetyNet,
    safetyNetLogGroup: `/aws/lambda/LoginbellSafetyNet-${suffix}`,
    fastPathRule: chain.fastPathRule,
  };
}

/** Where an installation is: what ARNs need besides names. */
export type AwsPlace = {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
};

/** The partition that a region belongs to: https://docs.aws.amazon.com/general/latest/gr/rande.html */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** ARNs and account-bound names of an installation. */
export function resourceArns(names: ResourceNames, place: AwsPlace) {
  const { partition, accountId, region } = place;
  const chain = chainNames({ ...place, suffix: names.suffix, logGroup: '' });
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  return {
    function: chain.functionArn,
    safetyNet: arn('lambda', `function:${names.safetyNetFunction}`),
    topic: chain.topicArn,
    alarmTopic: chain.alarmTopicArn,
    deadLetters: chain.queueArn,
    table: arn('dynamodb', `table/${names.table}`),
    trail: arn('cloudtrail', `trail/${names.trail}`),
    /** Names, not ARNs: cloudtrail.yaml puts the account number into them. */
    trailLogGroup: `aws-cloudtrail-loggroup-${accountId}-${names.suffix}`,
    trailBucket: `aws-cloudtrail-logs-${accountId}-${names.suffix}`,
  } as const;
}

/** A suffix that the templates take. Throws an Error that says what would be right. */
export function parseSuffix(text: string): string {
  if (/^[a-z0-9]([a-z0-9-]{0,14}[a-z0-9])?$/.test(text)) return text;
  throw new Error(
    `${JSON.stringify(text.slice(0, 60))} is no suffix; use 1 to 16 lower-case letters, digits or hyphens, with a letter or digit at both ends`,
  );
}
