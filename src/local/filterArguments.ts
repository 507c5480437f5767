import { isAddressBlock } from '../signin/addressBlocks.ts';

/*
 * What `SignInFilter` is given, as people write it. Each throws an Error that says what is wrong and what would be
 * right. The command line and the page of a report share them.
 */

/** An address or a block of them (`203.0.113.0/24`, `2001:db8::/32`). */
export function parseAddress(text: string): string {
  if (isAddressBlock(text)) return text;
  throw new Error(
    `${JSON.stringify(text)} is no address; use one such as 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32`,
  );
}

/** An account number, from itself or from one of `names` (by number). */
export function parseAccount(text: string, names: Readonly<Record<string, string>>): string {
  if (/^\d{12}$/.test(text)) return text;
  const [number] = Object.entries(names).find(([, name]) => name === text) ?? [];
  if (number !== undefined) return number;
  const known = Object.values(names);
  const others = known.length === 0 ? '' : `, or a name: ${known.join(', ')}`;
  throw new Error(
    `${JSON.stringify(text)} is no account; use a number of twelve digits${others || ', or name accounts with --account-names'}`,
  );
}

/** The name of an event; `*` stands for any characters. */
export function parseEventName(text: string): string {
  if (/^[\w*]{1,128}$/.test(text)) return text;
  throw new Error(
    `${JSON.stringify(text)} is no event's name; use one such as ConsoleLogin or Switch*`,
  );
}

/** A region's code, or `global`. */
export function parseRegion(text: string): string {
  if (/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text) || text === 'global') return text;
  throw new Error(`${JSON.stringify(text)} is no region; use one such as us-east-1`);
}
