import { describe, expect, it } from 'vitest';
import { parseSignIn } from '../../../src/signin/parseSignIn.ts';
import type { SignIn } from '../../../src/signin/signIn.ts';
import {
  ACCOUNT,
  consoleLogin,
  FAILED,
  iamUser,
  type RecordFields,
  roleSession,
  rootUser,
} from '../../fakes/records.ts';

const NOW = Date.parse('2026-03-02T09:30:00Z');

function parse(record: unknown): SignIn {
  const watch = { events: 'AllSignInsAndTampering', ownResources: [] } as const;
  const parsed = parseSignIn(record, watch, { at: NOW });
  if (parsed.kind !== 'sign-in') throw new Error(JSON.stringify(parsed));
  return parsed.signIn;
}

const login = (changes: RecordFields = {}) => parse(consoleLogin('x', changes));

describe('who', () => {
  it('is the IAM user by name, with or without an ARN', () => {
    const { arn: _, ...bare } = iamUser('alice');
    for (const userIdentity of [iamUser('alice'), bare]) {
      expect(login({ userIdentity })).toMatchObject({
        who: { kind: 'iam-user', name: 'alice' },
        principal: `${ACCOUNT}:user/alice`,
        userName: 'alice',
      });
    }
  });

  it('is Root for root, also where only the ARN tells', () => {
    expect(login({ userIdentity: rootUser() })).toMatchObject({
      who: { kind: 'root' },
      userName: 'Root',
      principal: `${ACCOUNT}:root`,
    });
    const { type: _, ...typeless } = rootUser();
    expect(login({ userIdentity: typeless }).who).toEqual({ kind: 'root' });
  });

  it('is the person and the role of a role session, from the ARN or from principalId', () => {
    expect(login({ userIdentity: roleSession('Admin', 'carol') })).toMatchObject({
      who: { kind: 'role-session', session: 'carol', role: 'Admin' },
      principal: `${ACCOUNT}:role/Admin/carol`,
    });
    const { arn: _, ...bare } = roleSession('Admin', 'carol');
    expect(login({ userIdentity: bare }).who).toMatchObject({ session: 'carol', role: 'Admin' });
  });

  it('is the person via the permission set for an Identity Center role', () => {
    const role = 'AWSReservedSSO_Read_Only_0123456789abcdef';
    expect(login({ userIdentity: roleSession(role, 'carol') }).who).toMatchObject({
      session: 'carol',
      permissionSet: 'Read_Only',
    });
  });

  it('is the Identity Center user by name where AWS gives it, else by user id', () => {
    const onBehalfOf = {
      userId: 'u-1',
      identityStoreArn: `arn:aws:identitystore::${ACCOUNT}:identitystore/d-1`,
    };
    const event = {
      eventName: 'UserAuthentication',
      responseElements: null,
      serviceEventDetails: { UserAuthentication: 'Success' },
    };
    const userIdentity = { type: 'IdentityCenterUser', accountId: ACCOUNT, onBehalfOf };
    expect(login({ ...event, userIdentity })).toMatchObject({
      who: { kind: 'identity-center', userId: 'u-1' },
      principal: `${ACCOUNT}:identity-center/d-1/u-1`,
      outcome: 'success',
    });
    const named = { ...event, userIdentity, additionalEventData: { UserName: 'dan@example.com' } };
    expect(login(named)).toMatchObject({
      who: { name: 'dan@example.com', userId: 'u-1' },
      principal: `${ACCOUNT}:identity-center/d-1/u-1`,
    });
    const nameless = {
      ...event,
      userIdentity: { type: 'Unknown', principalId: ACCOUNT, accountId: ACCOUNT },
    };
    expect(login(nameless).who).toEqual({ kind: 'unknown' });
  });

  it('is a hidden user where AWS hides what was typed', () => {
    const userIdentity = {
      type: 'IAMUser',
      accountId: ACCOUNT,
      userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    };
    expect(login({ ...FAILED, userIdentity }).who).toEqual({ kind: 'hidden-user' });
  });

  it('never makes one principal of two people, whatever their names', () => {
    const one = login({ userIdentity: roleSession('a/b', 'c') }).principal;
    const two = login({ userIdentity: { ...roleSession('a', 'b/c'), arn: undefined } }).principal;
    expect(one).not.toBe(two);
  });

  it('keeps what hides in a name visible', () => {
    expect(login({ userIdentity: iamUser('ali\u200bce\u202e') }).who).toEqual({
      kind: 'iam-user',
      name: 'ali\u{FFFD}ce\u{FFFD}',
    });
  });
});

describe('outcome', () => {
  it.each([
    ['the console says Success', { responseElements: { ConsoleLogin: 'Success' } }, 'success'],
    ['the console says Failure', FAILED, 'failure'],
    ['nothing is said', { responseElements: null }, 'unclear'],
    ['it says neither', { responseElements: { ConsoleLogin: 'Maybe' } }, 'unclear'],
    ['it says something that is no string', { responseElements: { ConsoleLogin: {} } }, 'unclear'],
    ['only an error is given', { responseElements: null, errorMessage: 'No' }, 'failure'],
    ['success and an error contradict', { errorMessage: 'Failed authentication' }, 'unclear'],
    ['the answer is for another event', { responseElements: { CheckMfa: 'Success' } }, 'unclear'],
    [
      'the answer is inherited',
      { responseElements: { __proto__: { ConsoleLogin: 'Success' } } },
      'unclear',
    ],
  ])('when %s', (_, changes, outcome) => {
    expect(login(changes).outcome).toBe(outcome);
  });

  it('of `aws login` stands in additionalEventData', () => {
    const token = (success: unknown) =>
      login({
        eventName: 'CreateOAuth2Token',
        responseElements: null,
        additionalEventData: { success },
      });
    expect([token('true').outcome, token('false').outcome, token(undefined).outcome]).toEqual([
      'success',
      'failure',
      'unclear',
    ]);
  });

  it('of an API call is success only without any error', () => {
    const stop = (changes: RecordFields) =>
      login({
        eventName: 'StopLogging',
        eventSource: 'cloudtrail.amazonaws.com',
        eventType: 'AwsApiCall',
        responseElements: null,
        requestParameters: { name: 'my-trail' },
        ...changes,
      });
    expect(stop({})).toMatchObject({ outcome: 'success', target: 'my-trail' });
    expect(stop({ errorCode: 'AccessDenied' }).outcome).toBe('failure');
    expect(stop({ errorCode: 7 }).outcome).toBe('unclear');
  });
});

describe('MFA', () => {
  it.each([
    ['Yes', iamUser('a'), 'yes'],
    ['YES', rootUser(), 'yes'],
    [true, iamUser('a'), 'yes'],
    ['No', iamUser('a'), 'no'],
    ['No', rootUser(), 'no'],
    [undefined, iamUser('a'), 'not-visible'],
    ['No', roleSession('Admin', 'a'), 'not-visible'],
    ['Yes', roleSession('Admin', 'a'), 'yes'],
  ])('%s of %o', (MFAUsed, userIdentity, mfa) => {
    expect(login({ userIdentity, additionalEventData: { MFAUsed } }).mfa).toBe(mfa);
  });

  it('of Identity Center is yes only where a second credential is named', () => {
    const mfa = (CredentialType: string) =>
      login({ eventName: 'UserAuthentication', additionalEventData: { CredentialType } }).mfa;
    expect([mfa('PASSWORD'), mfa('PASSWORD,TOTP'), mfa('TOTP')]).toEqual([
      'no',
      'yes',
      'not-visible',
    ]);
    expect([mfa('PASSWORD, RESYNC_TOTP'), mfa('EXTERNAL_IDP'), mfa('PASSWORDLESS')]).toEqual([
      'yes',
      'not-visible',
      'not-visible',
    ]);
  });
});

describe('time', () => {
  it.each([
    ['2026-03-02T09:04:05Z', '2026-03-02T09:04:05.000Z'],
    ['2026-03-02T09:04:05.782Z', '2026-03-02T09:04:05.782Z'],
    ['2026-03-02 09:04:05', '2026-03-02T09:04:05.000Z'],
    ['2026-03-02T18:04:05+09:00', '2026-03-02T09:04:05.000Z'],
  ])('%s is read', (eventTime, occurredAt) => {
    expect(login({ eventTime })).toMatchObject({ occurredAt, timeIsKnown: true });
  });

  it.each(['2026-13-45T00:00:00Z', 'yesterday', '', null, 12, '2027-01-01T00:00:00Z'])(
    '%s is none, and the time of arrival stands in',
    (eventTime) => {
      expect(login({ eventTime })).toMatchObject({
        occurredAt: new Date(NOW).toISOString(),
        timeIsKnown: false,
      });
    },
  );
});

describe('the rest', () => {
  it('says from where to where a role was switched, from either side', () => {
    const event = { eventName: 'SwitchRole', responseElements: { SwitchRole: 'Success' } };
    const target = `arn:aws:iam::210987654321:role/Auditor`;
    const from = login({ ...event, additionalEventData: { SwitchTo: target } });
    expect(from).toMatchObject({
      switchFrom: `arn:aws:iam::${ACCOUNT}:user/alice`,
      switchTo: target,
    });
    const to = login({
      ...event,
      userIdentity: roleSession('Auditor', 'alice'),
      additionalEventData: { SwitchFrom: `arn:aws:iam::${ACCOUNT}:user/alice` },
    });
    expect(to.switchTo).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/Auditor/alice`);
  });

  it('derives the same id for the same record where eventID cannot be one', () => {
    for (const eventID of [undefined, '', 7, 'a b', 'x'.repeat(200)]) {
      const { eventId } = login({ eventID });
      expect(eventId).toMatch(/^derived-[0-9a-f]{32}$/);
      expect(login({ eventID }).eventId).toBe(eventId);
    }
    expect(login({ eventID: undefined }).eventId).not.toBe(
      login({ eventID: undefined, sourceIPAddress: '192.0.2.1' }).eventId,
    );
  });

  it('reads a record that is nested too deeply to be written down again', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 200_000; i += 1) deep = [deep];
    expect(login({ eventID: undefined, requestParameters: deep }).eventId).toMatch(/^derived-/);
  });

  it('watches changes to its own resources only, and only from the service that owns the name', () => {
    const watch = { events: 'AllSignInsAndTampering', ownResources: ['my-function'] } as const;
    const change = (requestParameters: unknown, eventSource = 'lambda.amazonaws.com') =>
      parseSignIn(
        consoleLogin('x', {
          eventName: 'UpdateFunctionCode20150331v2',
          eventType: 'AwsApiCall',
          eventSource,
          requestParameters,
        }),
        watch,
        { at: NOW },
      ).kind;
    expect(change({ functionName: 'my-function' })).toBe('sign-in');
    expect(
      change({ functionName: 'arn:aws:lambda:eu-west-1:123456789012:function:my-function' }),
    ).toBe('sign-in');
    expect(change({ functionName: 'my-function-2' })).toBe('not-watched');
    expect(change({ functionName: 'my-function' }, 'example.amazonaws.com')).toBe('not-watched');
  });
});
