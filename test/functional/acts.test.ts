import { describe, expect, it } from 'vitest';
import { isComplete, ring } from '../../src/bell/bell.ts';
import { noCoordination } from '../../src/bell/noCoordination.ts';
import { parseQuietRules } from '../../src/bell/quietRules.ts';
import type { RingSettings } from '../../src/bell/run.ts';
import { recordsOf } from '../../src/envelopes/recordsOf.ts';
import type { Notice } from '../../src/notice/notice.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { createMemoryJournal } from '../fakes/memoryJournal.ts';
import { consoleLogin, FAILED, iamUser, type RecordFields, rootUser } from '../fakes/records.ts';

const STORE = 'arn:aws:identitystore::123456789012:identitystore/d-1111111111';
const PERSON = { userId: 'user-id-of-hana', identityStoreArn: STORE };

function createWorld() {
  const clock = createFakeClock('2026-03-02T09:10:00Z');
  const journal = createMemoryJournal(clock, { timeZone: 'UTC', retentionDays: 90 });
  const sent: Notice[] = [];
  const deps = {
    journal,
    history: journal,
    acts: journal,
    notifier: { send: async (notice: Notice) => void sent.push(notice) },
    coordination: noCoordination,
    clock,
    leaseToken: 'worker',
  };
  const settings: RingSettings = {
    notice: { language: 'en', timeZone: 'UTC', accountNames: {} },
    watch: { events: 'AllSignInsAndTampering', ownResources: [] },
    leaseMs: 50_000,
    concurrency: 4,
    mute: false,
  };
  return {
    sent,
    journal,
    clock,
    ringAll: (records: readonly RecordFields[], changes: Partial<RingSettings> = {}) =>
      ring(recordsOf({ Records: records }), deps, { ...settings, ...changes }),
  };
}

const portal = (seed: string, eventName: string, at: string, more: RecordFields = {}) =>
  consoleLogin(seed, {
    eventName,
    eventType: 'AwsServiceEvent',
    eventTime: `2026-03-02T${at}Z`,
    userIdentity: { type: 'IdentityCenterUser', accountId: '123456789012', onBehalfOf: PERSON },
    responseElements: null,
    additionalEventData: { UserName: 'hana', CredentialType: 'PASSWORD,TOTP' },
    serviceEventDetails: { [eventName]: 'Success' },
    ...more,
  });

const session = (seed: string, eventName: string, at: string) =>
  consoleLogin(seed, {
    eventName,
    eventTime: `2026-03-02T${at}Z`,
    userIdentity: {
      type: 'AssumedRole',
      accountId: '123456789012',
      arn: 'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/hana',
    },
    responseElements: { [eventName]: 'Success' },
    additionalEventData: { MFAUsed: 'No' },
  });

const morning = (): RecordFields[] => [
  portal('1', 'CredentialChallenge', '09:00:00'),
  portal('2', 'CredentialVerification', '09:00:05'),
  portal('3', 'UserAuthentication', '09:00:06'),
  portal('4', 'Federate', '09:00:20', {
    eventSource: 'sso.amazonaws.com',
    additionalEventData: null,
    serviceEventDetails: { account_id: '123456789012', role_name: 'Admin' },
  }),
  session('5', 'GetSigninToken', '09:00:21'),
  session('6', 'ConsoleLogin', '09:00:22'),
];

describe('an act', () => {
  it('of Identity Center, from password to console, makes two notices', async () => {
    const world = createWorld();
    const report = await world.ringAll(morning());
    expect(isComplete(report)).toBe(true);
    expect(world.sent.map(({ subject }) => subject)).toEqual([
      'AWS Identity Center sign-in: hana succeeded, new (123456789012)',
      'AWS account access: hana opened 123456789012 as Admin, new (123456789012)',
    ]);
  });

  it('makes no more when its records come one by one', async () => {
    const world = createWorld();
    for (const record of morning()) await world.ringAll([record]);
    expect(world.sent).toHaveLength(2);
  });

  it('rings again from another address, and after ten minutes', async () => {
    const world = createWorld();
    await world.ringAll(morning());
    await world.ringAll([
      { ...session('7', 'ConsoleLogin', '09:00:40'), sourceIPAddress: '192.0.2.9' },
    ]);
    expect(world.sent).toHaveLength(3);
    await world.ringAll([session('8', 'ConsoleLogin', '09:10:30')]);
    expect(world.sent).toHaveLength(4);
  });

  it('folds into no notice that was never told', async () => {
    const world = createWorld();
    const [, , , federate = {}, , login = {}] = morning();
    await world.ringAll([federate], { mute: true });
    await world.ringAll([login]);
    expect(world.sent).toHaveLength(1);
  });

  it('is never a reason to keep root, a failure or a missing MFA quiet', async () => {
    const world = createWorld();
    const noMfa = { additionalEventData: { MFAUsed: 'No' } };
    await world.ringAll([
      consoleLogin('a', {
        ...noMfa,
        eventName: 'GetSigninToken',
        responseElements: { GetSigninToken: 'Success' },
      }),
      consoleLogin('b', noMfa),
      consoleLogin('c', { userIdentity: rootUser() }),
      consoleLogin('d', FAILED),
    ]);
    expect(world.sent).toHaveLength(4);
  });

  it('of aws login is told once, however often its credentials are renewed', async () => {
    const world = createWorld();
    const grant = (
      seed: string,
      eventName: string,
      at: string,
      grant_type = 'authorization_code',
    ) =>
      consoleLogin(seed, {
        eventName,
        eventType: 'AwsApiCall',
        eventTime: `2026-03-02T${at}Z`,
        requestParameters: { client_id: 'arn:aws:signin:::devtools/same-device', grant_type },
        responseElements: null,
        additionalEventData: { success: 'true' },
      });
    await world.ringAll([
      grant('a', 'AuthorizeOAuth2Access', '08:00:00'),
      grant('b', 'CreateOAuth2Token', '08:00:02'),
      ...[15, 30, 45].map((minute) =>
        grant(`${minute}`, 'CreateOAuth2Token', `08:${minute}:00`, 'refresh_token'),
      ),
    ]);
    expect(world.sent).toHaveLength(1);
    const elsewhere = grant('x', 'CreateOAuth2Token', '09:00:00', 'refresh_token');
    await world.ringAll([{ ...elsewhere, sourceIPAddress: '192.0.2.9' }]);
    expect(world.sent).toHaveLength(2);
  });

  it('gives an Identity Center user the name last seen for the id', async () => {
    const world = createWorld();
    const [first = {}, , , federate = {}] = morning();
    await world.ringAll([first]);
    await world.ringAll([federate]);
    expect(world.sent.map(({ subject }) => subject).join()).toContain('hana opened');
  });
});

describe('a quiet rule', () => {
  const quiet = parseQuietRules(
    'user/ci-*&account/123456789012, address/203.0.113.0/24&role/Deploy*',
  );
  const login = (seed: string, name: string, changes: RecordFields = {}) =>
    consoleLogin(seed, { userIdentity: iamUser(name), ...changes });

  it('stores what it names without telling, once it is known', async () => {
    const world = createWorld();
    await world.ringAll([login('a', 'ci-build', { eventTime: '2026-03-01T09:00:00Z' })], { quiet });
    expect(world.sent).toHaveLength(1);
    await world.ringAll([login('b', 'ci-build')], { quiet });
    expect(world.sent).toHaveLength(1);
    const entries = [];
    for await (const entry of world.journal.entries({ since: '0', until: '9' }))
      entries.push(entry);
    expect(entries.map(({ state, mutedBy }) => [state, mutedBy])).toContainEqual([
      'muted',
      'user/ci-*&account/123456789012',
    ]);
  });

  it('never keeps a failure, a missing MFA or a new address quiet', async () => {
    const world = createWorld();
    await world.ringAll([login('a', 'ci-build', { eventTime: '2026-03-01T09:00:00Z' })], { quiet });
    await world.ringAll(
      [
        login('b', 'ci-build', FAILED),
        login('c', 'ci-build', { additionalEventData: { MFAUsed: 'No' } }),
        login('d', 'ci-build', { sourceIPAddress: '192.0.2.9' }),
      ],
      { quiet },
    );
    expect(world.sent).toHaveLength(4);
  });

  it.each([
    ['users/x', /no rule/],
    ['user/*', /everybody/],
    ['account/12', /twelve digits/],
    ['address/0.0.0.0/0', /range/],
    ['address/nowhere', /range/],
    ['user/a&', /no rule/],
  ])('%s is refused with the reason', (text, reason) => {
    expect(() => parseQuietRules(text)).toThrow(reason);
  });
});

describe('a flood of failures', () => {
  const guesses = (count: number) =>
    Array.from({ length: count }, (_, i) => consoleLogin(`guess-${i}`, FAILED));

  it('is worked on after what matters, and what no time is left for comes again', async () => {
    const world = createWorld();
    const entry = consoleLogin('entry', { userIdentity: iamUser('bob') });
    const deadline = world.clock.now();
    const first = await world.ringAll([...guesses(500), entry], { deadline });
    expect(world.sent.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('bob succeeded'),
    ]);
    expect(first.unreached).toBe(500);
    expect(isComplete(first)).toBe(false);
    const second = await world.ringAll([...guesses(500), entry]);
    expect(isComplete(second)).toBe(true);
    // The 1st, 2nd, 3rd, 10th and 100th of the hour.
    expect(world.sent).toHaveLength(1 + 5);
  });

  it('over many accounts is counted over all of them past twelve notices', async () => {
    const world = createWorld();
    const records = Array.from({ length: 60 }, (_, i) => {
      const account = String(100_000_000_000 + i);
      return consoleLogin(`spray-${i}`, { ...FAILED, userIdentity: iamUser('eve', account) });
    });
    await world.ringAll(records);
    expect(world.sent.length).toBeLessThanOrEqual(13);
    expect(world.sent.length).toBeGreaterThanOrEqual(12);
  });
});
