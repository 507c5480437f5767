import { describe, expect, it } from 'vitest';
import { nextRing } from '../../../src/notice/alerts.ts';
import { consoleLink } from '../../../src/notice/consoleLink.ts';
import { displayName, shortName } from '../../../src/notice/displayName.ts';
import { localTime } from '../../../src/signin/localTime.ts';
import type { Who } from '../../../src/signin/signIn.ts';
import { SIGN_IN } from './tellings.ts';

const ID = SIGN_IN.eventId;

describe('the link to the console', () => {
  it.each([
    ['ap-northeast-1', 'ap-northeast-1.console.aws.amazon.com', 'ap-northeast-1'],
    ['us-east-1', 'us-east-1.console.aws.amazon.com', 'us-east-1'],
    ['global', 'us-east-1.console.aws.amazon.com', 'us-east-1'],
    ['cn-northwest-1', 'console.amazonaws.cn', 'cn-northwest-1'],
    ['us-gov-west-1', 'console.amazonaws-us-gov.com', 'us-gov-west-1'],
    ['mx-central-1', 'mx-central-1.console.aws.amazon.com', 'mx-central-1'],
  ])('leads to the event in %s', (awsRegion, host, region) => {
    expect(consoleLink({ ...SIGN_IN, awsRegion })).toBe(
      `https://${host}/cloudtrailv2/home?region=${region}#/events/${ID}`,
    );
  });

  it.each([
    '',
    'evil.com/',
    'us-east-1.evil.com',
    'us-iso-east-1',
    'us-isob-east-1',
    'eu-isoe-west-1',
    'US-EAST-1',
    'us-east-1\n',
  ])('is not made for the region %j', (awsRegion) => {
    expect(consoleLink({ ...SIGN_IN, awsRegion })).toBeUndefined();
  });

  it.each(['derived-0123456789abcdef', '', 'a/../b', 'x#y', '\ud800'])(
    'is not made for the event id %j',
    (eventId) => {
      expect(consoleLink({ ...SIGN_IN, eventId })).toBeUndefined();
    },
  );
});

describe('names', () => {
  const cases: readonly (readonly [Who, string, string, string])[] = [
    [{ kind: 'root' }, 'Root', 'Root', 'Root'],
    [{ kind: 'iam-user', name: 'alice' }, 'alice', 'alice', 'alice'],
    [
      { kind: 'role-session', session: 'alice', role: 'Admin' },
      'alice (Admin)',
      'alice (role Admin)',
      'alice (ロール Admin)',
    ],
    [
      { kind: 'role-session', session: 'alice', role: 'AWSReservedSSO_X_1', permissionSet: 'X' },
      'alice (X)',
      'alice via permission set X',
      'alice (許可セット X)',
    ],
    [
      { kind: 'hidden-user' },
      '(no such user)',
      'a user name that does not exist in this account',
      'このアカウントに存在しないユーザー名',
    ],
    [{ kind: 'identity-center', name: 'hanako', userId: 'u-1' }, 'hanako', 'hanako', 'hanako'],
    [{ kind: 'identity-center', userId: 'u-1' }, 'u-1', 'u-1', 'u-1'],
    [{ kind: 'identity-center' }, '?', '?', '?'],
    [{ kind: 'unknown' }, '?', 'unknown user', '不明なユーザー'],
    [{ kind: 'unknown', name: 'x' }, 'x', 'x', 'x'],
    [
      { kind: 'iam-user', name: 'evil.com\u202e' },
      'evil[.]com\ufffd',
      'evil[.]com\ufffd',
      'evil[.]com\ufffd',
    ],
  ];
  it.each(cases)('of %j are short, English and Japanese', (who, short, english, japanese) => {
    expect(shortName(who)).toBe(short);
    expect(displayName(who, 'en')).toBe(english);
    expect(displayName(who, 'ja')).toBe(japanese);
  });
});

describe('times', () => {
  it('are shown in the zone asked for, with midnight as 00', () => {
    expect(localTime('2026-11-23T15:00:00.000Z', 'Asia/Tokyo')).toBe('2026/11/24 00:00:00');
    expect(localTime('2026-07-01T12:00:00.000Z', 'America/New_York')).toBe('2026/07/01 08:00:00');
  });

  it('that are none are a question mark', () => {
    expect(localTime('yesterday', 'UTC')).toBe('?');
  });
});

describe('counts', () => {
  it('say at which failure the bell rings next', () => {
    const counts = [1, 2, 3, 4, 9, 10, 11, 99, 100, 999, 1000, 123_456];
    expect(counts.map(nextRing)).toEqual([
      2, 3, 10, 10, 10, 100, 100, 100, 1000, 1000, 10_000, 1_000_000,
    ]);
  });
});
