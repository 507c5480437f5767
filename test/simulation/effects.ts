import type {
  Acts,
  Claim,
  Coordination,
  Gathering,
  JournalEntry,
  Member,
  Notifier,
  SignInHistory,
  SignInJournal,
} from '../../src/bell/ports.ts';
import type { Notice } from '../../src/notice/notice.ts';
import { collected } from './collected.ts';
import type { Happening } from './happenings.ts';
import { ACT_LASTS, BUCKETS } from './happenings.ts';
import type { FaultKind, Method } from './schedule.ts';
import type { Landing, Truth, Worker } from './truth.ts';
import type { VirtualTime } from './virtualTime.ts';

/** What strikes a call: decided by the schedule. */
export type Strikes = (
  method: Method,
  eventIds: readonly string[],
) => { readonly kind: FaultKind; readonly seconds: number } | undefined;

export type EffectDeps = {
  readonly time: VirtualTime;
  readonly truth: Truth;
  readonly journal: SignInJournal & SignInHistory & Acts;
  readonly coordination: Coordination;
  /** Of all envelopes. */
  readonly happenings: readonly Happening[];
  readonly strikes: Strikes;
  readonly latency: () => number;
  /** Of the worker's processor, for each call. */
  readonly cpuMs: number;
  /** Does what a dead worker had asked for still happen? */
  readonly lands: () => boolean;
  readonly kill: (worker: Worker) => void;
};

/** A call on its way: what it does, whole or (settles of many) half. */
type Call<T> = {
  readonly method: Method;
  /** The sign-ins that suffer when it fails. */
  readonly concerns: readonly string[];
  readonly happen: (half: boolean) => Promise<T>;
  /** Called when the worker learns of the answer. */
  readonly answered?: () => void;
};

/** SNS takes no longer message. Source: Publish in the SNS API reference. */
const MOST_BYTES = 262_144;

/** These faults let the worker go on as if nothing had been. */
const HARMLESS: readonly FaultKind[] = ['slow', 'slow-answer'];

/**
 * The world as one worker sees it: the real journal and an outbox, each call a journey there and back in
 * virtual time, on which the schedule's faults strike. What happens is written into `truth`.
 */
export function createEffects(deps: EffectDeps, worker: Worker, envelope: readonly Happening[]) {
  const { time, truth, journal } = deps;

  function call<T>({ method, concerns, happen, answered }: Call<T>): Promise<T> {
    if (!worker.alive) return new Promise(() => undefined);
    const strike = deps.strikes(method, concerns);
    const kind = strike?.kind;
    const delay = (strike?.seconds ?? 0) * 1000;
    if (kind !== undefined && !HARMLESS.includes(kind)) {
      for (const eventId of concerns) worker.hurt.add(eventId);
    }
    worker.cpuFreeAt = Math.max(worker.cpuFreeAt, time.now()) + deps.cpuMs;
    const [there, back] = [worker.cpuFreeAt - time.now() + deps.latency(), deps.latency()];
    return new Promise<T>((resolve, reject) => {
      const answer = (after: number, tell: () => void) =>
        time.after(after, () => {
          if (worker.alive) tell();
        });
      const refuse = (after = back) =>
        answer(after, () => reject(new Error(`${method}: ${kind ?? 'failed'}`)));
      const succeed = (outcome: Promise<T>, after = back) => {
        void outcome.then(
          (value) =>
            answer(after, () => {
              answered?.();
              resolve(value);
            }),
          (error: unknown) => answer(after, () => reject(error)),
        );
      };
      time.after(there + (kind === 'slow' ? delay : 0), () => {
        if (!worker.alive && !deps.lands()) return;
        if (kind === undefined || kind === 'slow') succeed(happen(false));
        else if (kind === 'slow-answer') succeed(happen(false), back + delay);
        else if (kind === 'refused') refuse();
        else if (kind === 'answer-lost') void happen(false).then(() => refuse());
        else if (kind === 'half') void happen(true).then(() => refuse());
        else if (kind === 'late') {
          refuse();
          time.after(delay, () => void happen(false));
        } else if (kind === 'repeated' && (method === 'countFailures' || method === 'join')) {
          // The adapters see to it that the client never repeats these (test/contract/dynamoDbJournal).
          void happen(false).then(() => refuse());
        } else if (kind === 'repeated') {
          void happen(false).then(() => {
            time.after(back + there, () => succeed(happen(false)));
          });
        } else if (kind === 'hangs-done') void happen(false);
        else if (kind === 'dies-undone') deps.kill(worker);
        else if (kind === 'dies-done' || kind === 'dies-half') {
          void happen(kind === 'dies-half').then(() => deps.kill(worker));
        }
      });
    });
  }

  const sharing = (eventIds: readonly string[]) => {
    const buckets = envelope.flatMap(({ eventId, bucket }) =>
      bucket !== undefined && eventIds.includes(eventId) ? [bucket] : [],
    );
    const folded = envelope.filter(
      ({ bucket }) => bucket !== undefined && buckets.includes(bucket),
    );
    // What has gathered may lead an act of this envelope.
    const acts = deps.happenings.flatMap(({ eventId, act }) =>
      act && eventIds.includes(eventId) ? [act] : [],
    );
    const ofActs = envelope.filter(({ act: own }) =>
      acts.some((act) => own?.person === act.person && Math.abs(own.at - act.at) <= ACT_LASTS),
    );
    return [...new Set([...eventIds, ...[...folded, ...ofActs].map(({ eventId }) => eventId)])];
  };
  const failures = envelope.filter(({ bucket }) => bucket !== undefined);

  const wrapped: SignInJournal & SignInHistory & Acts = {
    findTold: (key) =>
      call({ method: 'findTold', concerns: [], happen: () => journal.findTold(key) }),
    findName: (id) =>
      call({ method: 'findName', concerns: [], happen: () => journal.findName(id) }),
    saveName: (id, name) =>
      call({ method: 'saveName', concerns: [], happen: () => journal.saveName(id, name) }),
    settledAmong: (eventIds) =>
      call({
        method: 'settledAmong',
        concerns: [],
        happen: () => journal.settledAmong(eventIds),
      }),
    addFailedAccount: (failed) =>
      call({
        method: 'addFailedAccount',
        concerns: [],
        happen: () => journal.addFailedAccount(failed),
      }),
    claim: (signIn, lease, as) =>
      call<Claim>({
        method: 'claim',
        concerns: [signIn.eventId],
        happen: async () => {
          const claim = await journal.claim(signIn, lease, as);
          if (as !== undefined && claim.kind === 'claimed' && claim.isNew) {
            const { eventId } = signIn;
            truth.settled(worker, [{ signIn: { eventId }, state: as }], time.now());
            return claim;
          }
          truth.claimed(worker, signIn.eventId, lease, claim, time.now());
          if (claim.kind === 'held') worker.held.add(signIn.eventId);
          return claim;
        },
      }),
    settle: (settlements, at) =>
      call<void>({
        method: 'settle',
        concerns: settlements.map(({ signIn }) => signIn.eventId),
        happen: async (half) => {
          const part = half ? settlements.slice(0, settlements.length >> 1) : settlements;
          await journal.settle(part, at);
          truth.settled(worker, part, time.now());
        },
      }),
    release: (eventId, lease) =>
      call<void>({
        method: 'release',
        concerns: [eventId],
        happen: async () => {
          await journal.release(eventId, lease);
          truth.released(worker, eventId);
        },
      }),
    countFailures: (bucket, by) =>
      call<number>({
        method: 'countFailures',
        concerns: failures
          .filter((one) => {
            const known = one.bucket && BUCKETS[one.bucket];
            return known?.hour === bucket.hour && known.group === bucket.group;
          })
          .map(({ eventId }) => eventId),
        happen: async () => {
          truth.counted.push({ bucket, by });
          return journal.countFailures(bucket, by);
        },
      }),
    firstSeen: (signIn) =>
      call({
        method: 'firstSeen',
        concerns: [signIn.eventId],
        happen: () => journal.firstSeen(signIn),
      }),
    async *entries(query) {
      yield* await call<JournalEntry[]>({
        method: 'history',
        concerns: failures.map(({ eventId }) => eventId),
        happen: () => collected(journal.entries(query)),
      });
    },
  };

  const notifier: Notifier = {
    send: (notice: Notice) => {
      const startedAt = time.now();
      const eventIds = notice.signIns.map(({ eventId }) => eventId);
      for (const eventId of eventIds) {
        const until = worker.rights.get(eventId);
        if (until === undefined) {
          truth.broken.push(`b: ${worker.id} began to send ${eventId}, which it had never claimed`);
        } else if (until <= startedAt) {
          truth.broken.push(`b: ${worker.id} began to send ${eventId} after its lease had run out`);
        }
      }
      const bytes = Buffer.byteLength(notice.text);
      if (bytes > MOST_BYTES) {
        truth.broken.push(`i: ${worker.id} sent ${bytes} bytes, which nobody takes: ${eventIds}`);
      }
      let latest: Landing | undefined;
      return call<void>({
        method: 'send',
        concerns: sharing(eventIds),
        happen: async () => {
          latest = {
            worker,
            eventIds,
            tally: tallyIn(notice),
            startedAt,
            landedAt: time.now(),
            answered: false,
          };
          truth.landings.push(latest);
        },
        answered: () => {
          if (latest !== undefined) latest.answered = true;
        },
      });
    },
  };
  const coordination: Coordination = {
    admit: (notices, budget) =>
      call<boolean>({
        method: 'admit',
        concerns: [],
        happen: () => deps.coordination.admit(notices, budget),
      }),
    join: (id, members, budget) =>
      call<Gathering | undefined>({
        method: 'join',
        concerns: members.map(({ eventId }) => eventId),
        happen: async () => {
          const gathering = await deps.coordination.join(id, members, budget);
          if (gathering?.isOpener === false) {
            truth.handedOver(worker, members, gathering.id);
            for (const { eventId } of members) worker.held.add(eventId);
          }
          return gathering;
        },
      }),
    close: (id) =>
      call<readonly Member[]>({
        method: 'close',
        concerns: [id],
        happen: () => deps.coordination.close(id),
      }),
    takeOver: (member, lease) =>
      call({
        method: 'takeOver',
        concerns: [member.eventId],
        happen: async () => {
          const signIn = await deps.coordination.takeOver(member, lease);
          if (signIn !== undefined) truth.tookOver(worker, member, lease, time.now());
          return signIn;
        },
      }),
  };
  return { journal: wrapped, notifier, coordination };
}

/** The count that an English notice gives of a repeated failure. */
function tallyIn(notice: Notice): number | undefined {
  const [, count] = /Failure no\. (\d+) for/.exec(notice.text) ?? [];
  return count === undefined ? undefined : Number(count);
}
