import type { Clock, Coordination } from '../bell/ports.ts';
import { ROW_KEYS } from '../journal/rowKeys.ts';
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

/** Milliseconds between two publishes: under 10 a second, past which SNS suspends e-mail endpoints. */
export const PUBLISH_SPACING = 120;
/** A slot that was taken in advance is used up to this long (milliseconds) after its time; past that another is taken. */
const FRESH = 200;

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

/** The pace of all workers on one table, and their budget of ordinary notices: one row, as a rule one write for both. */
export type SharedPace = Pace & Pick<Coordination, 'admit'>;

/**
 * Kept in the row `ROW_KEYS.pace`: `freeAt` and `budgetFreeAt`, in milliseconds since the epoch. Whoever is admitted has taken
 * the next free slot for publishing by the same write, and `take` gives it back as long as it is fresh.
 */
export function createDynamoDbPace(rows: DynamoDbRows, clock: Clock): SharedPace {
  let slotInHand: number | undefined;

  async function update(set: string, where: string, values: Record<string, number | string>) {
    return answered(rows.update({ eventID: ROW_KEYS.pace, set, where, values }));
  }

  /** One write where the line is free, else two. */
  async function takeLine(line: 'freeAt' | 'budgetFreeAt', ms: number, ahead: number) {
    const now = clock.now();
    const next = async (value: string, where: string, values: Record<string, number | string>) => {
      const { done, row } = await update(`SET ${line} = ${value}`, where, values);
      return done ? Number(row[line]) - ms : undefined;
    };
    const free = passedOrForged(line, now, LONGEST_AHEAD);
    return (
      (await next(':next', free.where, { ...free.values, ':next': now + ms })) ??
      next(`${line} + :ms`, `${line} <= :latest`, { ':ms': ms, ':latest': now + ahead })
    );
  }

  return {
    take: async (ms, ahead) => {
      const slot = slotInHand;
      slotInHand = undefined;
      if (slot !== undefined && clock.now() - slot <= FRESH) return slot;
      return ahead < 0 ? undefined : takeLine('freeAt', ms, ahead);
    },
    admit: async (notices, { alone, everyMs }) => {
      const [now, ms, ahead] = [clock.now(), notices * everyMs, (alone - notices) * everyMs];
      if (ahead < 0) return false;
      const publish = passedOrForged('freeAt', now, LONGEST_AHEAD);
      const budget = passedOrForged('budgetFreeAt', now, LONGEST_AHEAD);
      const takeBoth = async (value: string, where: string, values: Record<string, number>) => {
        const { done, row } = await update(
          `SET freeAt = :publishNext, budgetFreeAt = ${value}`,
          `(${publish.where}) AND (${where})`,
          { ...publish.values, ...values, ':publishNext': now + PUBLISH_SPACING },
        );
        if (done) slotInHand = now;
        return { done, budgetFreeAt: Number(row['budgetFreeAt']) };
      };
      const first = await takeBoth(':next', budget.where, { ':next': now + ms });
      if (first.done) return true;
      // Nearly always it is only that the budget is in use; then there may be some of it left.
      if (first.budgetFreeAt > now) {
        const left = { ':ms': ms, ':latest': now + ahead };
        const second = await takeBoth(
          'budgetFreeAt + :ms',
          'budgetFreeAt > :now AND budgetFreeAt <= :latest',
          left,
        );
        if (second.done) return true;
        if (second.budgetFreeAt > now + ahead && second.budgetFreeAt <= now + LONGEST_AHEAD)
          return false;
      }
      return (await takeLine('budgetFreeAt', ms, ahead)) !== undefined;
    },
  };
}
