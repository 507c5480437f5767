import type { Seen } from '../health/check.ts';
import type { ManagementEvents } from '../health/checks/trail.ts';
import type { AwsPlace, ResourceNames } from './resourceNames.ts';

/** A trail of the account, as far as it matters for listening to it. Names may be others' choice. */
export type TrailCandidate = {
  readonly name: string;
  readonly arn: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly logGroupArn: string | undefined;
  readonly status: Seen<{ readonly logging: boolean; readonly deliveryError: string }>;
  readonly events: Seen<ManagementEvents>;
  /** Looked at only where it is in the account and region at hand; `undefined`: not there. */
  readonly logGroup: Seen<LogGroupFacts | undefined>;
};

export type LogGroupFacts = {
  /** `STANDARD`, `INFREQUENT_ACCESS`, `DELIVERY`. */
  readonly class: string;
  readonly filters: readonly { readonly name: string; readonly destination: string }[];
};

export type TrailVerdict =
  | { readonly fits: true; readonly logGroup: string }
  | {
      readonly fits: false;
      readonly reasons: readonly string[];
      /** The region in which it would fit, where that alone is wrong. */
      readonly fitsIn?: string;
      /** What would make it fit, where that is less than making another. */
      readonly wayOut?: string;
    };

const OFF = 'it is switched off';

/** A log group takes so many: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const FILTERS_OF_A_LOG_GROUP = 2;

/** Can loginbell listen to this trail from here, and if not, why? All reasons, short. */
export function judgeTrailCandidate(
  trail: TrailCandidate,
  { names, place }: { readonly names: ResourceNames; readonly place: AwsPlace },
): TrailVerdict {
  const { region, account, name } = logGroupOf(trail.logGroupArn ?? '');
  const home = homeOf(trail.arn);
  // A member sees the trail and may not change it; what it lacks is for the management account to give.
  const isOfOthers =
    trail.organization && home.account !== undefined && home.account !== place.accountId;
  const reasons = [
    ...(trail.multiRegion ? [] : ['it covers one region']),
    ...statusReasons(trail.status),
    ...eventReasons(trail.events),
  ];
  if (name === undefined) {
    const all = [...reasons, 'it writes to no log group'];
    if (isOfOthers) {
      const wayOut = `install loginbell in the account ${home.account}, after giving the organization's trail a log group there`;
      return { fits: false, reasons: all, wayOut };
    }
    const isOff = reasons.join() === OFF;
    const wayOut =
      'give it a log group (CloudTrail console, the trail, Edit, CloudWatch Logs)' +
      (isOff ? ' and switch it on' : '');
    return { fits: false, reasons: all, ...(reasons.length === 0 || isOff ? { wayOut } : {}) };
  }
  if (account !== place.accountId) {
    reasons.push(`its log group belongs to account ${account}; install loginbell there`);
    const wayOut = `install loginbell in the account ${account}, where its sign-ins arrive`;
    return { fits: false, reasons, wayOut };
  }
  if (region !== place.region) {
    const fitsIn = reasons.length === 0 && region !== undefined ? { fitsIn: region } : {};
    return { fits: false, reasons: [...reasons, `its log group is in ${region}`], ...fitsIn };
  }
  reasons.push(...logGroupReasons(trail.logGroup, names));
  if (reasons.join() === OFF) {
    const wayOut = `switch it on: aws cloudtrail start-logging --region ${home.region ?? region} --name ${trail.arn}`;
    return { fits: false, reasons, wayOut };
  }
  const facts = trail.logGroup.seen ? trail.logGroup.value : undefined;
  if (reasons.length === 1 && facts !== undefined && isFull(facts.filters, names)) {
    return { fits: false, reasons, wayOut: MAKE_ROOM };
  }
  return reasons.length > 0 ? { fits: false, reasons } : { fits: true, logGroup: name };
}

/**
 * The trail to listen to: loginbell's own before others, one of the account before one of the organization,
 * which would bring the sign-ins of every account.
 */
export function preferredTrail<T extends Pick<TrailCandidate, 'name' | 'organization'>>(
  fitting: readonly T[],
  names: ResourceNames,
): T | undefined {
  return (
    fitting.find(({ name }) => name === names.trail) ??
    fitting.find(({ organization }) => !organization) ??
    fitting[0]
  );
}

/** The region of a trail and the account that owns it (of an organization's, the management account), by its ARN. */
function homeOf(arn: string) {
  const [, region, account] = /^arn:[^:]+:cloudtrail:([a-z\d-]+):(?:(\d{12}):)?/.exec(arn) ?? [];
  return { region, account };
}

/** Region, account and name in a log group's ARN; `undefined` where it is none. */
export function logGroupOf(arn: string) {
  const [, region, account, name] =
    /^arn:[^:]+:logs:([^:]+):([^:]+):log-group:([^:]+)/.exec(arn) ?? [];
  return { region, account, name };
}

function statusReasons(status: TrailCandidate['status']): readonly string[] {
  if (!status.seen) return [`whether it is on could not be seen (${unseen(status)})`];
  if (!status.value.logging) return [OFF];
  const { deliveryError } = status.value;
  return deliveryError === ''
    ? []
    : [`CloudTrail cannot write to its log group (${deliveryError})`];
}

function eventReasons(events: TrailCandidate['events']): readonly string[] {
  if (!events.seen) return [`what it records could not be seen (${unseen(events)})`];
  if (events.value.kind === 'not-recorded') return ['it records no management events that write'];
  return events.value.kind === 'narrowed'
    ? [`it records only some management events (by ${events.value.by})`]
    : [];
}

/** Why a log group cannot be listened to; nothing where it can. */
export function logGroupReasons(
  logGroup: TrailCandidate['logGroup'],
  names: ResourceNames,
): readonly string[] {
  if (!logGroup.seen) return [`the log group could not be looked at (${unseen(logGroup)})`];
  if (logGroup.value === undefined) return ['there is no such log group'];
  const { class: logGroupClass, filters } = logGroup.value;
  if (logGroupClass !== 'STANDARD') {
    return [`the log group is of class ${logGroupClass}, which has no subscription filters`];
  }
  if (!isFull(filters, names)) return [];
  const all = filters.map(({ name, destination }) => `${name} to ${destination}`);
  return [
    `the log group has two subscription filters already, and takes no more (${all.join(', ')})`,
  ];
}

function isFull(filters: LogGroupFacts['filters'], names: ResourceNames): boolean {
  return (
    filters.length >= FILTERS_OF_A_LOG_GROUP && !filters.some(({ name }) => name === names.filter)
  );
}

/**
 * What could make room in a log group that has two filters. An account-level policy would be a third way in, but there is one an
 * account, for all of its log groups.
 */
const MAKE_ROOM =
  'delete a filter that nobody needs (aws logs delete-subscription-filter), or let one that feeds a stream feed the other from there';

function unseen({ reason, permission }: { readonly reason: string; readonly permission?: string }) {
  return permission === undefined ? reason : `${permission} is missing`;
}
