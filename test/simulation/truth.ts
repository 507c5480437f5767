import type { Claim, FailureBucket, Lease, Member, Settlement } from '../../src/bell/ports.ts';
import type { FaultKind, Method } from './schedule.ts';

/** How a worker ended. `threw`: `ring` rejected, which it promises never to do. */
export type Ending = 'complete' | 'incomplete' | 'threw' | 'died' | 'timed-out';

/** One worker: one run over one envelope, at one attempt of one delivery. */
export type Worker = {
  readonly id: string;
  readonly envelope: number;
  readonly startedAt: number;
  /** When its processor is done with the calls that were begun. */
  cpuFreeAt: number;
  /** Failures for which it had no time left, as its report says. */
  unreached: number;
  alive: boolean;
  ending: Ending | undefined;
  endedAt: number;
  /** The sign-ins that a failed call of this worker concerned. */
  readonly hurt: Set<string>;
  /** The sign-ins of which this worker was told that another holds them. */
  readonly held: Set<string>;
  /** Until when the sign-ins that it claimed are its own. */
  readonly rights: Map<string, number>;
};

/** A notice that really went out. */
export type Landing = {
  readonly worker: Worker;
  readonly eventIds: readonly string[];
  /** What the notice says the count is, where it tells of a repeated failure. */
  readonly tally: number | undefined;
  readonly startedAt: number;
  readonly landedAt: number;
  /** Did the worker learn of it? */
  answered: boolean;
};

/** Final states that were really written down. */
export type SettleLanding = {
  readonly worker: Worker;
  readonly settlements: readonly Settlement[];
  readonly landedAt: number;
};

/** A call that a fault struck. */
export type Strike = { readonly method: Method; readonly kind: FaultKind | 'poison' };

/** One delivery of an envelope, with how it ended. */
export type DeliveryEnd = { readonly envelope: number; readonly end: 'complete' | 'dead-letter' };

/**
 * What really happened, kept by the world and never shown to the workers. `broken` collects what is a
 * breach at the moment it happens, by the letter of its law.
 */
export type Truth = {
  readonly workers: Worker[];
  readonly landings: Landing[];
  readonly settles: SettleLanding[];
  readonly counted: { readonly bucket: FailureBucket; readonly by: number }[];
  readonly strikes: Strike[];
  readonly ends: DeliveryEnd[];
  /** What was given to a gathering: by event id, the ids of the gatherings. */
  readonly handed: Map<string, Set<string>>;
  readonly broken: string[];
  claimed(worker: Worker, eventId: string, lease: Lease, claim: Claim, now: number): void;
  settled(worker: Worker, settlements: readonly Settlement[], now: number): void;
  released(worker: Worker, eventId: string): void;
  handedOver(worker: Worker, members: readonly Member[], gathering: string): void;
  tookOver(worker: Worker, member: Member, lease: Lease, now: number): void;
  isTold(eventId: string): boolean;
};

export function createTruth(): Truth {
  const leases = new Map<string, { readonly worker: Worker; readonly until: number }>();
  const final = new Set<string>();
  const givers = new Map<string, Worker>();
  const told = (eventId: string) =>
    truth.landings.filter(({ eventIds }) => eventIds.includes(eventId));
  const truth: Truth = {
    workers: [],
    landings: [],
    settles: [],
    counted: [],
    strikes: [],
    ends: [],
    handed: new Map(),
    broken: [],
    claimed: (worker, eventId, { until }, claim, now) => {
      const holder = leases.get(eventId);
      const isFree = holder === undefined || holder.until <= now || holder.worker === worker;
      if (claim.kind === 'held' && isFree) {
        truth.broken.push(`f: ${eventId} was called held while nobody else's lease ran`);
      }
      if (claim.kind !== 'claimed') return;
      if (final.has(eventId)) truth.broken.push(`b: ${eventId} was given out after it was settled`);
      if (holder !== undefined && holder.worker !== worker && holder.until > now) {
        truth.broken.push(
          `b: ${eventId} was given to ${worker.id} while ${holder.worker.id} held it`,
        );
      }
      leases.set(eventId, { worker, until });
      worker.rights.set(eventId, until);
    },
    settled: (worker, settlements, now) => {
      truth.settles.push({ worker, settlements, landedAt: now });
      for (const {
        signIn: { eventId },
        state,
        foldedInto,
      } of settlements) {
        final.add(eventId);
        if (foldedInto !== undefined && told(foldedInto).length === 0) {
          truth.broken.push(`j: ${eventId} was folded into ${foldedInto} before that was told`);
        }
        const needed = state === 'sent' || state === 'digested';
        const landings = told(eventId);
        if (needed && landings.length === 0) {
          truth.broken.push(`d: ${eventId} was settled as ${state} before any notice told it`);
        }
        const fits = landings.some(
          ({ eventIds }) => eventIds.length > 1 === (state === 'digested'),
        );
        if (needed && landings.length > 0 && !fits) {
          truth.broken.push(`d: ${eventId} was settled as ${state} and told otherwise`);
        }
      }
    },
    released: (worker, eventId) => {
      if (leases.get(eventId)?.worker === worker) leases.delete(eventId);
    },
    handedOver: (worker, members, gathering) => {
      for (const { eventId } of members) {
        worker.rights.delete(eventId);
        givers.set(eventId, worker);
        truth.handed.set(eventId, (truth.handed.get(eventId) ?? new Set()).add(gathering));
      }
    },
    tookOver: (worker, { eventId }, { until }, now) => {
      const holder = leases.get(eventId);
      if (final.has(eventId))
        truth.broken.push(`b: ${eventId} was taken over after it was settled`);
      const isGiven = holder?.worker === givers.get(eventId) || holder?.worker === worker;
      if (holder !== undefined && !isGiven && holder.until > now) {
        truth.broken.push(`b: ${eventId} was taken over while ${holder.worker.id} held it`);
      }
      leases.set(eventId, { worker, until });
      worker.rights.set(eventId, until);
    },
    isTold: (eventId) => told(eventId).length > 0,
  };
  return truth;
}
