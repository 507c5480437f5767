import { cleanText } from './cleanText.ts';
import { fieldAt } from './fields.ts';

/**
 * The request parameters that name the thing acted on. The first that is there decides: what stands
 * beside it (a destination, an alarm's action, the policy that is attached) is not what the call changes.
 */
const NAMES = [
  'name',
  'trailName',
  'filterName',
  'logGroupName',
  'logGroupIdentifier',
  'resourceArn',
  'resourceIdentifier',
  'functionName',
  'subscriptionArn',
  'topicArn',
  'tableName',
  'queueUrl',
  'stackName',
  'alarmNames',
  'alarmName',
  'rule',
  'roleName',
  'policyArn',
  'bucketName',
  'keyId',
];

/** What an API call acted on, as its request names it; `''` where it does not say. */
export function targetOf(record: unknown): string {
  return cleanText(targetsOf(record).join(', '), 256);
}

/**
 * Did the call act on this resource? `resource` is a name, in which `*` stands for any characters, or
 * the ARN of a key; the request may say a name, an ARN or a URL. A subscription's ARN holds its topic's
 * name, a function's an alias.
 */
export function actsOn(record: unknown, resource: string): boolean {
  const name = plainName(resource).replace(/\W/g, (mark) =>
    mark === '*' ? '[^:/]*' : `\\${mark}`,
  );
  const own = new RegExp(`(^|[:/])${name}($|[:/])`);
  if (isMuteOfAll(record)) return true;
  return targetsOf(record).some((target) => own.test(plainName(target)));
}

/** An ARN or URL without what stands before the name (`trail/` and the like too); a name as it is. */
export function plainName(target: string): string {
  return target.replace(/^arn(:[^:]*){4}:([a-z]+\/)?|^https:.*\//, '');
}

/** A mute rule for alarms without targets mutes all of them. */
function isMuteOfAll(record: unknown): boolean {
  return fieldAt(record, 'eventName') === MUTE_RULE && mutedAlarms(record).length === 0;
}

const MUTE_RULE = 'PutAlarmMuteRule';

function mutedAlarms(record: unknown): string[] {
  return textsOf(fieldAt(record, 'requestParameters', 'muteTargets', 'alarmNames'));
}

function textsOf(value: unknown): string[] {
  return [value]
    .flat()
    .filter((text) => typeof text === 'string' && text !== '')
    .map(String);
}

function targetsOf(record: unknown): string[] {
  if (fieldAt(record, 'eventName') === MUTE_RULE) return mutedAlarms(record);
  for (const name of NAMES) {
    const texts = textsOf(fieldAt(record, 'requestParameters', name));
    if (texts.length > 0) return texts;
  }
  return [];
}
