import { describe, expect, it } from 'vitest';
import { parseDeadLetter } from '../../../src/installation/deadLetter.ts';
import { type LetterOutcome, type Replay, redrive } from '../../../src/installation/redrive.ts';
import { awslogsEvent } from '../../fakes/awslogs.ts';
import { createLetterQueue, deadLetterOf } from '../../fakes/letterQueue.ts';
import { consoleLogin } from '../../fakes/records.ts';

const event = (...seeds: string[]) => awslogsEvent(seeds.map((seed) => consoleLogin(seed)));

async function outcomesOf(outcomes: AsyncIterable<LetterOutcome>): Promise<LetterOutcome[]> {
  const found: LetterOutcome[] = [];
  for await (const outcome of outcomes) found.push(outcome);
  return found;
}

describe('a dead letter', () => {
  it('gives the envelope whole, its size, and why the function gave up', () => {
    const payload = event('a', 'b');
    expect(parseDeadLetter(deadLetterOf(payload, 'SNS did not\ntake it'))).toEqual({
      kind: 'letter',
      payload,
      records: 2,
      failedAt: '2026-03-02T09:10:00.000Z',
      reason: 'SNS did not take it',
    });
  });

  it.each([
    ['no JSON', 'hello'],
    ['no requestPayload', '{"version":"1.0"}'],
    ['an event of something else', deadLetterOf({ colour: 'red' })],
    ['an envelope that cannot be decoded', deadLetterOf({ awslogs: { data: 'AAAA' } })],
  ])('is unreadable with %s', (_, body) => {
    expect(parseDeadLetter(body)).toMatchObject({ kind: 'unreadable' });
  });
});

describe('redrive', () => {
  const told: unknown[] = [];
  const tell: Replay = async (payload) => {
    told.push(payload);
    return { ok: true };
  };

  it('replays every letter, more than the queue hands out at once, and deletes them', async () => {
    told.length = 0;
    const bodies = Array.from({ length: 25 }, (_, i) => deadLetterOf(event(`letter ${i}`)));
    const queue = createLetterQueue(bodies);
    const outcomes = await outcomesOf(redrive(queue, tell));
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(25).fill('replayed'));
    expect(told).toHaveLength(25);
    expect(queue.bodies()).toEqual([]);
  });

  it('keeps what fails or cannot be read, says why, and goes on with the others', async () => {
    const untellable = event('bad', 'worse');
    const [good, bad] = [deadLetterOf(event('good')), deadLetterOf(untellable)];
    const queue = createLetterQueue([bad, 'hello', good]);
    const outcomes = await outcomesOf(
      redrive(queue, async (payload) =>
        JSON.stringify(payload) === JSON.stringify(untellable)
          ? { ok: false, reason: 'no topic' }
          : { ok: true },
      ),
    );
    expect(outcomes).toMatchObject([
      { kind: 'kept', records: 2, reason: 'no topic' },
      { kind: 'kept', records: 0, reason: expect.stringContaining('requestPayload') },
      { kind: 'replayed', records: 1 },
    ]);
    expect(queue.bodies()).toEqual([bad, 'hello']);
    expect(queue.hidden()).toBe(0);
  });

  it('tries no letter twice in one run, though the queue hands it out again', async () => {
    const queue = createLetterQueue([deadLetterOf(event('a'))], { hides: false, deals: 3 });
    let tries = 0;
    await outcomesOf(
      redrive(queue, async () => {
        tries += 1;
        return { ok: false, reason: 'no' };
      }),
    );
    expect(tries).toBe(1);
    expect(queue.bodies()).toHaveLength(1);
  });

  it('leaves every letter in the queue, to be seen at once, when the function cannot be run', async () => {
    const queue = createLetterQueue([deadLetterOf(event('a')), deadLetterOf(event('b'))]);
    const broken = redrive(queue, () => Promise.reject(new Error('no such function')));
    await expect(outcomesOf(broken)).rejects.toThrow('no such function');
    expect(queue.bodies()).toHaveLength(2);
    expect(queue.hidden()).toBe(0);
  });
});
