import { type Fields, fieldAt } from '../signin/fields.ts';

/** The attribute types that are used here. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
export type AttributeValue = { S: string } | { N: string } | { BOOL: boolean } | { SS: string[] };

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
export function fromItem(item: Fields | Item): Fields {
  const values: Record<string, unknown> = {};
  for (const [key, attribute] of Object.entries(item)) {
    const number = fieldAt(attribute, 'N');
    values[key] =
      fieldAt(attribute, 'S') ??
      fieldAt(attribute, 'BOOL') ??
      fieldAt(attribute, 'SS') ??
      (typeof number === 'string' ? Number(number) : undefined);
  }
  return values;
}
