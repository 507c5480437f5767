import { describe, expect, it } from 'vitest';
import { CRITICAL_KINDS, swallowedBy } from '../../../src/health/filterPolicy.ts';

const all = [...CRITICAL_KINDS];
const CASES: readonly (readonly [policy: object, missed: readonly string[]])[] = [
  [{}, []],
  [{ severity: ['critical'] }, []],
  [{ severity: ['critical', 'warning'] }, []],
  [{ severity: ['info', 'warning'] }, all],
  [{ severity: [{ 'anything-but': ['info'] }] }, []],
  [{ severity: [{ 'anything-but': 'critical' }] }, all],
  [{ severity: [{ prefix: 'crit' }] }, []],
  [{ severity: [{ suffix: 'fo' }] }, all],
  [{ severity: [{ 'equals-ignore-case': 'CRITICAL' }] }, []],
  [{ severity: [{ exists: false }] }, all],
  [{ severity: [{ numeric: ['>', 1] }] }, all],
  // One account alone: every kind may be of it.
  [{ accountId: ['111122223333'] }, []],
  [{ accountId: ['111122223333'], severity: ['warning'] }, all],
  // News of loginbell itself carry no outcome, no identity and no MFA.
  [{ outcome: ['failure'] }, all],
  [{ outcome: ['success'] }, ['chain']],
  [{ identityType: ['Root'] }, ['chain']],
  [{ identityType: [{ 'anything-but': 'Root' }] }, ['chain', 'root']],
  [{ mfa: [{ exists: true }] }, ['chain']],
  [{ eventName: ['ConsoleLogin'] }, ['chain']],
  [{ eventName: ['LoginbellChain'] }, ['root']],
  // An attribute that no notice has.
  [{ team: ['security'] }, all],
  [{ $or: [{ severity: ['critical'] }, { accountId: ['111122223333'] }] }, []],
  [{ $or: [{ severity: ['info'] }, { outcome: ['success'] }] }, ['chain']],
  // What we do not know may let through.
  [{ severity: [{ wildcard: 'crit*' }] }, []],
  [{ severity: 'critical' }, []],
];

describe('what a filter policy keeps from its subscriber', () => {
  it.each(CASES)('%j: %j', (policy, missed) => {
    expect(swallowedBy(JSON.stringify(policy), undefined, 'email')).toEqual(missed);
    expect(swallowedBy(JSON.stringify(policy), 'MessageAttributes', 'sqs')).toEqual(missed);
  });

  it('is everything where it looks into the message of a mail, which is no JSON', () => {
    expect(swallowedBy('{"severity":["critical"]}', 'MessageBody', 'email')).toEqual(all);
    expect(swallowedBy('{"severity":["critical"]}', 'MessageBody', 'sqs')).toEqual([]);
  });

  it('is nothing where there is none, or none that can be read', () => {
    expect(swallowedBy(undefined, undefined, 'email')).toEqual([]);
    expect(swallowedBy('{', undefined, 'email')).toEqual([]);
  });
});
