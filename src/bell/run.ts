import { concurrently } from '../concurrently.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import type { Notice, NoticeSettings } from '../notice/notice.ts';
import type { Watch } from '../signin/events.ts';
import type { SignIn } from '../signin/signIn.ts';
import type {
  Acts,
  Budget,
  Clock,
  Coordination,
  FinalState,
  Lease,
  Notifier,
  SignInHistory,
  SignInJournal,
  Way,
} from './ports.ts';
import type { QuietRule } from './quietRules.ts';

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

/** A sign-in that reached its final state in this run. `subject` is absent where nothing was sent. */
export type Settled = {
  readonly signIn: SignIn;
  readonly state: FinalState;
  readonly subject?: string;
};

/** A step that failed. What it concerns stays claimable, and is told when the envelope comes again. */
export type RingFailure = {
  readonly eventId: string;
  readonly step: 'claim' | 'assess' | 'count' | 'gather' | 'send' | 'settle';
  readonly reason: string;
  /** Of our own errors. */
  readonly code?: LoginbellError['code'];
};

/** What became of every record of one envelope. */
export type RingReport = {
  records: number;
  /** Records of other events, or of those that the setting does not watch. */
  notWatched: number;
  /** Sign-ins already told, or standing twice in this envelope. */
  duplicates: number;
  /** Notices sent. */
  notices: number;
  /** Failures for which no time was left. */
  unreached: number;
  /** Sign-ins given to a gathering, whose opener tells them. */
  gathered: number;
  /** Sign-ins of the past that one notice told all together. */
  caughtUp: number;
  /** Why each unreadable record could not be read. */
  readonly unreadable: string[];
  readonly settled: Settled[];
  /** Held by another worker until the given time (milliseconds since the epoch). */
  readonly held: { readonly eventId: string; readonly until: number }[];
  readonly failures: RingFailure[];
};

/** One run over one envelope: what it works with, and the report that it fills. */
export type Run = {
  readonly deps: RingDeps;
  readonly settings: RingSettings;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Until when each claimed sign-in is ours (milliseconds since the epoch), by event id. */
  readonly leases: Map<string, number>;
  readonly report: RingReport;
};

/** A sign-in that is ours to tell. */
export type Claimed = { readonly signIn: SignIn; readonly isNew: boolean };

export function startRun(deps: RingDeps, settings: RingSettings): Run {
  return {
    deps,
    settings,
    startedAt: deps.clock.now(),
    leases: new Map(),
    report: {
      records: 0,
      notWatched: 0,
      duplicates: 0,
      notices: 0,
      unreached: 0,
      gathered: 0,
      caughtUp: 0,
      unreadable: [],
      settled: [],
      held: [],
      failures: [],
    },
  };
}

/** Calls `work` for every item, as many at once as the settings allow. */
export function each<T>(run: Run, items: readonly T[], work: (item: T) => Promise<void>) {
  return concurrently(items, run.settings.concurrency, work);
}

/** The lease under which this run claims, counted from now. */
export function leaseOf({ deps, settings }: Run): Lease {
  return { token: deps.leaseToken, until: deps.clock.now() + settings.leaseMs };
}

/**
 * Runs one step for these sign-ins. If it fails, the report says so, the sign-ins are given back for the
 * next delivery, and the rest of the run goes on.
 */
export async function attempt(
  run: Run,
  step: RingFailure['step'],
  signIns: readonly Pick<SignIn, 'eventId'>[],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    for (const signIn of signIns) fail(run, signIn, step, error);
    await each(run, signIns, ({ eventId }) =>
      // If even this fails, the lease runs out by itself; the failure is in the report already.
      run.deps.journal.release(eventId, leaseOf(run)).catch(() => undefined),
    );
  }
}

export function fail(
  run: Run,
  { eventId }: Pick<SignIn, 'eventId'>,
  step: RingFailure['step'],
  error: unknown,
): void {
  const code = error instanceof LoginbellError ? { code: error.code } : {};
  run.report.failures.push({ eventId, step, reason: reasonOf(error), ...code });
}
