import fc from 'fast-check';
import { breaches, busyBreaches, calmBreaches } from './laws.ts';
import { simulate } from './platform.ts';
import { busySchedule, calmSchedule, faultySchedule, type Schedule } from './schedule.ts';
import { addOutcome, emptyTally, type Tally } from './tally.ts';

/** What many schedules came to. */
export type Verdict = {
  /** Schedules run, the broken one included. */
  readonly schedules: number;
  readonly tally: Tally;
  /** Absent where every law was kept. */
  readonly broken?: {
    /** The letters of the laws that broke, `a` to `f` or `calm`, with commas between them. */
    readonly laws: string;
    readonly breaches: string;
    /** The smallest schedule found that breaks it. */
    readonly schedule: Schedule | undefined;
  };
};

export type CheckOptions = {
  readonly schedules: number;
  readonly seed: number;
  /** Without faults, with the stricter laws of a calm world. */
  readonly calm?: boolean;
  /** Without faults, with more failures than one run has the time for. */
  readonly busy?: boolean;
  /** `false` stops at the first broken schedule; otherwise it is made smaller. */
  readonly shrink?: boolean;
  readonly onSchedule?: (done: number) => void;
};

/** Runs so many schedules from one seed; the same seed always runs the same ones. */
export async function checkSchedules(options: CheckOptions): Promise<Verdict> {
  const { schedules, seed, calm = false, busy = false, shrink = true, onSchedule } = options;
  const tally = emptyTally();
  let isKept = true;
  const drawn = busy ? busySchedule : calm ? calmSchedule : faultySchedule;
  const property = fc.asyncProperty(drawn, async (schedule) => {
    const found = await simulate(schedule, async (outcome) => {
      if (isKept) addOutcome(tally, outcome);
      return [
        ...(await breaches(outcome)),
        ...(calm ? calmBreaches(outcome) : []),
        ...(busy ? busyBreaches(outcome) : []),
      ];
    });
    if (isKept) onSchedule?.(tally.schedules);
    if (found.length === 0) return;
    isKept = false;
    throw new Error(found.join('\n'));
  });
  const result = await fc.check(property, { numRuns: schedules, seed, endOnFailure: !shrink });
  if (!result.failed) return { schedules: result.numRuns, tally };
  const { errorInstance } = result;
  const text = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const laws = [...new Set(text.split('\n').map((line) => line.replace(/:.*/, '')))];
  return {
    schedules: result.numRuns,
    tally,
    broken: {
      laws: laws.toSorted().join(', '),
      breaches: text,
      schedule: result.counterexample?.[0],
    },
  };
}
