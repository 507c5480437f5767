import { cleanText } from './cleanText.ts';

/** An untrusted JSON object: anything may be missing, null or of another type. */
export type Fields = { readonly [key: string]: unknown };

/** The value as an object; an empty one for anything else, arrays included. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** Is the value a JSON object? */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own members only, so that `__proto__` or `constructor` in a record means nothing. */
export function fieldAt(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (!isFields(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

/** The cleaned string at a path, or `''`: for a missing, non-string or blank one. */
export function textAt(value: unknown, path: readonly string[], limit = 256): string {
  const found = fieldAt(value, ...path);
  return typeof found === 'string' ? cleanText(found, limit) : '';
}

/** `{ key: value }`, or nothing at all for a missing or blank value. */
export function optionalText<K extends string>(
  key: K,
  value: string | undefined,
): { [P in K]?: string } {
  const field: { [P in K]?: string } = {};
  if (value !== undefined && value !== '') field[key] = value;
  return field;
}
