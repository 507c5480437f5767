import { describe, expect, it } from 'vitest';
import { severityOf } from '../../../src/notice/severity.ts';
import { DIGESTS, KINDS, telling } from './tellings.ts';

const LOUDNESS: Readonly<Record<string, readonly string[]>> = {
  critical: [
    'root',
    'root-no-mfa',
    'password-recovery-requested',
    'password-recovery-completed',
    'password-updated',
    'email-updated-failure',
    'tampering',
    'tampering-refused',
    'tampering-root',
    'assume-root',
    'access-change',
  ],
  warning: [
    'user-no-mfa',
    'user-failure',
    'user-failure-10th',
    'unknown-name-failure',
    'unknown-name-failure-2nd',
    'root-failure',
    'root-failure-3rd',
    'user-unclear',
    'no-time',
    'unreadable',
    'credential-verification-failure',
    'mfa-enrolled',
    'policy-refused',
    'user-failure-accounts',
    'user-failure-leads',
    'agent-approval',
  ],
};

describe('severity', () => {
  it.each(Object.keys(KINDS))('of %s is as the design says', (kind) => {
    const expected = Object.keys(LOUDNESS).find((level) => LOUDNESS[level]?.includes(kind));
    const it = KINDS[kind];
    expect(it && severityOf(it)).toBe(expected ?? 'info');
  });

  it('takes root for in where the record does not say whether it worked', () => {
    expect(severityOf(telling({ who: { kind: 'root' }, outcome: 'unclear' }))).toBe('critical');
  });

  it('warns of a first address only together with a first client', () => {
    const marked = (address: boolean, client: boolean) =>
      severityOf(telling({}, { marks: { address, client } }));
    expect([marked(true, true), marked(true, false), marked(false, true)]).toEqual([
      'warning',
      'info',
      'info',
    ]);
  });

  it('never warns of missing MFA that AWS cannot see', () => {
    const [, sso] = DIGESTS.digest ?? [];
    expect(sso && severityOf({ signIn: sso.signIn, late: false })).toBe('info');
  });
});
