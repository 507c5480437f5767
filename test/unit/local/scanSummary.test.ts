import { expect, it } from 'vitest';
import { summaryOf } from '../../../src/local/signInSummary.ts';
import { localTime } from '../../../src/signin/localTime.ts';
import { parseSignIn } from '../../../src/signin/parseSignIn.ts';
import type { SignIn } from '../../../src/signin/signIn.ts';
import { consoleLogin, FAILED, iamUser } from '../../fakes/records.ts';

const NOW = Date.parse('2026-03-03T00:00:00Z');

/** A sign-in at a minute of an hour; given oldest first, summed up newest first. */
function at(minute: number, user: string, sourceIPAddress: string, failed = false): SignIn {
  const record = consoleLogin(`${minute}`, {
    eventTime: `2026-03-02T10:${String(minute).padStart(2, '0')}:00Z`,
    userIdentity: iamUser(user),
    sourceIPAddress,
    ...(failed ? FAILED : {}),
  });
  const parsed = parseSignIn(record, { events: 'ConsoleLogin', ownResources: [] }, { at: NOW });
  if (parsed.kind !== 'sign-in') throw new Error('no sign-in');
  return parsed.signIn;
}

const summed = (...signIns: readonly SignIn[]) =>
  summaryOf(signIns.toReversed(), (iso) => localTime(iso, 'UTC'));

it('counts by outcome, user and address, the most frequent first', () => {
  const summary = summed(at(1, 'alice', '::1'), at(2, 'bob', '::2', true), at(3, 'bob', '::1'));
  expect(summary).toMatchObject({
    first: '2026-03-02T10:01:00.000Z',
    last: '2026-03-02T10:03:00.000Z',
    outcomes: { success: 2, failure: 1, unclear: 0 },
    users: [
      { name: 'bob in 123456789012', count: 2, failures: 1, last: '2026-03-02T10:03:00.000Z' },
      { name: 'alice in 123456789012', count: 1, failures: 0 },
    ],
    addresses: [
      { name: '::1', count: 2, failures: 0 },
      { name: '::2', count: 1, failures: 1 },
    ],
  });
  expect(summed()).toMatchObject({ users: [], addresses: [], afterFailures: [] });
});

it('names a success that failures of its user or from its address came before, and not the next', () => {
  const { afterFailures } = summed(
    at(1, 'alice', '::9', true),
    at(2, 'bob', '::9', true),
    at(3, 'carol', '::9'),
    at(4, 'carol', '::9'),
    at(5, 'bob', '::1'),
    at(6, 'bob', '::1'),
    at(7, 'dave', '::7'),
  );
  const named = afterFailures.map(({ signIn, byUser, byAddress }) => ({
    user: signIn.userName,
    byUser,
    byAddress,
  }));
  expect(named).toEqual([
    { user: 'carol', byUser: 0, byAddress: 2 },
    { user: 'bob', byUser: 1, byAddress: 0 },
  ]);
});
