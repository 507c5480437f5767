import { describe, expect, it } from 'vitest';
import type {
  Acts,
  JournalEntry,
  Lease,
  SignInHistory,
  SignInJournal,
} from '../../src/bell/ports.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import type { SignIn } from '../../src/signin/signIn.ts';
import type { FakeClock } from '../fakes/fakeClock.ts';
import { consoleLogin, FAILED, iamUser, type RecordFields, rootUser } from '../fakes/records.ts';

/** A journal under test, on an empty store whose rows expire after 90 days, with the clock it reads. */
export type JournalUnderTest = {
  readonly journal: SignInJournal & SignInHistory & Acts;
  readonly clock: FakeClock;
  close(): Promise<void>;
};

/** What every journal must do; run by each adapter. */
export function describeJournal(name: string, open: () => Promise<JournalUnderTest>): void {
  const withJournal = (test: (under: JournalUnderTest) => Promise<void>) => async () => {
    const under = await open();
    try {
      await test(under);
    } finally {
      await under.close();
    }
  };

  describe(`the ${name} journal`, () => {
    it(
      'gives a new sign-in to the first who claims it',
      withJournal(async ({ journal, clock }) => {
        const claim = await journal.claim(signIn('a'), lease(clock, 'one'));
        expect(claim).toEqual({ kind: 'claimed', isNew: true });
      }),
    );

    it(
      'keeps others out while the lease runs',
      withJournal(async ({ journal, clock }) => {
        const first = lease(clock, 'one');
        await journal.claim(signIn('a'), first);
        clock.advance(49_000);
        expect(await journal.claim(signIn('a'), lease(clock, 'two'))).toEqual({
          kind: 'held',
          until: first.until,
        });
      }),
    );

    it(
      'gives it to another once the lease has run out, and says that it is not new',
      withJournal(async ({ journal, clock }) => {
        await journal.claim(signIn('a'), lease(clock, 'one'));
        clock.advance(50_001);
        expect(await journal.claim(signIn('a'), lease(clock, 'two'))).toEqual({
          kind: 'claimed',
          isNew: false,
        });
        expect(await journal.claim(signIn('a'), lease(clock, 'three'))).toMatchObject({
          kind: 'held',
        });
      }),
    );

    it(
      'gives its own claim to a worker that asks again, since an answer may be lost',
      withJournal(async ({ journal, clock }) => {
        await journal.claim(signIn('a'), lease(clock, 'one'));
        expect(await journal.claim(signIn('a'), lease(clock, 'one'))).toEqual({
          kind: 'claimed',
          isNew: false,
        });
        expect(await journal.claim(signIn('a'), lease(clock, 'two'))).toMatchObject({
          kind: 'held',
        });
      }),
    );

    it(
      'gives a released sign-in to the next at once',
      withJournal(async ({ journal, clock }) => {
        const mine = lease(clock, 'one');
        await journal.claim(signIn('a'), mine);
        await journal.release(signIn('a').eventId, mine);
        expect(await journal.claim(signIn('a'), lease(clock, 'two'))).toEqual({
          kind: 'claimed',
          isNew: false,
        });
      }),
    );

    it(
      "leaves another's lease alone when a stranger releases",
      withJournal(async ({ journal, clock }) => {
        await journal.claim(signIn('a'), lease(clock, 'one'));
        await journal.release(signIn('a').eventId, lease(clock, 'stranger'));
        expect(await journal.claim(signIn('a'), lease(clock, 'two'))).toMatchObject({
          kind: 'held',
        });
      }),
    );

    it(
      'never gives out what is settled, however late',
      withJournal(async ({ journal, clock }) => {
        await journal.claim(signIn('a'), lease(clock, 'one'));
        await journal.settle(
          [{ signIn: { eventId: signIn('a').eventId }, state: 'digested' }],
          clock.now(),
        );
        clock.advance(3_600_000);
        expect(await journal.claim(signIn('a'), lease(clock, 'two'))).toEqual({
          kind: 'settled',
          state: 'digested',
        });
      }),
    );

    it(
      'does not open a settled sign-in again when it is released',
      withJournal(async ({ journal, clock }) => {
        const mine = lease(clock, 'one');
        await journal.claim(signIn('a'), mine);
        await journal.settle(
          [{ signIn: { eventId: signIn('a').eventId }, state: 'sent' }],
          clock.now(),
        );
        await journal.release(signIn('a').eventId, mine);
        expect(await journal.claim(signIn('a'), lease(clock, 'two'))).toMatchObject({
          kind: 'settled',
        });
      }),
    );

    it(
      'makes no row out of a settle for what it never stored',
      withJournal(async ({ journal, clock }) => {
        await journal
          .settle([{ signIn: { eventId: 'never-stored' }, state: 'sent' }], clock.now())
          .catch(() => undefined);
        await journal.release('never-stored', lease(clock, 'one')).catch(() => undefined);
        expect(await all(journal)).toEqual([]);
      }),
    );

    it(
      'lets exactly one of many claim at the same moment',
      withJournal(async ({ journal, clock }) => {
        const claims = await Promise.all(
          Array.from({ length: 20 }, (_, i) => journal.claim(signIn('a'), lease(clock, `w${i}`))),
        );
        expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
      }),
    );

    it(
      'counts failures by account, hour and root, and returns the new count',
      withJournal(async ({ journal }) => {
        const bucket = {
          accountId: '123456789012',
          hour: '2026-03-02T09',
          group: 'users',
        } as const;
        expect(await journal.countFailures(bucket, 1)).toBe(1);
        expect(await journal.countFailures(bucket, 4)).toBe(5);
        expect(await journal.countFailures(bucket, 0)).toBe(5);
        expect(await journal.countFailures({ ...bucket, group: 'root' }, 1)).toBe(1);
        expect(await journal.countFailures({ ...bucket, hour: '2026-03-02T10' }, 2)).toBe(2);
        expect(await journal.countFailures({ ...bucket, accountId: '210987654321' }, 3)).toBe(3);
      }),
    );

    it(
      'knows for which accounts an address failed in an hour',
      withJournal(async ({ journal, clock }) => {
        const [address, hour] = ['203.0.113.9', '2026-03-02T09'];
        const note = async (seed: string, accountId: string, from = address) => {
          const record = {
            ...FAILED,
            userIdentity: iamUser('alice', accountId),
            sourceIPAddress: from,
          };
          await journal.claim(signIn(seed, record), lease(clock, 'one'));
          return journal.addFailedAccount({ address: from, hour, accountId });
        };
        expect(await note('1', '123456789012')).toEqual(['123456789012']);
        expect(await note('2', '123456789012')).toEqual(['123456789012']);
        expect([...(await note('3', '210987654321'))].sort()).toEqual([
          '123456789012',
          '210987654321',
        ]);
        expect(await note('4', '210987654321', '203.0.113.10')).toEqual(['210987654321']);
        const later = { address, hour: '2026-03-02T10', accountId: '123456789012' };
        expect(await journal.addFailedAccount(later)).toEqual(['123456789012']);
      }),
    );

    it(
      'knows which of many are settled',
      withJournal(async ({ journal, clock }) => {
        const ids = Array.from({ length: 150 }, (_, i) => signIn(`s${i}`).eventId);
        for (const [i, eventId] of ids.entries()) {
          if (i > 110) continue;
          await journal.claim({ ...signIn(`s${i}`), eventId }, lease(clock, 'one'));
          if (i < 105)
            await journal.settle([{ signIn: { eventId }, state: 'folded' }], clock.now());
        }
        expect([...(await journal.settledAmong(ids))].sort()).toEqual(ids.slice(0, 105).sort());
        expect(await journal.settledAmong([])).toEqual(new Set());
      }),
    );

    it(
      'loses no count when many count at once',
      withJournal(async ({ journal }) => {
        const bucket = {
          accountId: '123456789012',
          hour: '2026-03-02T09',
          group: 'users',
        } as const;
        const counts = await Promise.all(
          Array.from({ length: 30 }, () => journal.countFailures(bucket, 1)),
        );
        expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
      }),
    );

    it(
      'knows what a principal was seen with before, and never takes a sign-in for its own predecessor',
      withJournal(async ({ journal, clock }) => {
        const first = signIn('a', { eventTime: '2026-03-01T08:00:00Z' });
        await journal.claim(first, lease(clock, 'one'));
        expect(await journal.firstSeen(first)).toEqual({ address: true, client: true });
        const again = signIn('b', { eventTime: '2026-03-01T09:00:00Z' });
        expect(await journal.firstSeen(again)).toEqual({ address: false, client: false });
        const elsewhere = signIn('c', {
          eventTime: '2026-03-01T09:00:00Z',
          sourceIPAddress: '198.51.100.1',
        });
        expect(await journal.firstSeen(elsewhere)).toEqual({ address: true, client: false });
        const other = signIn('d', { userIdentity: iamUser('bob') });
        expect(await journal.firstSeen(other)).toEqual({ address: true, client: true });
      }),
    );

    it(
      'does not let failures, later sign-ins or other events make an address familiar',
      withJournal(async ({ journal, clock }) => {
        await journal.claim(
          signIn('a', { ...FAILED, eventTime: '2026-03-01T08:00:00Z' }),
          lease(clock, 'x'),
        );
        await journal.claim(signIn('b', { eventTime: '2026-03-02T09:10:00Z' }), lease(clock, 'x'));
        const check = signIn('c', {
          eventName: 'CheckMfa',
          responseElements: { CheckMfa: 'Success' },
          eventTime: '2026-03-01T08:30:00Z',
        });
        await journal.claim(check, lease(clock, 'x'));
        expect(await journal.firstSeen(signIn('d'))).toEqual({ address: true, client: true });
      }),
    );

    it(
      'calls nothing new that the record does not say',
      withJournal(async ({ journal }) => {
        const bare = signIn('a', { sourceIPAddress: undefined, userAgent: undefined });
        expect(await journal.firstSeen(bare)).toEqual({ address: false, client: false });
      }),
    );

    it(
      'gives back what was stored, newest first, with how it ended',
      withJournal(async ({ journal, clock }) => {
        const old = signIn('a', { eventTime: '2026-03-01T08:00:00Z', userIdentity: rootUser() });
        const late = signIn('b', { ...FAILED, eventTime: '2026-03-02T08:00:00Z' });
        const storedAt = clock.now();
        await journal.claim(old, lease(clock, 'one'));
        await journal.claim(late, lease(clock, 'one'));
        const at = clock.now() + 5;
        const marks = { address: true, client: false };
        await journal.settle([{ signIn: { eventId: old.eventId }, state: 'sent', marks }], at);
        expect(await all(journal)).toEqual([
          { signIn: late, state: 'claimed', storedAt },
          { signIn: old, state: 'sent', storedAt, settledAt: at, marks },
        ]);
      }),
    );

    it(
      'answers by span, user, principal, account and outcome',
      withJournal(async ({ journal, clock }) => {
        const bob = signIn('b', {
          userIdentity: iamUser('bob'),
          eventTime: '2026-03-02T08:00:00Z',
        });
        const failed = signIn('c', { ...FAILED, eventTime: '2026-02-27T23:59:59Z' });
        const foreign = signIn('d', {
          userIdentity: iamUser('alice', '210987654321'),
          eventTime: '2026-02-28T00:00:00Z',
        });
        for (const one of [signIn('a'), bob, failed, foreign])
          await journal.claim(one, lease(clock, 'x'));
        const ids = async (query: object) =>
          (await all(journal, query)).map((entry) => entry.signIn.eventId);
        expect(await ids({ user: 'bob' })).toEqual([bob.eventId]);
        expect(await ids({ user: bob.principal })).toEqual([bob.eventId]);
        expect(await ids({ accountId: '210987654321' })).toEqual([foreign.eventId]);
        expect(await ids({ outcome: 'failure' })).toEqual([failed.eventId]);
        expect(
          await ids({ since: '2026-02-28T00:00:00.000Z', until: '2026-03-02T08:00:00.000Z' }),
        ).toEqual([foreign.eventId]);
        expect(await ids({ user: 'alice', outcome: 'success' })).toEqual([
          signIn('a').eventId,
          foreign.eventId,
        ]);
      }),
    );

    it(
      'pages through a long history without losing or repeating a row',
      withJournal(async ({ journal, clock }) => {
        const many = Array.from({ length: 1203 }, (_, i) =>
          signIn(`n${i}`, {
            eventTime: new Date(Date.UTC(2026, 1, 20, 0, 0, i % 400)).toISOString(),
          }),
        );
        await Promise.all(many.map((one) => journal.claim(one, lease(clock, 'x'))));
        const ids = (await all(journal)).map((entry) => entry.signIn.eventId);
        expect(ids).toHaveLength(1203);
        expect(new Set(ids).size).toBe(1203);
      }),
    );

    it(
      'does not show what has expired, and never lets a stored row expire within seven days',
      withJournal(async ({ journal, clock }) => {
        const ancient = signIn('a', { eventTime: '2025-12-05T00:00:00Z' });
        const recent = signIn('b');
        await journal.claim(ancient, lease(clock, 'x'));
        await journal.claim(recent, lease(clock, 'x'));
        clock.advance(7 * 86_400_000 - 2000);
        expect(await all(journal)).toHaveLength(2);
        clock.advance(4000);
        expect((await all(journal)).map((entry) => entry.signIn.eventId)).toEqual([recent.eventId]);
        clock.advance(84 * 86_400_000);
        expect(await all(journal)).toEqual([]);
        expect(await journal.firstSeen(signIn('c', { eventTime: '2026-06-01T00:00:00Z' }))).toEqual(
          {
            address: true,
            client: true,
          },
        );
      }),
    );

    it(
      'forgets a test within a day, and never compares it with others',
      withJournal(async ({ journal, clock }) => {
        const test = signIn('a', { eventID: 'loginbell-test-1' });
        await journal.claim(test, lease(clock, 'one'));
        expect(await all(journal)).toHaveLength(1);
        expect(await journal.firstSeen(test)).toEqual({ address: false, client: false });
        expect(await journal.firstSeen(signIn('b', { eventTime: '2026-03-02T09:20:00Z' }))).toEqual(
          { address: true, client: true },
        );
        clock.advance(86_400_000);
        expect(await all(journal)).toEqual([]);
      }),
    );
  });
}

async function all(history: SignInHistory, query: object = {}): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  const span = { since: '2025-11-25T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z' };
  for await (const entry of history.entries({ ...span, ...query })) entries.push(entry);
  return entries;
}

function signIn(seed: string, changes: RecordFields = {}): SignIn {
  const parsed = parseSignIn(
    consoleLogin(seed, changes),
    { events: 'AllSignIns', ownResources: [] },
    { at: Date.parse('2026-03-02T09:30:00Z') },
  );
  if (parsed.kind !== 'sign-in') throw new Error(`not a sign-in: ${JSON.stringify(parsed)}`);
  return parsed.signIn;
}

function lease(clock: FakeClock, token: string): Lease {
  return { token, until: clock.now() + 50_000 };
}
