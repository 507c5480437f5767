import type { Clock, Coordination, Gathering } from '../bell/ports.ts';
import { entryOf } from '../journal/entryOf.ts';
import { ROW_KEYS, windowKey } from '../journal/rowKeys.ts';
import { answered, type DynamoDbRows, passedOrForged } from './dynamoDbRows.ts';
import type { SharedPace } from './rateLimiter.ts';

/** Longer than a dead letter waits (14 days), since a redrive asks for what its envelope had gathered. */
const LIFE = 15 * 86_400_000;
/** A window open for longer than this (milliseconds) was written by no honest worker. */
const LONGEST_WINDOW = 90_000;

/** The coordination in the journal's table: one row for pace and budget, one for what is open, one for each gathering. */
export function createDynamoDbCoordination(
  rows: DynamoDbRows,
  clock: Clock,
  { admit }: SharedPace,
): Coordination {
  const expiry = () => Math.floor((clock.now() + LIFE) / 1000);

  /** The open gathering, or a new one under `id`. */
  async function open(id: string, now: number, gatherMs: number): Promise<Gathering> {
    const free = passedOrForged('closesAt', now, gatherMs + LONGEST_WINDOW);
    const { row } = await rows.update({
      eventID: ROW_KEYS.openWindow,
      set: 'SET opener = :id, closesAt = :closesAt',
      where: free.where,
      values: { ...free.values, ':id': id, ':closesAt': now + gatherMs },
    });
    const opener = String(row['opener']);
    return { id: opener, closesAt: Number(row['closesAt']), isOpener: opener === id };
  }

  return {
    admit,
    join: async (id, members, { gatherMs }) => {
      const gathering = await answered(open(id, clock.now(), gatherMs));
      if (gathering.isOpener) return gathering;
      const { done } = await answered(
        rows.update({
          eventID: windowKey(gathering.id),
          set: 'SET unixtime = :unixtime ADD members :members',
          where: 'attribute_not_exists(closed)',
          // Given away by a first attempt, and refused to a second that came after the closing: told twice.
          once: true,
          values: {
            ':unixtime': expiry(),
            ':members': members.map(({ eventId, token }) => `${eventId} ${token}`),
          },
        }),
      );
      return done ? gathering : undefined;
    },
    close: async (id) => {
      const { row } = await answered(
        rows.update({
          eventID: windowKey(id),
          set: 'SET closed = :closed, unixtime = :unixtime',
          values: { ':closed': true, ':unixtime': expiry() },
        }),
      );
      const members = Array.isArray(row['members']) ? row['members'] : [];
      return members.map((member) => {
        const [eventId = '', token = ''] = String(member).split(' ');
        return { eventId, token };
      });
    },
    takeOver: async ({ eventId, token }, lease) => {
      const { done, row } = await answered(
        rows.update({
          eventID: eventId,
          set: 'SET leaseToken = :mine, leaseUntil = :until',
          where: '#state = :claimed AND (leaseToken IN (:theirs, :mine) OR leaseUntil <= :now)',
          values: {
            ':claimed': 'claimed',
            ':mine': lease.token,
            ':theirs': token,
            ':until': lease.until,
            ':now': clock.now(),
          },
        }),
      );
      return done ? entryOf(row).signIn : undefined;
    },
  };
}
