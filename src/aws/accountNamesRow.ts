import type { Clock } from '../bell/ports.ts';
import { ROW_KEYS } from '../journal/rowKeys.ts';
import { fieldsOf, textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import { answered, type DynamoDbRows } from './dynamoDbRows.ts';

/** Names of accounts, by their numbers. */
export type AccountNames = Readonly<Record<string, string>>;

const HOUR = 3_600_000;
/** Characters of all names together: a row of DynamoDB takes 400 KB, the names of some 5,000 accounts. */
const LONGEST = 380_000;
/** Characters of one name, as in `AccountNames`. */
const LONGEST_NAME = 64;

/**
 * The names of an organization's accounts, as a row of their own in the journal's table: a parameter has no room for them all.
 * `deploy` writes it, the safety net renews it.
 */
export type AccountNamesRow = {
  /** What the row holds; without names where there is none, or where the table does not answer. Asked once an hour. Never rejects. */
  load(): Promise<AccountNames>;
  /** When it was last written, milliseconds since the epoch; `undefined` where it was not, or where it claims a time to come. */
  loadWrittenAt(): Promise<number | undefined>;
  /** Writes them down; past some 5,000 the last ones are left out. Returns how many were. */
  save(names: ReadonlyMap<string, string>): Promise<number>;
};

export function createAccountNamesRow(rows: DynamoDbRows, clock: Clock): AccountNamesRow {
  let known: { readonly names: AccountNames; readonly at: number } | undefined;
  return {
    load: async () => {
      if (known !== undefined && clock.now() - known.at < HOUR) return known.names;
      try {
        const { details } = await rows.load(ROW_KEYS.accountNames);
        const held = fieldsOf(parseJson(String(details ?? '')));
        const names = Object.fromEntries(
          Object.keys(held).flatMap((id) => {
            const name = textAt(held, [id], LONGEST_NAME);
            return /^\d{12}$/.test(id) && name !== '' ? [[id, name] as const] : [];
          }),
        );
        known = { names, at: clock.now() };
      } catch {
        // Rather a notice with numbers than none; the next one asks again.
        return known?.names ?? {};
      }
      return known.names;
    },
    loadWrittenAt: async () => {
      const { writtenAt } = await answered(rows.load(ROW_KEYS.accountNames));
      return typeof writtenAt === 'number' && writtenAt <= clock.now() ? writtenAt : undefined;
    },
    save: async (names) => {
      const kept: [string, string][] = [];
      let length = 2;
      for (const [id, name] of [...names].sort()) {
        length += JSON.stringify({ [id]: name }).length;
        if (length > LONGEST) break;
        kept.push([id, name.slice(0, LONGEST_NAME)]);
      }
      await answered(
        rows.update({
          eventID: ROW_KEYS.accountNames,
          set: 'SET details = :details, writtenAt = :now',
          values: { ':details': JSON.stringify(Object.fromEntries(kept)), ':now': clock.now() },
        }),
      );
      known = undefined;
      return names.size - kept.length;
    },
  };
}
