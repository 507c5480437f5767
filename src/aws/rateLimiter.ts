import type { Clock } from '../bell/ports.ts';
import { answered, type DynamoDbRows, passedOrForged } from './dynamoDbRows.ts';

/**
 * A line of time on which everybody takes a piece for himself, one behind the other. Taking 120 ms each spaces
 * what they do by 120 ms; taking up to a bound makes a budget that refills as time passes.
 */
export type Pace = {
  /**
   * Takes `ms` of the line, from now or from where it is free, and returns when that is (milliseconds since
   * the epoch). `undefined`, and nothing is taken, where it would be more than `ahead` ms from now.
   */
  take(ms: number, ahead: number): Promise<number | undefined>;
};

/**
 * How far ahead of the clock a line can honestly be taken, in milliseconds: the budget's 20 notices of 15 s each, and a
 * minute for clocks that differ.
 */
const LONGEST_AHEAD = 360_000;

/** The pace of this process alone. */
export function createProcessPace(clock: Clock): Pace {
  let free = 0;
  return {
    take: async (ms, ahead) => {
      const start = Math.max(clock.now(), free);
      if (start - clock.now() > ahead) return undefined;
      free = start + ms;
      return start;
    },
  };
}

/** The pace of all workers on one table, in the row `key`: one write where the line is free, else two. */
export function createDynamoDbPace(rows: DynamoDbRows, clock: Clock, key: string): Pace {
  return {
    take: async (ms, ahead) => {
      const now = clock.now();
      const next = async (set: string, where: string, values: Record<string, number | string>) => {
        const { done, row } = await answered(
          rows.update({ eventID: key, set: `SET freeAt = ${set}`, where, values }),
        );
        return done ? Number(row['freeAt']) - ms : undefined;
      };
      if (ahead < 0) return undefined;
      const free = passedOrForged('freeAt', now, LONGEST_AHEAD);
      return (
        (await next(':next', free.where, { ...free.values, ':next': now + ms })) ??
        next('freeAt + :ms', 'freeAt <= :latest', { ':ms': ms, ':latest': now + ahead })
      );
    },
  };
}
