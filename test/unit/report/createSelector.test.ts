import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFilter } from '../../../src/local/signInFilter.ts';
import { COLUMNS } from '../../../src/report/columns.ts';
import { createSelector } from '../../../src/report/createSelector.ts';
import { packSignIns, unpackSignIns } from '../../../src/report/packSignIns.ts';
import type { ReportSignIn } from '../../../src/report/report.ts';
import { createSpeech } from '../../../src/report/speech.ts';
import { filterOf, hashOf, parseView, type View, WHOLE_VIEW } from '../../../src/report/view.ts';
import { SIGN_IN } from '../notice/tellings.ts';

const settings = {
  language: 'en' as const,
  timeZone: 'Asia/Tokyo',
  accountNames: { '111122223333': 'production' },
};
const speech = createSpeech(settings);
const NAMES = ['alice', 'bob', 'carol'];

/** Newest first. */
const SIGN_INS: readonly ReportSignIn[] = Array.from({ length: 60 }, (_, at) => ({
  signIn: {
    ...SIGN_IN,
    eventId: `event-${at}`,
    occurredAt:
      at === 59 ? 'no time' : new Date(Date.UTC(2026, 2, 9) - at * 5_000_000).toISOString(),
    principal: `person-${at % 3}`,
    userName: at % 7 === 0 ? 'Root' : (NAMES[at % 3] ?? ''),
    who:
      at % 13 === 0
        ? { kind: 'role-session', session: 'dora', role: 'Admin' }
        : at % 7 === 0
          ? { kind: 'root' }
          : { kind: 'iam-user', name: NAMES[at % 3] ?? '' },
    outcome: at % 5 === 0 ? 'failure' : 'success',
    mfa: at % 4 === 0 ? 'no' : 'yes',
    accountId: at % 2 === 0 ? '111122223333' : '444455556666',
    sourceIPAddress: at % 3 === 0 ? '2001:db8::7' : `203.0.113.${at}`,
    eventName: at % 6 === 0 ? 'SwitchRole' : 'ConsoleLogin',
    awsRegion: at % 8 === 0 ? 'eu-west-1' : 'us-east-1',
  },
  // As an address has it, the same for all from there.
  ...(at % 3 === 0 ? { place: { country: 'CH', basis: 'location', asn: 64500 } as const } : {}),
  ...(at % 9 === 0 ? {} : { marks: { address: at % 2 === 0, client: at % 4 === 1 } }),
  ...(at % 11 === 0 ? {} : { state: at % 2 === 0 ? 'sent' : 'muted' }),
}));
const select = createSelector(unpackSignIns(packSignIns(SIGN_INS)), COLUMNS, speech);
const idsOf = (view: View) => select(view).signIns.map(({ signIn }) => signIn.eventId);

describe('packed sign-ins', () => {
  it('are unpacked as they were', () => {
    expect(unpackSignIns(JSON.parse(JSON.stringify(packSignIns(SIGN_INS)))).signIns).toEqual(
      SIGN_INS,
    );
  });
});

describe('a view of the page', () => {
  it.each([
    'user=alice&user=b*',
    'account=production',
    'ip=203.0.113.0/27&ip=2001:db8::/32',
    'event=switch*',
    'role=adm*&role=Admin',
    'region=eu-west-1',
    'country=ch&country=JP',
    'outcome=failure&outcome=unclear',
    'no-mfa=1',
    'root=1',
    'first-seen=1',
    'critical=1',
    'first-seen=1&user=carol&account=444455556666',
  ])('finds by %s what history finds', (hash) => {
    const view = parseView(`#${hash}`);
    const { filter, bad } = filterOf(view, settings.accountNames);
    const fits = createFilter(filter, (address) =>
      address === '2001:db8::7' ? { country: 'CH' } : undefined,
    );
    const expected = SIGN_INS.filter(({ signIn, marks }) => fits(signIn, marks));
    expect(bad).toEqual([]);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(SIGN_INS.length);
    expect(idsOf(view)).toEqual(expected.map(({ signIn }) => signIn.eventId));
  });

  it('has days of the zone of the report, the last included, and keeps the others for the chart', () => {
    const { signIns, ofAllDays } = select({ ...WHOLE_VIEW, from: '2026-03-08', to: '2026-03-08' });
    const days = signIns.map(({ signIn }) => speech.time(signIn.occurredAt).slice(0, 10));
    expect([days.length > 0, new Set(days)]).toEqual([true, new Set(['2026/03/08'])]);
    expect(ofAllDays).toHaveLength(SIGN_INS.length);
  });

  it('finds words anywhere in a sign-in, in its time and its notice too', () => {
    expect(idsOf({ ...WHOLE_VIEW, words: 'EVENT-17' })).toEqual(['event-17']);
    const muted = idsOf({ ...WHOLE_VIEW, words: 'muted production' });
    expect(muted).toEqual([]);
    expect(idsOf({ ...WHOLE_VIEW, words: 'sent production' }).length).toBeGreaterThan(10);
  });

  it('is sorted by a column either way, those of one value newest first', () => {
    const { order } = select({ ...WHOLE_VIEW, sort: { column: 'outcome', isDescending: false } });
    const outcomes = [...order].map((at) => SIGN_INS[at]?.signIn.outcome);
    expect(outcomes).toEqual(outcomes.toSorted());
    expect([...order.slice(0, 3)]).toEqual([0, 5, 10]);
    const oldest = select({ ...WHOLE_VIEW, sort: { column: 'time', isDescending: false } }).order;
    expect(oldest[0]).toBe(59);
  });

  it('leaves out what a filter cannot mean, and says so', () => {
    const { bad, filter } = filterOf(parseView('#ip=nowhere&account=moon&ip=::1'), {});
    expect(bad.map(({ value }) => value).sort()).toEqual(['moon', 'nowhere']);
    expect(filter).toEqual({ addresses: ['::1'] });
  });

  it('comes back from the address that it was sent on by, whatever was typed', () => {
    const text = fc.string().map((one) => one.trim());
    const values = fc.uniqueArray(text.filter(Boolean), { maxLength: 2 });
    const view: fc.Arbitrary<View> = fc.record({
      words: fc.string(),
      from: fc.constantFrom('', '2026-03-08'),
      to: fc.constantFrom('', '2026-03-09'),
      values: fc.record({
        user: values,
        account: values,
        ip: values,
        event: values,
        role: values,
        region: values,
        country: values,
      }),
      outcomes: fc.subarray(['success', 'failure', 'unclear']),
      flags: fc.subarray(['no-mfa', 'root', 'first-seen', 'critical']),
      sort: fc.record({
        column: fc.constantFrom(...COLUMNS.map(({ key }) => key)),
        isDescending: fc.boolean(),
      }),
    });
    fc.assert(
      fc.property(view, (one) => {
        expect(parseView(hashOf(one))).toEqual(one);
      }),
    );
    expect(hashOf(WHOLE_VIEW)).toBe('');
    expect(parseView('#unread')).toEqual(WHOLE_VIEW);
  });
});
