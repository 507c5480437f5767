import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ring } from '../../src/bell/bell.ts';
import { noCoordination } from '../../src/bell/noCoordination.ts';
import type { JournalEntry } from '../../src/bell/ports.ts';
import { recordsOf } from '../../src/envelopes/recordsOf.ts';
import type { Notice } from '../../src/notice/notice.ts';
import type { EventsSetting } from '../../src/signin/events.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { createMemoryJournal } from '../fakes/memoryJournal.ts';
import {
  consoleLogin,
  eventIdFor,
  FAILED,
  iamUser,
  type RecordFields,
  rootUser,
} from '../fakes/records.ts';

/** One sign-in as people know it, before it becomes a record. */
type Deed = {
  readonly person: 'alice' | 'hana' | 'kei' | 'root';
  readonly event: 'ConsoleLogin' | 'GetSigninToken' | 'Federate';
  readonly account: string;
  readonly role: 'Admin' | 'ReadOnly';
  readonly address: string;
  /** Seconds after nine. */
  readonly at: number;
  readonly failed: boolean;
};

const ACCOUNTS = ['123456789012', '210987654321'];
const START = Date.parse('2026-03-02T09:00:00Z');
const LASTS = 600;

const deed: fc.Arbitrary<Deed> = fc.record({
  person: fc.constantFrom('hana', 'hana', 'hana', 'hana', 'hana', 'kei', 'alice', 'root'),
  event: fc.constantFrom('ConsoleLogin', 'GetSigninToken', 'Federate'),
  account: fc.oneof(
    { arbitrary: fc.constant('123456789012'), weight: 4 },
    fc.constantFrom(...ACCOUNTS),
  ),
  role: fc.constantFrom('Admin', 'Admin', 'Admin', 'Admin', 'ReadOnly'),
  address: fc.constantFrom('203.0.113.7', '203.0.113.7', '203.0.113.7', '192.0.2.9'),
  at: fc.oneof(fc.nat(120), fc.integer({ min: 540, max: 660 }), fc.nat(2400)),
  failed: fc.oneof({ arbitrary: fc.constant(false), weight: 6 }, fc.constant(true)),
});

/** Deeds in the order in which their records come, cut into envelopes; each may come twice. */
const story = fc.record({
  deeds: fc.array(deed, { minLength: 4, maxLength: 14 }),
  envelopes: fc.array(fc.array(fc.nat(11), { minLength: 1, maxLength: 6 }), { maxLength: 4 }),
});

/** Identity Center knows no IAM users and no root: those only sign in. */
function asItHappens(deed: Deed): Deed {
  const isPortal = deed.person === 'hana' || deed.person === 'kei';
  return isPortal ? deed : { ...deed, event: 'ConsoleLogin' };
}

function recordOf(deed: Deed, i: number): RecordFields {
  const { person, event, account, role, address, at, failed } = deed;
  const common = {
    eventTime: new Date(START + at * 1000).toISOString().replace('.000Z', 'Z'),
    sourceIPAddress: address,
    eventName: event,
  };
  const outcome = failed ? 'Failure' : 'Success';
  if (event === 'Federate') {
    return consoleLogin(`deed-${i}`, {
      ...common,
      eventSource: 'sso.amazonaws.com',
      eventType: 'AwsServiceEvent',
      userIdentity: { type: 'IdentityCenterUser', accountId: ACCOUNTS[0] ?? '' },
      responseElements: null,
      additionalEventData: { UserName: person },
      serviceEventDetails: { Federate: outcome, account_id: account, role_name: role },
    });
  }
  const arn = `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_${role}_0123456789abcdef/${person}`;
  const userIdentity =
    person === 'alice'
      ? iamUser(person, account)
      : person === 'root'
        ? rootUser(account)
        : { type: 'AssumedRole', accountId: account, arn };
  return consoleLogin(`deed-${i}`, {
    ...common,
    userIdentity,
    responseElements: { [event]: outcome },
    ...(failed ? { ...FAILED, responseElements: { [event]: outcome } } : {}),
  });
}

async function ringStory(
  deeds: readonly Deed[],
  envelopes: readonly (readonly number[])[],
  events: EventsSetting,
) {
  const clock = createFakeClock(new Date(START + 3_600_000).toISOString());
  const journal = createMemoryJournal(clock, { timeZone: 'UTC', retentionDays: 90 });
  const told = new Set<string>();
  const send = async ({ signIns }: Notice) => {
    for (const { eventId } of signIns) told.add(eventId);
  };
  const deps = {
    journal,
    history: journal,
    acts: journal,
    notifier: { send },
    coordination: noCoordination,
    clock,
    leaseToken: 'worker',
  };
  const records = deeds.map(recordOf);
  const named = envelopes.map((places) => places.flatMap((i) => records[i % records.length] ?? []));
  // What no envelope named comes in one of its own at the end, and all of it once more.
  for (const Records of [...named, records, records]) {
    await ring(recordsOf({ Records }), deps, {
      notice: { language: 'en', timeZone: 'UTC', accountNames: {} },
      watch: { events, ownResources: [] },
      leaseMs: 50_000,
      concurrency: 3,
      mute: false,
    });
  }
  const entries = new Map<string, JournalEntry>();
  for await (const entry of journal.entries({ since: '0', until: '9' })) {
    entries.set(entry.signIn.eventId, entry);
  }
  return { told, entries };
}

it('folds a sign-in only into a notice that told the same act, and tells all else', async () => {
  let folds = 0;
  await fc.assert(
    fc.asyncProperty(story, async ({ deeds: drawn, envelopes }) => {
      const deeds = drawn.map(asItHappens);
      const { told, entries } = await ringStory(deeds, envelopes, 'AllSignIns');
      for (const [i, own] of deeds.entries()) {
        const entry = entries.get(eventIdFor(`deed-${i}`));
        expect(entry).toBeDefined();
        if (own.failed || entry === undefined) continue;
        if (entry.state !== 'folded') {
          expect(told.has(entry.signIn.eventId)).toBe(true);
          continue;
        }
        folds += 1;
        const { foldedInto = '', marks } = entry;
        const other = deeds.find((_, j) => eventIdFor(`deed-${j}`) === foldedInto);
        expect(told.has(foldedInto), 'it was told').toBe(true);
        expect(own.person, 'root never folds').not.toBe('root');
        const { person, account, role, address } = own;
        expect(other).toMatchObject({ person, account, role, address, failed: false });
        expect(other?.event).not.toBe(own.event);
        expect(Math.abs((other?.at ?? 0) - own.at)).toBeLessThanOrEqual(LASTS);
        if (marks?.address || marks?.client) {
          expect(entries.get(foldedInto)?.marks?.address, 'it said that it is new').toBe(true);
        }
      }
    }),
    { numRuns: 400 },
  );
  // The stories are worth their time only if acts are among them.
  expect(folds).toBeGreaterThan(100);
});

it('tells every console sign-in where only those are watched', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ deeds: drawn, envelopes }) => {
      const deeds = drawn.map(asItHappens);
      const { told } = await ringStory(deeds, envelopes, 'ConsoleLogin');
      for (const [i, { event, failed }] of deeds.entries()) {
        if (event === 'ConsoleLogin' && !failed) {
          expect(told.has(eventIdFor(`deed-${i}`))).toBe(true);
        }
      }
    }),
    { numRuns: 200 },
  );
});
