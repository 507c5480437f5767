import { consoleLogin, FAILED, type RecordFields } from './records.ts';

/** A week of a company: its records in the order of their times, and what people did, to be held beside the notices. */
export type CompanyWeek = {
  readonly records: readonly RecordFields[];
  /** What people would say that they did: signed in to the portal, opened an account, let a program in, mistyped. */
  readonly deeds: number;
};

const STORE = 'arn:aws:identitystore::100000000001:identitystore/d-1111111111';
const MANAGEMENT = '100000000001';
const ACCOUNTS = Array.from({ length: 6 }, (_, i) => String(100_000_000_001 + i));
const ROLES = ['Admin', 'Developer', 'ReadOnly'];

/**
 * Monday to Friday of `people` persons on Identity Center with six accounts. Each signs in to the portal in the morning
 * (password, then a code), opens one to three accounts, and every third lets the command line in, which renews its
 * credentials four times an hour. One in forty mistypes the password; on Wednesday everybody works from home. The same
 * call makes the same week.
 */
export function companyWeek(people: number): CompanyWeek {
  const drawn = randomness(20261127);
  const records: { readonly at: number; readonly record: RecordFields }[] = [];
  let deeds = 0;
  for (let day = 0; day < 5; day += 1) {
    for (let person = 0; person < people; person += 1) {
      const name = `person${String(person).padStart(2, '0')}`;
      const address = day === 2 ? `198.51.100.${person + 1}` : '203.0.113.7';
      let at = Date.parse('2026-03-02T00:00:00Z') + day * 86_400_000 + 8 * 3_600_000;
      at += Math.floor(drawn() * 7_200_000);
      const add = (seconds: number, eventName: string, changes: RecordFields) => {
        at += seconds * 1000;
        const seed = `${day} ${name} ${records.length}`;
        const eventTime = new Date(at).toISOString().replace(/\.\d+Z/, 'Z');
        const record = consoleLogin(seed, {
          eventName,
          eventTime,
          sourceIPAddress: address,
          ...changes,
        });
        records.push({ at, record });
      };
      if (drawn() < 1 / 40) {
        add(0, 'CredentialVerification', portal(name, 'CredentialVerification', 'Failure'));
        deeds += 1;
      }
      for (const step of ['CredentialChallenge', 'CredentialVerification']) {
        add(3, step, portal(name, step, 'Success'));
        add(6, step, portal(name, step, 'Success'));
      }
      add(1, 'UserAuthentication', portal(name, 'UserAuthentication', 'Success'));
      deeds += 1;
      const opened = 1 + Math.floor(drawn() * 3);
      for (let i = 0; i < opened; i += 1) {
        const account = ACCOUNTS[(person + i) % ACCOUNTS.length] ?? MANAGEMENT;
        const role = ROLES[person % ROLES.length] ?? 'Admin';
        add(700 + Math.floor(drawn() * 3000), 'Federate', federate(name, account, role));
        add(1, 'GetSigninToken', session('GetSigninToken', name, account, role));
        add(1, 'ConsoleLogin', session('ConsoleLogin', name, account, role));
        deeds += 1;
      }
      if (person % 3 === 0) {
        add(60, 'AuthorizeOAuth2Access', grant(name, 'authorization_code'));
        add(2, 'CreateOAuth2Token', grant(name, 'authorization_code'));
        for (let i = 0; i < 24; i += 1) add(900, 'CreateOAuth2Token', grant(name, 'refresh_token'));
        deeds += 1;
      }
    }
  }
  records.sort((a, b) => a.at - b.at);
  return { records: records.map(({ record }) => record), deeds };
}

/** Numbers from 0 to 1 that are always the same. */
function randomness(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function portal(name: string, eventName: string, result: string): RecordFields {
  return {
    eventSource: 'signin.amazonaws.com',
    eventType: 'AwsServiceEvent',
    userIdentity: identity(name),
    responseElements: null,
    additionalEventData:
      eventName === 'Federate' ? null : { UserName: name, CredentialType: 'PASSWORD,TOTP' },
    serviceEventDetails: { [eventName]: result },
    ...(result === 'Failure' ? { errorMessage: FAILED['errorMessage'] ?? null } : {}),
  };
}

function identity(name: string): RecordFields {
  return {
    type: 'IdentityCenterUser',
    accountId: MANAGEMENT,
    onBehalfOf: { userId: `id-of-${name}`, identityStoreArn: STORE },
  };
}

function federate(name: string, account: string, role: string): RecordFields {
  return {
    ...portal(name, 'Federate', 'Success'),
    eventSource: 'sso.amazonaws.com',
    additionalEventData: null,
    serviceEventDetails: { Federate: 'Success', account_id: account, role_name: role },
  };
}

function sessionOf(name: string, account: string, role: string): RecordFields {
  const arn = `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_${role}_0123456789abcdef/${name}`;
  return { type: 'AssumedRole', accountId: account, arn };
}

function session(eventName: string, name: string, account: string, role: string): RecordFields {
  return {
    userIdentity: sessionOf(name, account, role),
    responseElements: { [eventName]: 'Success' },
    additionalEventData: { MFAUsed: 'No' },
  };
}

function grant(name: string, grant_type: string): RecordFields {
  return {
    eventType: 'AwsApiCall',
    userIdentity: sessionOf(name, ACCOUNTS[1] ?? MANAGEMENT, 'Developer'),
    requestParameters: { client_id: 'arn:aws:signin:::devtools/same-device', grant_type },
    responseElements: null,
    additionalEventData: { success: 'true' },
  };
}
