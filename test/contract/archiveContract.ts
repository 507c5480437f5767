import { describe, expect, it } from 'vitest';
import type {
  JournalEntry,
  SignInArchive,
  SignInHistory,
  SignInJournal,
} from '../../src/bell/ports.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import type { SignIn } from '../../src/signin/signIn.ts';
import type { FakeClock } from '../fakes/fakeClock.ts';
import { consoleLogin } from '../fakes/records.ts';

/** An archive under test, with the journal that shares its empty store and the clock that both read. */
export type ArchiveUnderTest = {
  readonly archive: SignInArchive;
  readonly journal: SignInJournal & SignInHistory;
  readonly clock: FakeClock;
  close(): Promise<void>;
};

/** What every archive must do; run by each adapter. */
export function describeArchive(name: string, open: () => Promise<ArchiveUnderTest>): void {
  const withArchive = (test: (under: ArchiveUnderTest) => Promise<void>) => async () => {
    const under = await open();
    try {
      await test(under);
    } finally {
      await under.close();
    }
  };

  describe(`the ${name} archive`, () => {
    it(
      'stores what is new, muted, and knows it the next time',
      withArchive(async ({ archive, journal }) => {
        expect(await archive.add(signIn('a'))).toBe('new');
        expect(await archive.add(signIn('a'))).toBe('known');
        const [entry] = await entriesOf(journal);
        expect(entry).toMatchObject({ state: 'muted', signIn: signIn('a') });
        expect(entry?.settledAt).toBe(entry?.storedAt);
      }),
    );

    it(
      'lets nobody tell what it took in',
      withArchive(async ({ archive, journal, clock }) => {
        await archive.add(signIn('a'));
        const lease = { token: 'one', until: clock.now() + 50_000 };
        expect(await journal.claim(signIn('a'), lease)).toEqual({
          kind: 'settled',
          state: 'muted',
        });
      }),
    );

    it(
      'leaves alone what waits to be told',
      withArchive(async ({ archive, journal, clock }) => {
        await journal.claim(signIn('a'), { token: 'one', until: clock.now() + 50_000 });
        clock.advance(60_000);
        expect(await archive.add(signIn('a'))).toBe('known');
        const lease = { token: 'two', until: clock.now() + 50_000 };
        expect(await journal.claim(signIn('a'), lease)).toMatchObject({ kind: 'claimed' });
      }),
    );

    it(
      'makes an address and a client known',
      withArchive(async ({ archive, journal }) => {
        await archive.add(signIn('a'));
        const later = signIn('b', '2026-03-02T09:20:00Z');
        expect(await journal.firstSeen(later)).toEqual({ address: false, client: false });
      }),
    );
  });
}

function signIn(seed: string, eventTime = '2026-03-02T09:04:05Z'): SignIn {
  const watch = { events: 'ConsoleLogin', ownResources: [] } as const;
  const parsed = parseSignIn(consoleLogin(seed, { eventTime }), watch, {
    at: Date.parse('2026-03-02T09:30:00.000Z'),
    truncated: false,
  });
  if (parsed.kind !== 'sign-in') throw new Error('the record is no sign-in');
  return parsed.signIn;
}

async function entriesOf(journal: SignInHistory): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of journal.entries({ since: '0', until: '9' })) entries.push(entry);
  return entries;
}
