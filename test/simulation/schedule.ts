import fc from 'fast-check';

/** The calls at which a worker touches the world: the only points where workers interleave. */
export const METHODS = [
  'claim',
  'settle',
  'release',
  'countFailures',
  'addFailedAccount',
  'settledAmong',
  'firstSeen',
  'history',
  'send',
  'admit',
  'join',
  'close',
  'takeOver',
  'findTold',
  'findName',
  'saveName',
] as const;
export type Method = (typeof METHODS)[number];

/** What can go wrong with one call. */
export const FAULT_KINDS = [
  /** It did not happen, and the worker is told so. */
  'refused',
  /** It happened, and the worker is told that it failed. */
  'answer-lost',
  /** The worker is told that it failed; it happens `seconds` later. */
  'late',
  /** It happened; the client asked again by itself, so it happened twice, and the second answer counts. */
  'repeated',
  /** Half of it happened (a settle of many), and the worker is told that it failed. */
  'half',
  /** It did not happen, and no answer ever comes: the deadline ends the worker. */
  'hangs-undone',
  /** It happened, and no answer ever comes. */
  'hangs-done',
  /** The worker ends there, before it happened. */
  'dies-undone',
  /** The worker ends there, after half of it happened. */
  'dies-half',
  /** The worker ends there, after it happened. */
  'dies-done',
  /** It happens `seconds` later than it should. */
  'slow',
  /** It happens, and the answer takes `seconds`. */
  'slow-answer',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Strikes the `nth` call (from 0) of a method in the whole schedule, and `times - 1` calls after it. */
export type Fault = {
  readonly method: Method;
  readonly nth: number;
  readonly times: number;
  readonly kind: FaultKind;
  readonly seconds: number;
};

/** Every call of a method that concerns this sign-in is refused, for ever. */
export type Poison = { readonly method: Method; readonly signIn: number };

export const SIGN_IN_KINDS = [
  'user',
  'root',
  'failure',
  'root-failure',
  'later-failure',
  'tampering',
  'refused-tampering',
  'late',
  'broken',
  'long',
  'opening',
  'session-token',
  'session-console',
] as const;
export type SignInKind = (typeof SIGN_IN_KINDS)[number];

/** Sign-ins by their place in the schedule, and when (seconds) the envelope is delivered; often twice. */
export type PlannedEnvelope = {
  readonly signIns: readonly number[];
  readonly deliveries: readonly number[];
};

/** Everything that decides a run; the same schedule always runs the same way. */
export type Schedule = {
  /** `lambda`: deadline 40 s, lease 50 s. `machine`: no deadline, lease 10 min, faults ten times slower. */
  readonly platform: 'lambda' | 'machine';
  readonly journal: 'memory' | 'sqlite' | 'sqlite-file';
  readonly concurrency: number;
  readonly signIns: readonly SignInKind[];
  /** More ordinary users and more failures of one hour in the first envelope: digests and floods. */
  readonly coordination: number;
  readonly guesses: number;
  /** Ordinary notices that may go out alone at once, over all workers; past that they gather. */
  readonly alone: number;
  /** More envelopes of one ordinary user each: when (seconds) each is delivered, some twice. */
  readonly scattered: readonly (readonly number[])[];
  readonly envelopes: readonly PlannedEnvelope[];
  readonly faults: readonly Fault[];
  readonly poisons: readonly Poison[];
  /** Milliseconds of its processor that each call of a worker takes, one after the other. */
  readonly cpuMs: number;
  /** Milliseconds to the world or back, in turn. */
  readonly latencies: readonly number[];
  /** Does what a worker had asked for still happen after its death? In turn. */
  readonly lands: readonly boolean[];
};

const fault: fc.Arbitrary<Fault> = fc.record({
  method: fc.oneof(
    { arbitrary: fc.constantFrom<Method>('send', 'settle'), weight: 1 },
    { arbitrary: fc.constantFrom(...METHODS), weight: 1 },
  ),
  nth: fc.oneof(fc.nat(4), fc.nat(30)),
  times: fc.oneof(
    { arbitrary: fc.constant(1), weight: 4 },
    { arbitrary: fc.integer({ min: 2, max: 40 }), weight: 1 },
  ),
  kind: fc.constantFrom(...FAULT_KINDS),
  seconds: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 95 })),
});

const moment = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: 6, max: 400 }),
);

const envelope: fc.Arbitrary<PlannedEnvelope> = fc.record({
  signIns: fc.array(fc.nat(7), { minLength: 1, maxLength: 6 }),
  deliveries: fc.array(moment, { minLength: 1, maxLength: 3 }),
});

const mostly = <T>(usual: T, weight: number, other: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(usual), weight }, { arbitrary: other, weight: 1 });

const calm = {
  platform: mostly<Schedule['platform']>('lambda', 4, fc.constant('machine')),
  journal: mostly<Schedule['journal']>(
    'memory',
    9,
    mostly('sqlite', 19, fc.constant('sqlite-file')),
  ),
  concurrency: fc.integer({ min: 1, max: 4 }),
  signIns: fc.array(fc.constantFrom(...SIGN_IN_KINDS), { minLength: 1, maxLength: 8 }),
  coordination: mostly(0, 29, fc.integer({ min: 20, max: 56 })),
  guesses: mostly(0, 5, fc.integer({ min: 1, max: 14 })),
  alone: mostly(20, 1, fc.integer({ min: 0, max: 3 })),
  scattered: mostly<readonly (readonly number[])[]>(
    [],
    1,
    fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 2 }), {
      minLength: 1,
      maxLength: 6,
    }),
  ),
  envelopes: fc.array(envelope, { minLength: 1, maxLength: 3 }),
  cpuMs: mostly(0, 3, fc.integer({ min: 1, max: 40 })),
  latencies: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 12 }),
  lands: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
};

/** Schedules with faults. */
export const faultySchedule: fc.Arbitrary<Schedule> = fc.record({
  ...calm,
  faults: fc.array(fault, { minLength: 1, maxLength: 5 }),
  poisons: mostly<readonly Poison[]>(
    [],
    5,
    fc.array(
      fc.record({
        method: fc.constantFrom<Method>(
          'claim',
          'firstSeen',
          'send',
          'settle',
          'release',
          'join',
          'close',
          'takeOver',
        ),
        signIn: fc.nat(13),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  ),
});

/** What no stranger can multiply, beside more guesses than one run has the time for. */
export const busySchedule: fc.Arbitrary<Schedule> = fc.record({
  ...calm,
  platform: fc.constant('lambda'),
  journal: fc.constant('memory'),
  signIns: fc.array(
    fc.constantFrom<SignInKind>('user', 'root', 'tampering', 'late', 'long', 'broken'),
    {
      minLength: 1,
      maxLength: 8,
    },
  ),
  coordination: fc.constant(0),
  alone: fc.constant(20),
  guesses: fc.integer({ min: 200, max: 1500 }),
  scattered: fc.constant([]),
  envelopes: fc.constant([{ signIns: [0, 1, 2, 3, 4, 5, 6, 7], deliveries: [0] }]),
  cpuMs: fc.integer({ min: 10, max: 45 }),
  latencies: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 }),
  faults: fc.constant([]),
  poisons: fc.constant([]),
});

/** Schedules in which nothing goes wrong but that things come twice, late and out of order. */
export const calmSchedule: fc.Arbitrary<Schedule> = fc.record({
  ...calm,
  latencies: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 }),
  faults: fc.constant([]),
  poisons: fc.constant([]),
});
