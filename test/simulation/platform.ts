import { isComplete, type RingSettings, ring } from '../../src/bell/bell.ts';
import type { Acts, SignInHistory, SignInJournal } from '../../src/bell/ports.ts';
import { recordsOf } from '../../src/envelopes/recordsOf.ts';
import { createEffects } from './effects.ts';
import { envelopesOf, type Happening, poisoned } from './happenings.ts';
import { type OpenJournal, openJournal } from './openJournal.ts';
import type { Fault, Method, Schedule } from './schedule.ts';
import { createTruth, type Ending, type Truth, type Worker } from './truth.ts';
import { clockOf, createVirtualTime, type VirtualTime } from './virtualTime.ts';

/** All that is left of a schedule when nothing happens any more. */
export type Outcome = {
  readonly schedule: Schedule;
  readonly envelopes: readonly (readonly Happening[])[];
  readonly truth: Truth;
  readonly journal: SignInJournal & SignInHistory & Acts;
};

/** What the platform gives a run, in milliseconds. */
type Platform = {
  readonly leaseMs: number;
  /** Whoever is still at work then is killed. On one machine: a person loses patience. */
  readonly deadline: number;
  /** Failures are not begun so long before the deadline. */
  readonly reserve: number;
  /** After the first and the second failure; after the third the envelope goes to the dead letters. */
  readonly retries: readonly number[];
  /** Faults that take time take so many times longer. */
  readonly slowness: number;
};

const PLATFORMS: Readonly<Record<Schedule['platform'], Platform>> = {
  // "Asynchronous invocation" in the Lambda guide; timeout and lease as the template and handler set them.
  lambda: {
    leaseMs: 50_000,
    deadline: 40_000,
    reserve: 12_000,
    retries: [60_000, 120_000],
    slowness: 1,
  },
  machine: {
    leaseMs: 600_000,
    deadline: 3_600_000,
    reserve: 0,
    retries: [700_000, 700_000],
    slowness: 10,
  },
};

/** Runs a schedule to its end, and hands `check` what came of it before the journal is closed. */
export async function simulate<T>(
  schedule: Schedule,
  check: (outcome: Outcome) => Promise<T>,
): Promise<T> {
  const time = createVirtualTime();
  const { journal, coordination, close } = openJournal(schedule.journal, time);
  try {
    const truth = createTruth();
    const envelopes = envelopesOf(schedule);
    const start = createStarter(schedule, time, truth, { journal, coordination }, envelopes);
    const deliveries = [
      ...schedule.envelopes.map((planned) => planned.deliveries),
      ...schedule.scattered,
    ];
    for (const [i, moments] of deliveries.entries()) {
      for (const seconds of moments) deliver(i, seconds * 1000);
    }
    await time.runAll();
    return await check({ schedule, envelopes, truth, journal });

    function deliver(envelope: number, after: number, failed = 0): void {
      time.after(after, () =>
        start(envelope, (ending) => {
          if (ending === 'complete') truth.ends.push({ envelope, end: 'complete' });
          else {
            const again = PLATFORMS[schedule.platform].retries[failed];
            if (again === undefined) truth.ends.push({ envelope, end: 'dead-letter' });
            else deliver(envelope, again, failed + 1);
          }
        }),
      );
    }
  } finally {
    close();
  }
}

function createStarter(
  schedule: Schedule,
  time: VirtualTime,
  truth: Truth,
  stores: Pick<OpenJournal, 'journal' | 'coordination'>,
  envelopes: readonly (readonly Happening[])[],
) {
  const { leaseMs, deadline, reserve, slowness } = PLATFORMS[schedule.platform];
  const settings: RingSettings = {
    notice: { language: 'en', timeZone: 'UTC', accountNames: {} },
    watch: { events: 'AllSignInsAndTampering', ownResources: [] },
    leaseMs,
    concurrency: schedule.concurrency,
    mute: false,
    budget: { alone: schedule.alone, everyMs: 15_000, gatherMs: 12_000 },
  };
  const endings = new Map<Worker, (ending: Ending) => void>();
  const end = (worker: Worker, ending: Ending) => {
    if (!worker.alive) return;
    worker.alive = false;
    worker.ending = ending;
    worker.endedAt = time.now();
    endings.get(worker)?.(ending);
  };
  const world = {
    time,
    truth,
    ...stores,
    happenings: envelopes.flat(),
    strikes: createStrikes(schedule, truth, slowness),
    latency: inTurn(schedule.latencies, 1),
    cpuMs: schedule.cpuMs,
    lands: inTurn(schedule.lands, false),
    kill: (worker: Worker) => end(worker, 'died'),
  };
  return (envelope: number, onEnd: (ending: Ending) => void): void => {
    const happenings = envelopes[envelope] ?? [];
    const worker: Worker = {
      id: `worker ${truth.workers.length + 1}`,
      envelope,
      startedAt: time.now(),
      cpuFreeAt: time.now(),
      unreached: 0,
      alive: true,
      ending: undefined,
      endedAt: Number.POSITIVE_INFINITY,
      hurt: new Set(),
      held: new Set(),
      rights: new Map(),
    };
    truth.workers.push(worker);
    endings.set(worker, onEnd);
    time.after(deadline, () => end(worker, 'timed-out'));
    const effects = createEffects(world, worker, happenings);
    const deps = {
      journal: effects.journal,
      history: effects.journal,
      acts: effects.journal,
      notifier: effects.notifier,
      coordination: effects.coordination,
      clock: clockOf(time, () => worker.alive),
      leaseToken: worker.id,
    };
    const inTime = { ...settings, deadline: time.now() + deadline - reserve };
    ring(recordsOf(logsOf(happenings)), deps, inTime).then(
      (report) => {
        worker.unreached = report.unreached;
        end(worker, isComplete(report) ? 'complete' : 'incomplete');
      },
      () => end(worker, 'threw'),
    );
  };
}

/** What CloudWatch Logs delivers, unpacked. */
function logsOf(happenings: readonly Happening[]): unknown {
  const logEvents = happenings.map(({ message }, i) => ({ id: String(i), timestamp: 0, message }));
  return { messageType: 'DATA_MESSAGE', logEvents };
}

/** Decides what strikes each call: the poisons first, then the fault whose turn it is. */
function createStrikes(schedule: Schedule, truth: Truth, slowness: number) {
  const calls = new Map<Method, number>();
  const poisons = schedule.poisons.map(({ method, signIn }) => {
    return { method, eventId: poisoned(schedule, signIn) };
  });
  const strikesAt = (method: Method, call: number) => (fault: Fault) =>
    fault.method === method && call >= fault.nth && call < fault.nth + fault.times;
  return (method: Method, eventIds: readonly string[]) => {
    const call = calls.get(method) ?? 0;
    calls.set(method, call + 1);
    if (poisons.some((one) => one.method === method && eventIds.includes(one.eventId))) {
      truth.strikes.push({ method, kind: 'poison' });
      return { kind: 'refused', seconds: 0 } as const;
    }
    const fault = schedule.faults.find(strikesAt(method, call));
    if (fault === undefined) return undefined;
    truth.strikes.push({ method, kind: fault.kind });
    return { kind: fault.kind, seconds: fault.seconds * slowness };
  };
}

function inTurn<T>(values: readonly T[], otherwise: T): () => T {
  let turn = 0;
  return () => {
    const value = values[turn % values.length] ?? otherwise;
    turn += 1;
    return value;
  };
}
