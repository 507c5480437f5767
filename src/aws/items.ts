import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Fields } from '../signin/fields.ts';

export type Item = Record<string, AttributeValue>;

/** Plain values as DynamoDB attributes; `undefined` is left out. */
export function toItem(
  values: Readonly<Record<string, string | number | boolean | undefined>>,
): Item {
  const item: Item = {};
  for (const [key, value] of Object.entries(values)) {
    if (typeof value === 'string') item[key] = { S: value };
    else if (typeof value === 'number') item[key] = { N: String(value) };
    else if (value !== undefined) item[key] = { BOOL: value };
  }
  return item;
}

/** DynamoDB attributes as plain values; other types than those that `toItem` writes are left out. */
export function fromItem(item: Item): Fields {
  const values: Record<string, unknown> = {};
  for (const [key, { S, N, BOOL }] of Object.entries(item)) {
    values[key] = S ?? BOOL ?? (N === undefined ? undefined : Number(N));
  }
  return values;
}
