import { LoginbellError, reasonOf } from '../errors.ts';
import type { SignIn } from '../signin/signIn.ts';
import type { Settlement } from './ports.ts';

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
  readonly records: number;
  /** Records of other events, or of those that the setting does not watch. */
  readonly notWatched: number;
  /** Sign-ins already told, or standing twice in this envelope. */
  readonly duplicates: number;
  /** Notices sent. */
  readonly notices: number;
  /** Failures for which no time was left. */
  readonly unreached: number;
  /** Sign-ins given to a gathering, whose opener tells them. */
  readonly gathered: number;
  /** Sign-ins of the past that one notice told all together. */
  readonly caughtUp: number;
  /** Why each unreadable record could not be read. */
  readonly unreadable: readonly string[];
  /** Sign-ins that reached their final state in this run. */
  readonly settled: readonly Settlement<SignIn>[];
  /** Held by another worker until the given time (milliseconds since the epoch). */
  readonly held: readonly { readonly eventId: string; readonly until: number }[];
  readonly failures: readonly RingFailure[];
};

/** What one step adds to the report. */
export type ReportPart = Partial<RingReport>;

/** What a step found, and what it adds to the report. */
export type Step<Found> = { readonly found: Found; readonly report: ReportPart };

/** Numbers are added up, lists put one behind the other. */
export function joinReports(parts: readonly ReportPart[]): RingReport {
  const sum = (numberOf: (part: ReportPart) => number | undefined) =>
    parts.reduce((total, part) => total + (numberOf(part) ?? 0), 0);
  return {
    records: sum(({ records }) => records),
    notWatched: sum(({ notWatched }) => notWatched),
    duplicates: sum(({ duplicates }) => duplicates),
    notices: sum(({ notices }) => notices),
    unreached: sum(({ unreached }) => unreached),
    gathered: sum(({ gathered }) => gathered),
    caughtUp: sum(({ caughtUp }) => caughtUp),
    unreadable: parts.flatMap(({ unreadable = [] }) => unreadable),
    settled: parts.flatMap(({ settled = [] }) => settled),
    held: parts.flatMap(({ held = [] }) => held),
    failures: parts.flatMap(({ failures = [] }) => failures),
  };
}

/** Steps of the same kind as one. */
export function joinSteps<T>(steps: readonly Step<readonly T[]>[]): Step<T[]> {
  return {
    found: steps.flatMap(({ found }) => found),
    report: joinReports(steps.map(({ report }) => report)),
  };
}

/** That this step failed for these sign-ins. */
export function failuresOf(
  signIns: readonly Pick<SignIn, 'eventId'>[],
  step: RingFailure['step'],
  error: unknown,
): ReportPart {
  const code = error instanceof LoginbellError ? { code: error.code } : {};
  const reason = reasonOf(error);
  return { failures: signIns.map(({ eventId }) => ({ eventId, step, reason, ...code })) };
}
