import { describe, expect, it } from 'vitest';
import { attemptsOf } from '../../../src/report/attempts.ts';
import type { SignIn } from '../../../src/signin/signIn.ts';
import { SIGN_IN } from '../notice/tellings.ts';

const at = (minute: number, changes: Partial<SignIn> = {}): SignIn => ({
  ...SIGN_IN,
  eventId: `event-${minute}-${JSON.stringify(changes)}`,
  occurredAt: new Date(Date.parse('2026-03-02T09:00:00Z') + minute * 60_000).toISOString(),
  ...changes,
});
const failure = (minute: number, name = 'alice', sourceIPAddress = '198.51.100.7') =>
  at(minute, { outcome: 'failure', who: { kind: 'iam-user', name }, sourceIPAddress });

describe('failures', () => {
  it('from one address are one attempt, as long as no hour passes between them', () => {
    const [first, second] = attemptsOf([
      ...[0, 10, 20, 70].map((minute) => failure(minute)),
      ...[140, 141, 142].map((minute) => failure(minute, 'bob')),
    ]);
    expect(first).toMatchObject({ failures: 4, users: ['alice'] });
    expect(second).toMatchObject({ failures: 3, users: ['bob'] });
  });

  it('are no attempt where there are fewer than three, or each is from elsewhere', () => {
    const elsewhere = [0, 1, 2, 3].map((n) => failure(n, 'alice', `198.51.100.${n}`));
    expect(attemptsOf([failure(0), failure(1), ...elsewhere.slice(2)])).toEqual([]);
  });

  it('name who got in from there meanwhile or soon after, and nobody else', () => {
    const from = { sourceIPAddress: '198.51.100.7' };
    const [attempt] = attemptsOf([
      ...[0, 1, 2].map((minute) => failure(minute)),
      at(30, { ...from, who: { kind: 'iam-user', name: 'carol' } }),
      at(90, { ...from, who: { kind: 'iam-user', name: 'late' } }),
      at(30, { sourceIPAddress: '203.0.113.9', who: { kind: 'iam-user', name: 'elsewhere' } }),
      at(31, { ...from, stage: 'step', who: { kind: 'iam-user', name: 'step' } }),
    ]);
    expect(attempt?.gotIn).toEqual(['carol']);
  });
});
