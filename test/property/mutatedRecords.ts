import fc from 'fast-check';
import {
  consoleLogin,
  FAILED,
  iamUser,
  type RecordFields,
  roleSession,
  rootUser,
} from '../fakes/records.ts';

/** Text that attackers would put into a record. */
const HOSTILE = [
  '\u202egnp.exe',
  'a\r\nBcc: all@example.com',
  '\u001b[2J\u001b]0;title\u0007',
  'zero\u200bwidth\u2060joined\ufeff',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '=HYPERLINK("http://example.net")',
  'https://login.example.net/aws?x=1',
  'аdmin',
  '\ud800 lone',
  '\u0000nul',
  '\u{E0041}\u{E0042}tags',
  'x'.repeat(200_000),
  'Success',
  '__proto__',
  '{"ConsoleLogin":"Success"}',
  '"><a href="javascript:alert(1)">',
  '%s%n$\u007bjndi:ldap://example.net}',
];

const BASES: readonly RecordFields[] = [
  consoleLogin('1'),
  consoleLogin('2', FAILED),
  consoleLogin('3', { userIdentity: rootUser() }),
  consoleLogin('4', {
    userIdentity: roleSession('AWSReservedSSO_Admin_0123456789abcdef', 'carol'),
  }),
  consoleLogin('5', {
    eventName: 'UserAuthentication',
    responseElements: null,
    serviceEventDetails: { UserAuthentication: 'Success' },
    userIdentity: {
      type: 'IdentityCenterUser',
      accountId: '123456789012',
      onBehalfOf: { userId: 'u-1' },
    },
  }),
  consoleLogin('6', {
    eventName: 'CreateOAuth2Token',
    responseElements: null,
    additionalEventData: { success: 'true' },
  }),
  consoleLogin('7', {
    eventName: 'SwitchRole',
    responseElements: { SwitchRole: 'Success' },
    additionalEventData: { SwitchTo: 'arn:aws:iam::123456789012:role/x' },
    userIdentity: iamUser('dave'),
  }),
  consoleLogin('8', {
    eventName: 'StopLogging',
    eventSource: 'cloudtrail.amazonaws.com',
    eventType: 'AwsApiCall',
    responseElements: null,
    requestParameters: { name: 'trail' },
  }),
  consoleLogin('9', {
    eventName: 'PasswordRecoveryRequested',
    responseElements: { PasswordRecoveryRequested: 'Success' },
    userIdentity: rootUser(),
  }),
];

/** Every path to a member of a record, parents too. */
function pathsOf(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [...at, key],
    ...pathsOf(inner, [...at, key]),
  ]);
}

const replacement: fc.Arbitrary<unknown> = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.constantFrom(...HOSTILE),
  fc.constantFrom(...HOSTILE).map((text) => `a ${text} b`),
  fc.boolean(),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
);

/** A real-looking record of any kind with one to four members missing, null, of another type, huge or hostile. */
export const mutatedRecord: fc.Arbitrary<unknown> = fc
  .constantFrom(...BASES)
  .chain((base) =>
    fc.record({
      base: fc.constant(base),
      changes: fc.array(fc.tuple(fc.constantFrom(...pathsOf(base)), replacement), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  )
  .map(({ base, changes }) =>
    changes.reduce<unknown>((record, [path, value]) => replaceAt(record, path, value), base),
  );

function replaceAt(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const inner = Object.getOwnPropertyDescriptor(value, key)?.value;
  return { ...value, [key]: replaceAt(inner, rest, by) };
}
