import { createHash } from 'node:crypto';

const DAY = 86_400_000;
const ACCOUNT = '111122223333';
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';
const CURL = 'python-requests/2.32.3';
/** Addresses of documentation (RFC 5737). */
const PEOPLE = [
  { name: 'alice', address: '203.0.113.7', hour: 9, client: CHROME, mfa: 'Yes' },
  { name: 'bob', address: '203.0.113.21', hour: 8, client: FIREFOX, mfa: 'Yes' },
  { name: 'carol', address: '203.0.113.40', hour: 13, client: CHROME, mfa: 'Yes' },
  { name: 'dave', address: '198.51.100.23', hour: 17, client: FIREFOX, mfa: 'No' },
] as const;

type Entry = {
  readonly at: number;
  readonly name: string;
  readonly address: string;
  readonly client: string;
  readonly mfa: 'Yes' | 'No';
  readonly isFailure?: boolean;
};

/**
 * `count` made-up sign-ins of the weeks before `until` (milliseconds since the epoch), as CloudTrail's records, the same for
 * the same arguments: people on weekdays, now and then a mistyped password, and from forty on a night in which
 * somebody guesses passwords until one fits, and root.
 */
export function madeUpRecords(count: number, until: number): readonly unknown[] {
  const night = count < 40 ? [] : nightOf(until);
  const entries: Entry[] = [...night];
  const [perDay, start] = [Math.ceil(count / 40), Math.floor(until / DAY) * DAY];
  for (let at = 0; entries.length < count; at += 1) {
    const day = start - (1 + Math.floor(at / perDay)) * DAY;
    const person = PEOPLE[Math.floor(shareOf(at, 'who') * PEOPLE.length)] ?? PEOPLE[0];
    const isWeekend = [0, 6].includes(new Date(day).getUTCDay()) && shareOf(at, 'weekend') > 0.08;
    const minutes = Math.floor((person.hour - 1 + shareOf(at, 'minute') * 3) * 60);
    entries.push({
      ...person,
      at: (isWeekend ? day - 2 * DAY : day) + minutes * 60_000 + (at % 60) * 1000 + (at % 1000),
      isFailure: shareOf(at, 'typing') > 0.93,
    });
  }
  return entries.sort((a, b) => a.at - b.at).map(madeUpRecord);
}

function nightOf(until: number): readonly Entry[] {
  const three = Math.floor(until / DAY) * DAY - 4 * DAY + 3 * 3_600_000;
  const guess = { name: 'dave', address: '192.0.2.66', client: CURL, mfa: 'No' as const };
  const guesses = Array.from({ length: 14 }, (_, n) => ({
    ...guess,
    at: three + n * 20_000,
    isFailure: true,
  }));
  return [
    ...guesses,
    { ...guess, at: three + 320_000 },
    { ...guess, name: 'root', at: three + DAY * 2 + 900_000 },
  ];
}

/** One record of `ConsoleLogin`. */
export function madeUpRecord(entry: Entry): unknown {
  const { at, name, address, client, mfa, isFailure = false } = entry;
  const user =
    name === 'root'
      ? { type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` }
      : {
          type: 'IAMUser',
          principalId: `AIDAMADEUP${name.toUpperCase()}`,
          arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
          userName: name,
        };
  const hash = createHash('sha256').update(`${at} ${name} ${address}`).digest('hex');
  return {
    eventVersion: '1.11',
    userIdentity: { ...user, accountId: ACCOUNT },
    eventTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    awsRegion: 'us-east-1',
    sourceIPAddress: address,
    userAgent: client,
    requestParameters: null,
    responseElements: { ConsoleLogin: isFailure ? 'Failure' : 'Success' },
    ...(isFailure ? { errorMessage: 'Failed authentication' } : {}),
    additionalEventData: { MobileVersion: 'No', MFAUsed: isFailure ? 'No' : mfa },
    eventID: `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`,
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
  };
}

/** A number from 0 to 1 that looks like chance. */
function shareOf(at: number, what: string): number {
  return createHash('sha256').update(`${what} ${at}`).digest().readUInt32BE() / 2 ** 32;
}
