import { isFields } from '../../src/signin/fields.ts';

/**
 * Does an event fit a pattern of EventBridge? As much of the language as ours use: lists of texts and prefixes, members within
 * members, `$or`. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function fitsEventPattern(pattern: unknown, event: unknown): boolean {
  if (!isFields(pattern)) throw new Error('a pattern is an object');
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === '$or')
      return Array.isArray(wanted) && wanted.some((one) => fitsEventPattern(one, event));
    const value = isFields(event) ? event[key] : undefined;
    return Array.isArray(wanted)
      ? wanted.some((one) => fits(one, value))
      : fitsEventPattern(wanted, value);
  });
}

function fits(wanted: unknown, value: unknown): boolean {
  if (!isFields(wanted)) return wanted === value;
  const { prefix, ...others } = wanted;
  if (Object.keys(others).length > 0)
    throw new Error(`unknown operator in ${JSON.stringify(wanted)}`);
  return typeof value === 'string' && value.startsWith(String(prefix));
}
