import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LetterOutcome, type Replay, redrive } from '../../src/installation/redrive.ts';
import { awslogsEvent } from '../fakes/awslogs.ts';
import { type Handler, type LambdaWorld, startLambdaWorld } from '../fakes/lambdaWorld.ts';
import { createLetterQueue, deadLetterOf } from '../fakes/letterQueue.ts';
import { consoleLogin, FAILED, iamUser } from '../fakes/records.ts';

let world: LambdaWorld;
let handler: Handler;

beforeAll(async () => {
  world = await startLambdaWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  handler = await world.freshHandler();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const NAMES = ['alice', 'bob', 'carol'];
const eventTime = `${new Date(Date.now() - 300_000).toISOString().slice(0, 19)}Z`;
const envelope = awslogsEvent(
  NAMES.map((name) => consoleLogin(name, { eventTime, userIdentity: iamUser(name) })),
);
const refuseBob = (subject: string) =>
  subject.includes('bob') ? (['AuthorizationError', 'no'] as const) : undefined;

/** The function as Lambda runs it synchronously. */
const replay: Replay = async (payload) => {
  try {
    await handler(payload, { awsRequestId: 'replay' });
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: String(error) };
  }
};

async function redriveAll(bodies: readonly string[]) {
  const queue = createLetterQueue(bodies);
  const outcomes: LetterOutcome[] = [];
  for await (const outcome of redrive(queue, replay)) outcomes.push(outcome);
  return { kinds: outcomes.map(({ kind }) => kind), left: queue.bodies(), outcomes };
}

/** Who was told of, each as often as a notice went out. */
function told(): string[] {
  const subjects = world.sns.published.map(({ subject }) => subject);
  return subjects.map((subject) => NAMES.find((name) => subject.includes(name)) ?? subject).sort();
}

describe('redrive, with the function, the journal and the topic', () => {
  it('tells what nobody was told of', async () => {
    const { kinds, left } = await redriveAll([deadLetterOf(envelope)]);
    expect([kinds, left, told()]).toEqual([['replayed'], [], NAMES]);
  });

  it('tells once what lies in the queue twice, and again when it is redriven again', async () => {
    const letter = deadLetterOf(envelope);
    await redriveAll([letter, letter]);
    await redriveAll([letter]);
    expect(told()).toEqual(NAMES);
  });

  it('tells of a letter that was partly told the rest, and only the rest', async () => {
    world.sns.refuse = refuseBob;
    await expect(handler(envelope, { awsRequestId: 'first' })).rejects.toThrow(/send/);
    expect(told()).toEqual(['alice', 'carol']);
    world.sns.refuse = () => undefined;
    const { kinds } = await redriveAll([deadLetterOf(envelope)]);
    expect([kinds, told()]).toEqual([['replayed'], NAMES]);
  });

  it('keeps a letter that still cannot be told whole, with the reason, until it can', async () => {
    world.sns.refuse = refuseBob;
    const letter = deadLetterOf(envelope);
    const { kinds, left, outcomes } = await redriveAll([letter]);
    expect([kinds, left, told()]).toEqual([['kept'], [letter], ['alice', 'carol']]);
    expect(outcomes[0]?.reason).toContain('SNS did not take the notice');
    world.sns.refuse = () => undefined;
    await redriveAll(left);
    expect(told()).toEqual(NAMES);
  });

  it('counts no failure twice', async () => {
    const failures = awslogsEvent(
      Array.from({ length: 9 }, (_, i) =>
        consoleLogin(`failure ${i}`, { ...FAILED, eventTime: '2026-03-02T09:04:05Z' }),
      ),
    );
    await redriveAll([deadLetterOf(failures), deadLetterOf(failures)]);
    expect(world.sns.published).toHaveLength(1);
    const again = awslogsEvent([
      consoleLogin('failure 10', { ...FAILED, eventTime: '2026-03-02T09:04:06Z' }),
    ]);
    await redriveAll([deadLetterOf(again)]);
    expect(world.sns.published.at(-1)?.message['email']).toContain('10回目');
  });
});
