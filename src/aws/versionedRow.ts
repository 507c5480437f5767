import type { Clock, Lease } from '../bell/ports.ts';
import type { VersionedMemory } from '../safetyNet/memory.ts';
import type { Fields } from '../signin/fields.ts';
import { answered, type DynamoDbRows } from './dynamoDbRows.ts';

/** What one row of the journal's table remembers, with a version that one of many runs may move on. Never expires. */
export function createVersionedRow<T>(
  { rows, clock }: { readonly rows: DynamoDbRows; readonly clock: Clock },
  eventID: string,
  stateOf: (row: Fields) => T | undefined,
): VersionedMemory<T> {
  return {
    load: async () => {
      const row = await answered(rows.load(eventID));
      const version = Number(row['version'] ?? 0);
      return { version, state: version === 0 ? undefined : stateOf(row) };
    },
    claim: async (version: number, { token, until }: Lease) => {
      const isUnchanged = version === 0 ? 'attribute_not_exists(version)' : 'version = :version';
      const isFree = '(attribute_not_exists(leaseUntil) OR leaseUntil <= :now)';
      const values = { ':token': token, ':until': until, ':now': clock.now() };
      const { done } = await answered(
        rows.update({
          eventID,
          set: 'SET leaseToken = :token, leaseUntil = :until',
          where: `${isUnchanged} AND ${isFree}`,
          values: version === 0 ? values : { ...values, ':version': version },
        }),
      );
      return done;
    },
    settle: async (state: T, version: number, { token }: Lease) => {
      const details = JSON.stringify(state);
      await answered(
        rows.update({
          eventID,
          set: 'SET details = :details, version = :version REMOVE leaseToken, leaseUntil',
          where: 'leaseToken = :token',
          values: { ':details': details, ':version': version, ':token': token },
        }),
      );
    },
  };
}
