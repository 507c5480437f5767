import { createProcessPace, type Pace } from '../../src/aws/rateLimiter.ts';
import { createSnsNotifier } from '../../src/aws/snsNotifier.ts';
import { isComplete, type RingSettings, ring } from '../../src/bell/bell.ts';
import type {
  Clock,
  Coordination,
  Notifier,
  SignInHistory,
  SignInJournal,
} from '../../src/bell/ports.ts';
import { recordsOf } from '../../src/envelopes/recordsOf.ts';
import type { Notice } from '../../src/notice/notice.ts';
import { collected } from './collected.ts';
import { deliveriesOf, type FloodRecord } from './floods.ts';
import { type OpenJournal, openJournal } from './openJournal.ts';
import { clockOf, createVirtualTime, type VirtualTime } from './virtualTime.ts';

/** How a flood arrives. */
export type FloodPlan = {
  readonly records: readonly FloodRecord[];
  /** Records in one envelope. */
  readonly size: number;
  readonly rhythm: 'steady' | 'bursts';
  /** Workers that Lambda runs at once, at the most; each has its own paced notifier, and keeps it. */
  readonly workers: number;
};

/** What a flood came to. Times in virtual seconds. */
export type FloodReport = {
  readonly envelopes: number;
  readonly mails: number;
  readonly alone: number;
  readonly digests: number;
  readonly largestDigest: number;
  /** Notices that tell of a counted failure. */
  readonly failureMails: number;
  readonly important: number;
  /** Important ones that rang alone, in the first run of their envelope. */
  readonly importantAlone: number;
  /** From the delivery of its envelope to the notice, the slowest important one. */
  readonly importantWithin: number;
  readonly stored: number;
  readonly untold: number;
  /** The most publishes within any one second. */
  readonly peakRate: number;
  readonly peakWorkers: number;
  readonly longestRun: number;
  readonly timeouts: number;
  readonly deadLetters: number;
  /** The text of the first digest, for a reader's eye. */
  readonly exampleDigest: string | undefined;
};

/** A worker's process: its notifier, and so the spacing of its publishes, lives as long as it does. */
type Container = {
  isFree: boolean;
  readonly clock: Clock;
  readonly notifier: Notifier;
  dispose(): void;
};

type Told = { readonly at: number; readonly notice: Notice; readonly run: number };

/** What a call of the journal and a publish take, in milliseconds: small, as within one region. */
const JOURNAL_LATENCY = 8;
const PUBLISH_LATENCY = 30;
const DEADLINE = 40_000;
const RETRIES = [60_000, 120_000];

/** As the Lambda function sets it, but wording in English. */
const SETTINGS: RingSettings = {
  notice: { language: 'en', timeZone: 'UTC', accountNames: {} },
  watch: { events: 'AllSignInsAndTampering', ownResources: [] },
  leaseMs: 50_000,
  concurrency: 10,
  mute: false,
};

/** Lets a flood come in, in virtual time. */
export async function runFlood(plan: FloodPlan): Promise<FloodReport> {
  const deliveries = deliveriesOf(plan.records, plan.size, plan.rhythm);
  const time = createVirtualTime(new Date(deliveries[0]?.at ?? 0).toISOString());
  const { journal, coordination, close } = openJournal('memory', time);
  const pace = createProcessPace(clockOf(time, () => true));
  const publishes: number[] = [];
  const told: Told[] = [];
  const containers: Container[] = [];
  const waiting: (() => void)[] = [];
  const firstRuns = new Map<number, number>();
  const seen = { runs: 0, atWork: 0, peakWorkers: 0, longest: 0, timeouts: 0, deadLetters: 0 };

  function containerFor(): Container | undefined {
    const free = containers.find(({ isFree }) => isFree);
    if (free !== undefined || containers.length === plan.workers) return free;
    const made = createContainer(time, pace, () => publishes.push(time.now()));
    containers.push(made);
    return made;
  }

  function invoke(delivery: number, attempt: number): void {
    const container = containerFor();
    if (container === undefined) {
      waiting.push(() => invoke(delivery, attempt));
      return;
    }
    container.isFree = false;
    seen.runs += 1;
    seen.atWork += 1;
    seen.peakWorkers = Math.max(seen.peakWorkers, seen.atWork);
    const run = seen.runs;
    if (attempt === 0) firstRuns.set(delivery, run);
    const startedAt = time.now();
    let hasEnded = false;
    const end = (isDone: boolean, isTimeout: boolean) => {
      if (hasEnded) return;
      hasEnded = true;
      seen.atWork -= 1;
      seen.longest = Math.max(seen.longest, time.now() - startedAt);
      container.isFree = true;
      if (isTimeout) {
        seen.timeouts += 1;
        container.dispose();
        containers.splice(containers.indexOf(container), 1);
      }
      const again = RETRIES[attempt];
      if (!isDone && again === undefined) seen.deadLetters += 1;
      else if (!isDone) time.after(again ?? 0, () => invoke(delivery, attempt + 1));
      waiting.shift()?.();
    };
    time.after(DEADLINE, () => end(false, true));
    const { clock } = container;
    const slow = slowed({ journal, coordination }, clock);
    const notifier = {
      send: async (notice: Notice) => {
        await container.notifier.send(notice);
        told.push({ at: time.now(), notice, run });
      },
    };
    const logEvents = deliveries[delivery]?.records.map(({ message }) => ({ message })) ?? [];
    const deps = {
      ...slow,
      history: slow.journal,
      acts: journal,
      notifier,
      clock,
      leaseToken: `run ${run}`,
    };
    ring(recordsOf({ logEvents }), deps, SETTINGS).then(
      (report) => end(isComplete(report), false),
      () => end(false, false),
    );
  }

  try {
    for (const [i, { at }] of deliveries.entries()) {
      time.after(at - time.now(), () => invoke(i, 0));
    }
    await time.runAll();
    const entries = await collected(journal.entries({ since: '0000', until: '9999' }));
    const folded = entries.filter(({ state }) => state === 'folded');
    const known = new Set([
      ...told.flatMap(({ notice }) => notice.signIns.map(({ eventId }) => eventId)),
      ...folded.map(({ signIn }) => signIn.eventId),
    ]);
    const failures = new Set(
      plan.records.flatMap(({ eventId, isFailure }) => (isFailure ? [eventId] : [])),
    );
    const digests = told.filter(({ notice }) => notice.signIns.length > 1);
    const important = deliveries.flatMap(({ at, records }, delivery) =>
      records
        .filter(({ isImportant }) => isImportant)
        .map(({ eventId }) => {
          const rang = told.find(
            ({ notice, run }) =>
              run === firstRuns.get(delivery) &&
              notice.signIns.length === 1 &&
              notice.signIns[0]?.eventId === eventId,
          );
          return rang === undefined ? Number.POSITIVE_INFINITY : (rang.at - at) / 1000;
        }),
    );
    return {
      envelopes: deliveries.length,
      mails: publishes.length,
      alone: told.length - digests.length,
      digests: digests.length,
      largestDigest: Math.max(0, ...digests.map(({ notice }) => notice.signIns.length)),
      failureMails: told.filter(({ notice }) =>
        notice.signIns.some(({ eventId }) => failures.has(eventId)),
      ).length,
      important: important.length,
      importantAlone: important.filter((seconds) => Number.isFinite(seconds)).length,
      importantWithin: Math.max(0, ...important),
      stored: entries.length,
      untold: plan.records.filter(({ eventId }) => !known.has(eventId)).length,
      peakRate: mostWithinOneSecond(publishes),
      peakWorkers: seen.peakWorkers,
      longestRun: seen.longest / 1000,
      timeouts: seen.timeouts,
      deadLetters: seen.deadLetters,
      exampleDigest: digests[0]?.notice.text,
    };
  } finally {
    close();
  }
}

/** A process with the real SNS notifier; what it publishes by writes down when it was asked to publish. */
function createContainer(time: VirtualTime, shared: Pace, onPublish: () => void): Container {
  let isAlive = true;
  const clock = clockOf(time, () => isAlive);
  const publish = async () => {
    onPublish();
    await clock.sleep(PUBLISH_LATENCY);
  };
  const pace: Pace = {
    take: async (...given) => {
      await clock.sleep(JOURNAL_LATENCY);
      return shared.take(...given);
    },
  };
  const topicArn = 'arn:aws:sns:us-east-1:123456789012:loginbell';
  return {
    isFree: true,
    clock,
    notifier: createSnsNotifier({ publish, topicArn, clock, pace }),
    dispose: () => {
      isAlive = false;
    },
  };
}

/** The stores with the time that their calls take. */
function slowed(
  { journal, coordination }: Pick<OpenJournal, 'journal' | 'coordination'>,
  clock: Clock,
) {
  const after = async <T>(answer: () => Promise<T>): Promise<T> => {
    await clock.sleep(JOURNAL_LATENCY);
    return answer();
  };
  const slowJournal: SignInJournal & SignInHistory = {
    claim: (...given) => after(() => journal.claim(...given)),
    settle: (...given) => after(() => journal.settle(...given)),
    release: (...given) => after(() => journal.release(...given)),
    settledAmong: (...given) => after(() => journal.settledAmong(...given)),
    countFailures: (...given) => after(() => journal.countFailures(...given)),
    firstSeen: (...given) => after(() => journal.firstSeen(...given)),
    async *entries(query) {
      await clock.sleep(JOURNAL_LATENCY);
      yield* journal.entries(query);
    },
  };
  const slowCrowd: Coordination = {
    admit: (...given) => after(() => coordination.admit(...given)),
    join: (...given) => after(() => coordination.join(...given)),
    close: (...given) => after(() => coordination.close(...given)),
    takeOver: (...given) => after(() => coordination.takeOver(...given)),
  };
  return { journal: slowJournal, coordination: slowCrowd };
}

/** The most of these moments (in order, milliseconds) that lie within any one second. */
export function mostWithinOneSecond(moments: readonly number[]): number {
  let [most, start] = [0, 0];
  for (const [end, moment] of moments.entries()) {
    while ((moments[start] ?? moment) <= moment - 1000) start += 1;
    most = Math.max(most, end - start + 1);
  }
  return most;
}
