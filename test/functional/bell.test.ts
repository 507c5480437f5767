import { describe, expect, it } from 'vitest';
import { isComplete, type RingSettings, ring } from '../../src/bell/bell.ts';
import { recordsOf } from '../../src/envelopes/recordsOf.ts';
import type { EventsSetting } from '../../src/signin/events.ts';
import { createFakeClock, type FakeClock } from '../fakes/fakeClock.ts';
import { createHeldClock } from '../fakes/heldClock.ts';
import { createMemoryJournal } from '../fakes/memoryJournal.ts';
import { createRecordingNotifier } from '../fakes/recordingNotifier.ts';
import {
  consoleLogin,
  eventIdFor,
  FAILED,
  iamUser,
  type RecordFields,
  roleSession,
  rootUser,
} from '../fakes/records.ts';

function createWorld(
  events: EventsSetting = 'AllSignInsAndTampering',
  clock: FakeClock = createFakeClock(),
) {
  const journal = createMemoryJournal(clock, { timeZone: 'UTC', retentionDays: 90 });
  const notifier = createRecordingNotifier();
  const settings: RingSettings = {
    notice: { language: 'en', timeZone: 'UTC', accountNames: {} },
    watch: { events, ownResources: [] },
    leaseMs: 50_000,
    concurrency: 4,
    mute: false,
  };
  let worker = 0;
  return {
    clock,
    journal,
    notifier,
    settings,
    ringAll: (records: readonly unknown[], changes: Partial<RingSettings> = {}) => {
      worker += 1;
      const leaseToken = `worker-${worker}`;
      const { coordination } = journal;
      const deps = {
        journal,
        history: journal,
        acts: journal,
        notifier,
        coordination,
        clock,
        leaseToken,
      };
      return ring(recordsOf(records), deps, { ...settings, ...changes });
    },
    states: async () => {
      const states: Record<string, number> = {};
      const span = { since: '0000', until: '9999' };
      for await (const { state } of journal.entries(span)) states[state] = (states[state] ?? 0) + 1;
      return states;
    },
  };
}

function failures(
  count: number,
  changes: (i: number) => RecordFields = () => ({}),
): RecordFields[] {
  return Array.from({ length: count }, (_, i) =>
    consoleLogin(`failure-${i}`, {
      ...FAILED,
      eventTime: new Date(Date.parse('2026-03-02T09:00:00Z') + i * 100).toISOString(),
      ...changes(i),
    }),
  );
}

describe('ring', () => {
  it('tells each sign-in once, however often it is delivered', async () => {
    const world = createWorld();
    const records = [consoleLogin('a'), consoleLogin('b', { userIdentity: iamUser('bob') })];
    const first = await world.ringAll([...records, ...records]);
    const second = await world.ringAll(records);
    expect(world.notifier.sent).toHaveLength(2);
    expect(first.duplicates).toBe(2);
    expect(second.duplicates).toBe(2);
    expect(await world.states()).toEqual({ sent: 2 });
  });

  it('rings only for what the setting watches', async () => {
    const stop = consoleLogin('s', {
      eventName: 'StopLogging',
      eventSource: 'cloudtrail.amazonaws.com',
      eventType: 'AwsApiCall',
      responseElements: null,
    });
    const check = consoleLogin('c', {
      eventName: 'CheckMfa',
      responseElements: { CheckMfa: 'Success' },
    });
    const other = consoleLogin('o', {
      eventName: 'DescribeInstances',
      eventSource: 'ec2.amazonaws.com',
      eventType: 'AwsApiCall',
      responseElements: null,
    });
    for (const [events, rings] of [
      ['ConsoleLogin', 1],
      // A step on the way in is stored, not told.
      ['AllSignIns', 1],
      ['AllSignInsAndTampering', 2],
    ] as const) {
      const world = createWorld(events);
      const report = await world.ringAll([consoleLogin('a'), stop, check, other]);
      expect([events, world.notifier.sent.length, report.notWatched]).toEqual([
        events,
        rings,
        events === 'ConsoleLogin' ? 3 : 3 - rings,
      ]);
    }
  });

  it('rings for a record that it cannot read to the end', async () => {
    const world = createWorld('ConsoleLogin');
    const broken = { eventName: 'ConsoleLogin', userIdentity: 'nobody', responseElements: 7 };
    const report = await world.ringAll([broken]);
    expect(isComplete(report)).toBe(true);
    expect(world.notifier.sent[0]?.signIns[0]).toMatchObject({
      outcome: 'unclear',
      timeIsKnown: false,
    });
  });

  it('goes on with the others when one notice is refused, and tells it the next time', async () => {
    const world = createWorld();
    const records = ['a', 'b', 'c'].map((name) =>
      consoleLogin(name, { userIdentity: iamUser(name) }),
    );
    world.notifier.refuse = (notice) => notice.subject.includes(': b ');
    const report = await world.ringAll(records);
    expect(world.notifier.sent).toHaveLength(2);
    expect(report.failures).toMatchObject([{ step: 'send', reason: 'the channel is down' }]);
    expect(isComplete(report)).toBe(false);
    world.notifier.refuse = () => false;
    expect(isComplete(await world.ringAll(records))).toBe(true);
    expect(world.notifier.sent).toHaveLength(3);
  });

  it('comes back for what another worker holds', async () => {
    const world = createWorld();
    const records = [consoleLogin('a')];
    world.notifier.send = () => new Promise(() => undefined);
    void world.ringAll(records);
    await new Promise(setImmediate);
    const report = await world.ringAll(records);
    expect(report.held).toHaveLength(1);
    expect(isComplete(report)).toBe(false);
  });

  it('settles what it told even when the journal does not answer for a moment', async () => {
    const world = createWorld();
    const { settle } = world.journal;
    let refusals = 3;
    world.journal.settle = async (...args) => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('throttled');
      await settle(...args);
    };
    const report = await world.ringAll([consoleLogin('a')]);
    expect(isComplete(report)).toBe(true);
    expect(await world.states()).toEqual({ sent: 1 });
  });

  it('does not begin to send once its lease has run out', async () => {
    const world = createWorld();
    const { firstSeen } = world.journal;
    world.journal.firstSeen = async (signIn) => {
      world.clock.advance(60_000);
      return firstSeen(signIn);
    };
    const report = await world.ringAll([consoleLogin('a')]);
    expect(world.notifier.sent).toEqual([]);
    expect(report.failures).toMatchObject([{ step: 'send' }]);
  });

  it('tells every failure of an hour although the look-up for one fails, without a mark', async () => {
    const world = createWorld();
    const { firstSeen } = world.journal;
    world.journal.firstSeen = async (signIn) => {
      if (signIn.eventId === eventIdFor('failure-1')) throw new Error('throttled');
      return firstSeen(signIn);
    };
    const report = await world.ringAll(failures(3));
    expect(world.notifier.sent.map(({ text }) => text.includes('first time'))).toEqual([
      true,
      false,
      true,
    ]);
    expect(isComplete(report)).toBe(true);
  });

  it('stores without a notice when muted, and never tells that afterwards', async () => {
    const world = createWorld();
    await world.ringAll([consoleLogin('a')], { mute: true });
    await world.ringAll([consoleLogin('a')]);
    expect(world.notifier.sent).toEqual([]);
    expect(await world.states()).toEqual({ muted: 1 });
  });

  it('says what is the first time, also within one envelope', async () => {
    const world = createWorld();
    await world.ringAll([
      consoleLogin('a', { eventTime: '2026-03-02T09:00:00Z' }),
      consoleLogin('b', { eventTime: '2026-03-02T09:01:00Z' }),
      consoleLogin('c', { eventTime: '2026-03-02T09:02:00Z', sourceIPAddress: '192.0.2.9' }),
    ]);
    const marks: unknown[] = [];
    for await (const entry of world.journal.entries({ since: '0', until: '9' }))
      marks.push(entry.marks);
    expect(marks).toEqual([
      { address: true, client: false },
      { address: false, client: false },
      { address: true, client: true },
    ]);
  });
});

describe('floods', () => {
  it('ring at the 1st, 2nd, 3rd, 10th and 100th failure of an account and hour', async () => {
    const world = createWorld();
    const records = failures(120, (i) => ({
      userIdentity: iamUser(`user${i % 7}`),
      sourceIPAddress: `192.0.2.${i % 5}`,
    }));
    for (let i = 0; i < 120; i += 8) await world.ringAll(records.slice(i, i + 8));
    expect(world.notifier.sent).toHaveLength(5);
    expect(world.notifier.sent.at(-1)?.text).toContain('192.0.2.4');
    expect(await world.states()).toEqual({ sent: 5, folded: 115 });
  });

  it('count root apart from the others, and every hour anew', async () => {
    const world = createWorld();
    const root = failures(5, (i) => ({
      userIdentity: rootUser(),
      eventID: eventIdFor(`root${i}`),
    }));
    const later = failures(1, () => ({
      eventTime: '2026-03-02T08:59:59Z',
      eventID: eventIdFor('later'),
    }));
    await world.ringAll([...failures(5), ...root, ...later]);
    expect(world.notifier.sent).toHaveLength(3 + 3 + 1);
  });

  it('let a retried flood ring once for all that was not told, and change no count', async () => {
    const world = createWorld();
    world.notifier.refuse = () => true;
    const records = failures(15);
    await world.ringAll(records);
    world.notifier.refuse = () => false;
    await world.ringAll(records);
    expect(world.notifier.sent).toHaveLength(1);
    expect(await world.states()).toEqual({ sent: 1, folded: 14 });
    const bucket = { accountId: '123456789012', hour: '2026-03-02T09', group: 'users' } as const;
    expect(await world.journal.countFailures(bucket, 0)).toBe(15);
  });

  it('say of an address that it failed for several accounts, also in envelopes of their own', async () => {
    const world = createWorld();
    const attempts = ['111111111111', '222222222222', '333333333333'].map((account, i) =>
      consoleLogin(`spread${i}`, { ...FAILED, userIdentity: iamUser('alice', account) }),
    );
    for (const attempt of attempts) await world.ringAll([attempt]);
    const [first, second, third] = world.notifier.sent.map(({ text }) => text);
    expect(first).not.toContain('From this address');
    expect(second).toContain(
      'sign-ins failed in 2 accounts in the hour: 222222222222, 111111111111.',
    );
    expect(third).toContain('in 3 accounts in the hour: 333333333333, 111111111111, 222222222222.');
  });

  it('say nothing of accounts where each was tried from an address of its own', async () => {
    const world = createWorld();
    for (const [i, account] of ['111111111111', '222222222222'].entries()) {
      const sourceIPAddress = `198.51.100.${i + 1}`;
      await world.ringAll([
        consoleLogin(`own${i}`, {
          ...FAILED,
          userIdentity: iamUser('alice', account),
          sourceIPAddress,
        }),
      ]);
    }
    expect(world.notifier.sent).toHaveLength(2);
    for (const { text } of world.notifier.sent) expect(text).not.toContain('From this address');
  });

  it('gather more than 20 ordinary notices of one envelope into digests, root and tampering alone', async () => {
    const world = createWorld();
    const people = Array.from({ length: 120 }, (_, i) =>
      consoleLogin(`p${i}`, { userIdentity: roleSession('Developer', `person${i}`) }),
    );
    const root = consoleLogin('root', { userIdentity: rootUser() });
    await world.ringAll([...people, root]);
    expect(world.notifier.sent.map(({ signIns }) => signIns.length)).toEqual([1, 50, 50, 20]);
    expect(await world.states()).toEqual({ sent: 1, digested: 120 });
  });

  it('keep 20 ordinary notices apart', async () => {
    const world = createWorld();
    const people = Array.from({ length: 20 }, (_, i) =>
      consoleLogin(`p${i}`, { userIdentity: iamUser(`person${i}`) }),
    );
    await world.ringAll(people);
    expect(world.notifier.sent).toHaveLength(20);
  });

  it('tell what arrives more than a day late in digests, critical ones alone', async () => {
    const world = createWorld();
    const old = { eventTime: '2026-02-20T09:00:00Z' };
    await world.ringAll([
      consoleLogin('a', old),
      consoleLogin('b', { ...old, userIdentity: iamUser('bob') }),
      consoleLogin('c', { ...old, userIdentity: rootUser() }),
    ]);
    expect(world.notifier.sent.map(({ signIns }) => signIns.length)).toEqual([1, 2]);
    expect(await world.states()).toEqual({ sent: 1, digested: 2 });
  });
});

describe('a flood of refused calls', () => {
  const refused = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      consoleLogin(`refused-${i}`, {
        eventName: 'StopLogging',
        eventSource: 'cloudtrail.amazonaws.com',
        responseElements: null,
        errorCode: 'AccessDenied',
      }),
    );

  it('rings as few times as guessed passwords do, counted apart from them', async () => {
    const world = createWorld();
    await world.ringAll([...failures(5), ...refused(120)]);
    expect(world.notifier.sent).toHaveLength(3 + 5);
    expect(await world.states()).toEqual({ sent: 8, folded: 117 });
  });

  it('hides neither the call that was let through nor root', async () => {
    const world = createWorld();
    const done = consoleLogin('done', {
      eventName: 'StopLogging',
      eventSource: 'cloudtrail.amazonaws.com',
      responseElements: null,
    });
    const root = consoleLogin('root', { userIdentity: rootUser() });
    await world.ringAll([...refused(120), done, root]);
    const alone = world.notifier.sent.filter(({ signIns }) => signIns.length === 1);
    expect(alone.flatMap(({ signIns }) => signIns.map(({ eventId }) => eventId))).toEqual(
      expect.arrayContaining([eventIdFor('done'), eventIdFor('root')]),
    );
  });
});

describe('a critical flood', () => {
  it('of one envelope goes into digests, which are as loud, and root into its own', async () => {
    const world = createWorld();
    const recoveries = Array.from({ length: 60 }, (_, i) =>
      consoleLogin(`tampering-${i}`, {
        eventName: 'StopLogging',
        eventSource: 'cloudtrail.amazonaws.com',
        responseElements: null,
      }),
    );
    const root = Array.from({ length: 101 }, (_, i) =>
      consoleLogin(`root-${i}`, { userIdentity: rootUser() }),
    );
    await world.ringAll([...recoveries, ...root]);
    expect(world.notifier.sent.map(({ signIns }) => signIns.length)).toEqual([50, 50, 1, 50, 10]);
    expect(new Set(world.notifier.sent.map(({ attributes }) => attributes.severity))).toEqual(
      new Set(['critical']),
    );
  });
});

describe('many small envelopes', () => {
  const budget = { alone: 2, everyMs: 60_000, gatherMs: 12_000 };
  const person = (i: number) => consoleLogin(`p${i}`, { userIdentity: iamUser(`person${i}`) });

  function createHeldWorld() {
    const clock = createHeldClock();
    return { clock, world: createWorld(undefined, clock) };
  }

  it('ring alone up to the budget; then the first opens a gathering and tells all who joined it', async () => {
    const { clock, world } = createHeldWorld();
    for (const i of [1, 2]) await world.ringAll([person(i)], { budget });
    const opener = world.ringAll([person(3)], { budget });
    await clock.settled();
    for (const i of [4, 5, 6]) {
      const report = await world.ringAll([person(i)], { budget });
      expect(report).toMatchObject({ notices: 0, gathered: 1 });
      // Whoever gives sign-ins away comes again, and finds them told.
      expect(isComplete(report)).toBe(false);
    }
    expect(world.notifier.sent).toHaveLength(2);
    clock.advance(12_000);
    expect(await opener).toMatchObject({ notices: 1, gathered: 0 });
    expect(world.notifier.sent.map(({ signIns }) => signIns.length)).toEqual([1, 1, 4]);
    expect(await world.states()).toEqual({ sent: 2, digested: 4 });
    expect(isComplete(await world.ringAll([person(4)], { budget }))).toBe(true);
    expect(world.notifier.sent).toHaveLength(3);
  });

  it('never hold back root, failures or what is late', async () => {
    const { world } = createHeldWorld();
    for (const i of [1, 2]) await world.ringAll([person(i)], { budget });
    await world.ringAll([consoleLogin('root', { userIdentity: rootUser() })], { budget });
    await world.ringAll(failures(1), { budget });
    await world.ringAll([consoleLogin('late', { eventTime: '2026-02-20T09:00:00Z' })], { budget });
    expect(world.notifier.sent).toHaveLength(5);
  });

  it('are told by the retry of the opener where it died', async () => {
    const { clock, world } = createHeldWorld();
    for (const i of [1, 2]) await world.ringAll([person(i)], { budget });
    void world.ringAll([person(3)], { budget });
    await clock.settled();
    await world.ringAll([person(4)], { budget });
    clock.kill();
    clock.advance(60_000);
    expect(await world.states()).toEqual({ sent: 2, claimed: 2 });
    await world.ringAll([person(3)], { budget });
    expect(await world.states()).toEqual({ sent: 4 });
  });

  it('are not told twice when the answer of the coordination is lost', async () => {
    const { clock, world } = createHeldWorld();
    for (const i of [1, 2]) await world.ringAll([person(i)], { budget });
    const opener = world.ringAll([person(3)], { budget });
    await clock.settled();
    const { join } = world.journal.coordination;
    world.journal.coordination.join = async (...given) => {
      await join(...given);
      throw new Error('connection reset');
    };
    const report = await world.ringAll([person(4)], { budget });
    expect(report.failures).toMatchObject([{ step: 'gather', eventId: eventIdFor('p4') }]);
    clock.advance(12_000);
    await opener;
    clock.advance(60_000);
    expect(await world.ringAll([person(4)], { budget })).toMatchObject({ duplicates: 1 });
    expect(world.notifier.sent.map(({ signIns }) => signIns.length)).toEqual([1, 1, 2]);
  });

  it('ring at once when the budget cannot be asked', async () => {
    const { world } = createHeldWorld();
    world.journal.coordination.admit = () => Promise.reject(new Error('throttled'));
    await world.ringAll([person(1)], { budget });
    expect(world.notifier.sent).toHaveLength(1);
  });
});

describe('what a check found', () => {
  it('is told as late, and how it came', async () => {
    const world = createWorld();
    await world.ringAll([consoleLogin('a')], { found: true });
    const [notice] = world.notifier.sent;
    expect(notice?.subject).toContain('succeeded, new, late');
    expect(notice?.text).toContain('the hourly check found it');
  });
});

describe('a test', () => {
  it('rings as what it is', async () => {
    const world = createWorld();
    await world.ringAll([consoleLogin('a', { eventID: 'loginbell-test-1' })]);
    const [notice] = world.notifier.sent;
    expect(notice?.subject).toMatch(/^TEST AWS console sign-in/);
    expect(notice?.text).toContain('This is a test: nobody signed in.');
    expect(notice?.text).not.toContain('first time');
    expect(notice?.content.link).toBeUndefined();
  });
});
