import { concurrently } from '../concurrently.ts';
import type { Notice, NoticeSettings } from '../notice/notice.ts';
import type { Watch } from '../signin/events.ts';
import type { SignIn } from '../signin/signIn.ts';
import type {
  Acts,
  Budget,
  Clock,
  Coordination,
  Lease,
  Notifier,
  SignInHistory,
  SignInJournal,
  Way,
} from './ports.ts';
import type { QuietRule } from './quietRules.ts';
import { failuresOf, joinSteps, type ReportPart, type RingFailure, type Step } from './report.ts';

/** The outside world, as the bell needs it. */
export type RingDeps = {
  readonly journal: SignInJournal;
  readonly history: SignInHistory;
  readonly acts: Acts;
  readonly notifier: Notifier;
  /** Where all workers on this journal agree; `noCoordination` where there is one only. */
  readonly coordination: Coordination;
  readonly clock: Clock;
  /** A token that no other worker has. */
  readonly leaseToken: string;
  /** Told of each notice as it goes out, for those who watch; never decides anything. */
  readonly onSent?: (notice: Notice) => void;
};

export type RingSettings = {
  readonly notice: NoticeSettings;
  readonly watch: Watch;
  /** How long a claim is ours, in milliseconds: longer than one run over one envelope may take. */
  readonly leaseMs: number;
  /** How many sign-ins are worked on at once. */
  readonly concurrency: number;
  /** Store, but tell nobody (backfill, `--no-notify`). */
  readonly mute: boolean;
  /** Ordinary successes that are stored without telling anybody. @default none */
  readonly quiet?: readonly QuietRule[];
  /**
   * When failures are no longer begun (milliseconds since the epoch), so that what is begun is settled; what is left
   * comes again with the envelope.
   * @default never
   */
  readonly deadline?: number;
  /**
   * The records come from a check for what the stream missed, and are told as late.
   * @default false
   */
  readonly found?: boolean;
  /** By which way the records came, to be written down with what they tell first. @default none */
  readonly way?: Way;
  /**
   * How many ordinary notices go out alone, over all workers, before they gather.
   * @default BUDGET: 20, and 4 a minute
   */
  readonly budget?: Budget;
};

/** One run over one envelope: what it works with. What it found is returned from step to step. */
export type Run = {
  readonly deps: RingDeps;
  readonly settings: RingSettings;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
};

/** A sign-in that is ours to tell until `heldUntil` (milliseconds since the epoch). */
export type Held = { readonly signIn: SignIn; readonly heldUntil: number };

/** `isNew`: this run stored it first. */
export type Claimed = Held & { readonly isNew: boolean };

export function startRun(deps: RingDeps, settings: RingSettings): Run {
  return { deps, settings, startedAt: deps.clock.now() };
}

/** Calls `work` for every item, as many at once as the settings allow; resolves to what the calls returned, in order. */
export function each<T, R>(
  run: Run,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  return concurrently(items, run.settings.concurrency, work);
}

/** The lease under which this run claims, counted from now. */
export function leaseOf({ deps, settings }: Run): Lease {
  return { token: deps.leaseToken, until: deps.clock.now() + settings.leaseMs };
}

/**
 * Runs one step for these sign-ins. If it fails, `failed` makes the result of a report that says so, the sign-ins are given
 * back for the next delivery, and the rest of the run goes on.
 */
export async function attempt<R>(
  run: Run,
  step: RingFailure['step'],
  signIns: readonly Pick<SignIn, 'eventId'>[],
  work: () => Promise<R>,
  failed: (report: ReportPart) => R,
): Promise<R> {
  try {
    return await work();
  } catch (error) {
    await each(run, signIns, ({ eventId }) =>
      // If even this fails, the lease runs out by itself; the failure is in the report already.
      run.deps.journal.release(eventId, leaseOf(run)).catch(() => undefined),
    );
    return failed(failuresOf(signIns, step, error));
  }
}

/** Attempts one step for every item by itself: one that fails finds nothing, and its neighbours go on. */
export async function attemptEach<T, Found>(
  run: Run,
  step: RingFailure['step'],
  items: readonly T[],
  signInOf: (item: T) => Pick<SignIn, 'eventId'>,
  work: (item: T) => Promise<Step<readonly Found[]>>,
): Promise<Step<Found[]>> {
  const steps = await each(run, items, (item) =>
    attempt<Step<readonly Found[]>>(
      run,
      step,
      [signInOf(item)],
      () => work(item),
      (report) => ({ found: [], report }),
    ),
  );
  return joinSteps(steps);
}
