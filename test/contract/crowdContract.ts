import { describe, expect, it } from 'vitest';
import type { Budget, Coordination, SignInHistory, SignInJournal } from '../../src/bell/ports.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import type { SignIn } from '../../src/signin/signIn.ts';
import type { FakeClock } from '../fakes/fakeClock.ts';
import { consoleLogin } from '../fakes/records.ts';

/** A coordination under test, with the journal whose sign-ins it passes on and the clock that both read. */
export type CoordinationUnderTest = {
  readonly coordination: Coordination;
  readonly journal: SignInJournal & SignInHistory;
  readonly clock: FakeClock;
};

const BUDGET: Budget = { alone: 3, everyMs: 10_000, gatherMs: 12_000 };

/** What every coordination must do; run by each adapter. */
export function describeCrowd(name: string, open: () => Promise<CoordinationUnderTest>): void {
  describe(`the ${name} coordination`, () => {
    it('lets so many out at once, and more as time passes', async () => {
      const { coordination, clock } = await open();
      expect(await coordination.admit(2, BUDGET)).toBe(true);
      expect(await coordination.admit(2, BUDGET)).toBe(false);
      expect(await coordination.admit(1, BUDGET)).toBe(true);
      expect(await coordination.admit(1, BUDGET)).toBe(false);
      clock.advance(10_000);
      expect(await coordination.admit(1, BUDGET)).toBe(true);
      expect(await coordination.admit(1, BUDGET)).toBe(false);
      clock.advance(3_600_000);
      expect(await coordination.admit(3, BUDGET)).toBe(true);
    });

    it('never lets out more than the budget holds, though many ask at once', async () => {
      const { coordination } = await open();
      const asked = await Promise.all(
        Array.from({ length: 12 }, () => coordination.admit(1, BUDGET)),
      );
      expect(asked.filter(Boolean)).toHaveLength(3);
      expect(await coordination.admit(4, BUDGET)).toBe(false);
    });

    it('lets the first open a gathering, and the others join it until it closes', async () => {
      const { coordination, clock } = await open();
      const first = await coordination.join('one', [member('a')], BUDGET);
      expect(first).toEqual({ id: 'one', closesAt: clock.now() + 12_000, isOpener: true });
      expect(await coordination.join('two', [member('b'), member('c')], BUDGET)).toEqual({
        ...first,
        isOpener: false,
      });
      await coordination.join('three', [member('d')], BUDGET);
      const members = await coordination.close('one');
      expect(members.toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1))).toEqual([
        member('b'),
        member('c'),
        member('d'),
      ]);
      expect(await coordination.join('four', [member('e')], BUDGET)).toBeUndefined();
      clock.advance(12_000);
      expect(await coordination.join('four', [member('e')], BUDGET)).toMatchObject({
        isOpener: true,
      });
    });

    it('names the members again to whoever comes after a worker that died, and none where none are', async () => {
      const { coordination } = await open();
      await coordination.join('one', [], BUDGET);
      await coordination.join('two', [member('b')], BUDGET);
      expect(await coordination.close('one')).toEqual([member('b')]);
      expect(await coordination.close('one')).toEqual([member('b')]);
      expect(await coordination.close('never opened')).toEqual([]);
    });

    it('hands a member over while its giver still holds it, and to one worker only', async () => {
      const { coordination, journal, clock } = await open();
      const signIn = signInOf('a');
      const lease = (token: string) => ({ token, until: clock.now() + 50_000 });
      await journal.claim(signIn, lease('giver'));
      const given = { eventId: signIn.eventId, token: 'giver' };
      expect(await coordination.takeOver(given, lease('opener'))).toEqual(signIn);
      expect(await coordination.takeOver(given, lease('opener'))).toEqual(signIn);
      expect(await coordination.takeOver(given, lease('another'))).toBeUndefined();
      expect(await journal.claim(signIn, lease('another'))).toMatchObject({ kind: 'held' });
      clock.advance(50_001);
      expect(await coordination.takeOver(given, lease('another'))).toEqual(signIn);
    });

    it('hands over nothing that is settled, or that somebody else has claimed since', async () => {
      const { coordination, journal, clock } = await open();
      const lease = (token: string) => ({ token, until: clock.now() + 50_000 });
      const [told, taken] = [signInOf('told'), signInOf('taken')];
      await journal.claim(told, lease('giver'));
      await journal.settle([{ signIn: { eventId: told.eventId }, state: 'sent' }], clock.now());
      await journal.claim(taken, lease('giver'));
      clock.advance(50_001);
      await journal.claim(taken, lease('next'));
      for (const { eventId } of [told, taken, signInOf('unknown')]) {
        expect(
          await coordination.takeOver({ eventId, token: 'giver' }, lease('opener')),
        ).toBeUndefined();
      }
    });
  });
}

function member(eventId: string) {
  return { eventId, token: `token of ${eventId}`.replaceAll(' ', '-') };
}

function signInOf(seed: string): SignIn {
  const watch = { events: 'ConsoleLogin', ownResources: [] } as const;
  const parsed = parseSignIn(consoleLogin(seed), watch, { at: Date.parse('2026-03-02T09:30:00Z') });
  if (parsed.kind !== 'sign-in') throw new Error(`not a sign-in: ${parsed.kind}`);
  return parsed.signIn;
}
