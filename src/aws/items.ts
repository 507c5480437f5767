import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Fields } from '../signin/fields.ts';

export type Item = Record<string, AttributeValue>;

/** What an attribute may hold here; a list is a set of strings, and may not be empty. */
export type Values = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

/** Plain values as DynamoDB attributes; `undefined` is left out. */
export function toItem(values: Values): Item {
  const item: Item = {};
  for (const [key, value] of Object.entries(values)) {
    if (typeof value === 'string') item[key] = { S: value };
    else if (typeof value === 'number') item[key] = { N: String(value) };
    else if (typeof value === 'boolean') item[key] = { BOOL: value };
    else if (value !== undefined) item[key] = { SS: [...value] };
  }
  return item;
}

/** DynamoDB attributes as plain values; other types than those that `toItem` writes are left out. */
export function fromItem(item: Item): Fields {
  const values: Record<string, unknown> = {};
  for (const [key, { S, N, BOOL, SS }] of Object.entries(item)) {
    values[key] = S ?? BOOL ?? SS ?? (N === undefined ? undefined : Number(N));
  }
  return values;
}
