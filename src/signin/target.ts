import { cleanText } from './cleanText.ts';
import { fieldAt, isFields } from './fields.ts';

/** The request parameters that name the thing acted on, most telling first. */
const NAMES = [
  'name',
  'trailName',
  'filterName',
  'logGroupName',
  'functionName',
  'subscriptionArn',
  'topicArn',
  'tableName',
  'queueUrl',
  'stackName',
  'alarmNames',
  'rule',
  'roleName',
  'bucketName',
];

/** What an API call acted on, as its request names it; `''` where it does not say. */
export function targetOf(record: unknown): string {
  for (const name of NAMES) {
    const value = fieldAt(record, 'requestParameters', name);
    const text = Array.isArray(value)
      ? value.filter((v) => typeof v === 'string').join(', ')
      : value;
    if (typeof text === 'string' && text !== '') return cleanText(text, 256);
  }
  return '';
}

/** Does any request parameter name this resource, by its name or inside an ARN or URL? */
export function touchesResource(record: unknown, resource: string): boolean {
  return someString(
    fieldAt(record, 'requestParameters'),
    (text) =>
      text === resource ||
      new Set(text.split(/[:/]/)).has(resource) ||
      text.startsWith(`${resource}:`),
    3,
  );
}

function someString(value: unknown, test: (text: string) => boolean, depth: number): boolean {
  if (typeof value === 'string') return test(value);
  if (depth === 0) return false;
  const inner = Array.isArray(value) ? value : isFields(value) ? Object.values(value) : [];
  return inner.some((element: unknown) => someString(element, test, depth - 1));
}
