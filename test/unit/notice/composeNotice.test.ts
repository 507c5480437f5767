import { describe, expect, it } from 'vitest';
import { composeDigest } from '../../../src/notice/composeDigest.ts';
import { composeNotice } from '../../../src/notice/composeNotice.ts';
import { DIGESTS, EN, JA, KINDS, telling } from './tellings.ts';

const ROOT = { who: { kind: 'root' }, identityType: 'Root' } as const;
const LONG = 'x'.repeat(200);

describe('a subject', () => {
  it('says who, what became of it and in which account', () => {
    expect(composeNotice(telling(), JA).subject).toBe(
      'AWSコンソールログイン: alice 成功 (123456789012)',
    );
    expect(composeNotice(telling(), EN).subject).toBe(
      'AWS console sign-in: alice succeeded (123456789012)',
    );
  });

  it('shows root and a missing MFA', () => {
    const notice = composeNotice(telling({ ...ROOT, mfa: 'no' }), JA);
    expect(notice.subject).toContain('Root 成功・MFAなし');
    expect(composeNotice(telling({ ...ROOT, mfa: 'no' }), EN).subject).toContain(
      'Root succeeded, no MFA',
    );
  });

  it('never speaks of missing MFA where AWS cannot see it, nor on a failure', () => {
    for (const signIn of [{ mfa: 'not-visible' }, { mfa: 'no', outcome: 'failure' }] as const) {
      const { subject, text } = composeNotice(telling(signIn), EN);
      expect(subject + text).not.toMatch(/no MFA|without MFA/);
    }
  });

  it('keeps outcome and account when the name is long, and drops the name of the account first', () => {
    const signIn = { who: { kind: 'iam-user', name: LONG }, outcome: 'failure' } as const;
    const named = { ...EN, accountNames: { '123456789012': LONG } };
    for (const settings of [EN, JA, named]) {
      const { subject } = composeNotice(telling(signIn), settings);
      expect(subject).toMatch(/xxxxxxxxxx… (failed|失敗) \(.*123456789012\)$/);
      expect(subject.length).toBeLessThan(100);
    }
  });

  it('of refused calls of several people says how many, and where', () => {
    const attempt = telling(
      {
        kind: 'tampering',
        eventName: 'DeleteSubscriptionFilter',
        outcome: 'failure',
        accountId: '210987654321',
      },
      {
        tally: {
          count: 1000,
          since: '2026-11-23T09:00:00.000Z',
          users: ['alice', 'bob'],
          addresses: [],
          more: false,
        },
      },
    );
    expect(composeNotice(attempt, EN).subject).toBe(
      'CRITICAL AWS monitoring change (DeleteSubscriptionFilter): 1000 failed, 2 users (210987654321)',
    );
  });
});

describe('a notice', () => {
  it('carries attributes to filter on, without untrusted text', () => {
    expect(composeNotice(telling(), JA).attributes).toEqual({
      outcome: 'success',
      identityType: 'IAMUser',
      mfa: 'yes',
      accountId: '123456789012',
      eventName: 'ConsoleLogin',
      severity: 'info',
    });
    expect(
      composeNotice(telling({ identityType: 'a b', accountId: '', eventName: '<x>' }), JA)
        .attributes,
    ).toMatchObject({ identityType: 'unknown', accountId: 'unknown', eventName: 'unknown' });
  });

  it('is the same in text and content, and names its event', () => {
    const { text, content, signIns } = composeNotice(telling(), EN);
    expect(text).toContain(content.headline);
    expect(text).toContain(content.link);
    expect(content.eventIds).toEqual(signIns.map(({ eventId }) => eventId));
  });

  it('of a repeated failure says which of the hour it is and when it rings next', () => {
    const failure = KINDS['user-failure-10th'] ?? telling();
    const { text } = composeNotice(failure, EN);
    expect(text).toContain('Failure no. 10');
    expect(text).toContain('next: 100');
    expect(text).toContain('198.51.100.4');
  });

  it('looks up no name that every object inherits', () => {
    const { text } = composeNotice(
      telling({ eventName: 'constructor', accountId: 'toString' }),
      EN,
    );
    expect(text).not.toContain('function');
  });
});

describe('a digest', () => {
  it('is as loud as its loudest member, with what they have in common', () => {
    const digest = composeDigest([telling(), telling({ ...ROOT, mfa: 'no' })], EN);
    expect(digest.subject).toBe(
      'CRITICAL 2 AWS sign-ins: Root no MFA; 2 succeeded, 1 Root, 1 no MFA (123456789012)',
    );
    expect(digest.attributes).toEqual({
      outcome: 'success',
      identityType: 'mixed',
      mfa: 'mixed',
      accountId: '123456789012',
      eventName: 'ConsoleLogin',
      severity: 'critical',
    });
  });

  it('tells fifty sign-ins in a line each, oldest first', () => {
    const many = Array.from({ length: 50 }, (_, i) =>
      telling({
        eventId: `id-${i}`,
        occurredAt: `2026-11-23T09:${String(59 - i).padStart(2, '0')}:00.000Z`,
      }),
    );
    const { content, signIns } = composeDigest(many, JA);
    expect(content.lines).toHaveLength(50);
    expect(content.eventIds).toHaveLength(50);
    expect(signIns[0]?.eventId).toBe('id-49');
  });

  it('says which arrived late', () => {
    const { content } = composeDigest(DIGESTS['digest-late'] ?? [], JA);
    expect(content.lines.every((line) => line.includes('遅延'))).toBe(true);
  });

  it('of nothing still is a notice', () => {
    expect(composeDigest([], EN).subject).toMatch(/^0 AWS sign-ins/);
  });
});
