import { createProcessPace } from '../../src/aws/rateLimiter.ts';
import type {
  Acts,
  Clock,
  Coordination,
  JournalEntry,
  Lease,
  Member,
  Settlement,
  SignInHistory,
  SignInJournal,
  ToldAct,
} from '../../src/bell/ports.ts';
import { type ColumnSettings, columnsOf } from '../../src/journal/columns.ts';
import { matchesQuery } from '../../src/journal/matchesQuery.ts';
import { bucketKey } from '../../src/journal/rowKeys.ts';
import { narrowFirstSeen, seenKeys } from '../../src/signin/predecessor.ts';
import type { SignIn } from '../../src/signin/signIn.ts';

type Row = {
  readonly signIn: SignIn;
  readonly storedAt: number;
  readonly expiresAt: number;
  lease: Lease | undefined;
  settlement: (Settlement & { readonly at: number }) | undefined;
};

/** With the coordination of all who work on it. */
export type MemoryJournal = SignInJournal &
  SignInHistory &
  Acts & {
    readonly coordination: { -readonly [method in keyof Coordination]: Coordination[method] };
  };

/** The journal in memory, for tests: the plainest reading of the port. */
export function createMemoryJournal(clock: Clock, settings: ColumnSettings): MemoryJournal {
  const rows = new Map<string, Row>();
  const counts = new Map<string, number>();
  const acts = new Map<string, ToldAct>();
  const names = new Map<string, string>();
  const failed = new Map<string, Set<string>>();
  const alive = () => [...rows.values()].filter(({ expiresAt }) => expiresAt > clock.now());
  return {
    coordination: createMemoryCrowd(clock, rows),
    claim: async (signIn, lease, as) => {
      const row = rows.get(signIn.eventId);
      if (row === undefined) {
        const storedAt = clock.now();
        const { unixtime } = columnsOf(signIn, storedAt, settings);
        const expiresAt = unixtime === undefined ? Number.POSITIVE_INFINITY : unixtime * 1000;
        const { eventId } = signIn;
        const settlement = as && { signIn: { eventId }, state: as, at: storedAt };
        rows.set(eventId, {
          signIn,
          storedAt,
          expiresAt,
          lease: as === undefined ? lease : undefined,
          settlement,
        });
        return { kind: 'claimed', isNew: true };
      }
      if (row.settlement !== undefined) return { kind: 'settled', state: row.settlement.state };
      const isOurs = row.lease?.token === lease.token;
      if (row.lease !== undefined && !isOurs && row.lease.until > clock.now()) {
        return { kind: 'held', until: row.lease.until };
      }
      row.lease = lease;
      return { kind: 'claimed', isNew: false };
    },
    settle: async (settlements, at) => {
      for (const settlement of settlements) {
        const row = rows.get(settlement.signIn.eventId);
        if (row !== undefined) row.settlement = { ...settlement, at };
        if (settlement.act !== undefined) acts.set(settlement.act.key, settlement.act.told);
      }
    },
    findTold: async (key) => acts.get(key),
    findName: async (id) => names.get(id),
    saveName: async (id, name) => {
      names.set(id, name);
    },
    addFailedAccount: async ({ address, hour, accountId }) => {
      const key = `${hour} ${address}`;
      const accounts = failed.get(key) ?? new Set<string>();
      failed.set(key, accounts.add(accountId));
      return [...accounts];
    },
    release: async (eventId, { token }) => {
      const row = rows.get(eventId);
      if (row?.lease?.token === token) row.lease = undefined;
    },
    settledAmong: async (eventIds) =>
      new Set(eventIds.filter((eventId) => rows.get(eventId)?.settlement !== undefined)),
    countFailures: async (bucket, by) => {
      const count = (counts.get(bucketKey(bucket)) ?? 0) + by;
      counts.set(bucketKey(bucket), count);
      return count;
    },
    firstSeen: async (signIn) => {
      const keys = seenKeys(signIn);
      const asked = { address: keys.address !== undefined, client: keys.client !== undefined };
      return narrowFirstSeen(
        asked,
        signIn,
        alive().map((row) => row.signIn),
      );
    },
    async *entries(query) {
      const found = alive().filter(({ signIn }) => matchesQuery(signIn, query));
      const key = ({ signIn }: Row) => signIn.occurredAt + signIn.eventId;
      found.sort((a, b) => (key(a) < key(b) ? 1 : -1));
      for (const row of found) yield entryFrom(row);
    },
  };
}

function entryFrom({ signIn, storedAt, settlement }: Row): JournalEntry {
  if (settlement === undefined) return { signIn, state: 'claimed', storedAt };
  const { state, at, marks, foldedInto, mutedBy } = settlement;
  return {
    signIn,
    state,
    storedAt,
    settledAt: at,
    ...(marks ? { marks } : {}),
    ...(foldedInto === undefined ? {} : { foldedInto }),
    ...(mutedBy === undefined ? {} : { mutedBy }),
  };
}

function createMemoryCrowd(clock: Clock, rows: ReadonlyMap<string, Row>): Coordination {
  const pace = createProcessPace(clock);
  const gatherings = new Map<string, { readonly members: Map<string, Member>; closed: boolean }>();
  let open = { id: '', closesAt: 0 };
  const gatheringOf = (id: string) => {
    const known = gatherings.get(id) ?? { members: new Map(), closed: false };
    gatherings.set(id, known);
    return known;
  };
  return {
    admit: async (notices, { alone, everyMs }) => {
      if (notices > alone) return false;
      return (await pace.take(notices * everyMs, (alone - notices) * everyMs)) !== undefined;
    },
    join: async (id, members, { gatherMs }) => {
      if (open.closesAt <= clock.now()) open = { id, closesAt: clock.now() + gatherMs };
      if (open.id === id) return { ...open, isOpener: true };
      const gathering = gatheringOf(open.id);
      if (gathering.closed) return undefined;
      for (const member of members) gathering.members.set(JSON.stringify(member), member);
      return { ...open, isOpener: false };
    },
    close: async (id) => {
      const gathering = gatheringOf(id);
      gathering.closed = true;
      return [...gathering.members.values()];
    },
    takeOver: async ({ eventId, token }, lease) => {
      const row = rows.get(eventId);
      if (row === undefined || row.settlement !== undefined) return undefined;
      const holder = row.lease;
      const isTheirs = holder?.token === token || holder?.token === lease.token;
      if (holder !== undefined && !isTheirs && holder.until > clock.now()) return undefined;
      row.lease = lease;
      return row.signIn;
    },
  };
}
