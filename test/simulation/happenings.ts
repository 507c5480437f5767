import type { FailureBucket } from '../../src/bell/ports.ts';
import {
  ACCOUNT,
  consoleLogin,
  eventIdFor,
  FAILED,
  iamUser,
  type RecordFields,
  rootUser,
} from '../fakes/records.ts';
import type { Schedule, SignInKind } from './schedule.ts';

/** Failures are counted together by this: one account's, of one clock hour, root's and refused calls apart. */
export type BucketName = 'users' | 'root' | 'users-later' | 'tampering';

/** One sign-in of a schedule, as the simulation knows it without asking the code under test. */
export type Happening = {
  readonly eventId: string;
  readonly kind: SignInKind;
  /** Set for counted failures. */
  readonly bucket?: BucketName;
  /** Set for what is part of an act: whose it is, and when (milliseconds since the epoch). */
  readonly act?: { readonly person: string; readonly at: number };
  /** The log event's message. */
  readonly message: string;
};

/** Records of one act are at most this far apart (milliseconds). */
export const ACT_LASTS = 10 * 60_000;

const HOUR = '2026-03-02T09';
const LATER_HOUR = '2026-03-02T08';

/** UTC clock hours and groups of the buckets. */
export const BUCKETS: Readonly<Record<BucketName, Pick<FailureBucket, 'hour' | 'group'>>> = {
  users: { hour: HOUR, group: 'users' },
  root: { hour: HOUR, group: 'root' },
  'users-later': { hour: LATER_HOUR, group: 'users' },
  tampering: { hour: HOUR, group: 'tampering' },
};

/** The envelopes of a schedule: its sign-ins, of the first one also the coordination and the guesses; the scattered. */
export function envelopesOf(schedule: Schedule): Happening[][] {
  const known = schedule.signIns.map((kind, i) => happening(kind, i));
  const coordination = Array.from({ length: schedule.coordination }, (_, i) =>
    happening('user', 100 + i),
  );
  const guesses = Array.from({ length: schedule.guesses }, (_, i) => happening('failure', 200 + i));
  const planned = schedule.envelopes.map(({ signIns }, e) => {
    const named = signIns.flatMap((i) => known[i % known.length] ?? []);
    return e === 0 ? [...named, ...coordination, ...guesses] : named;
  });
  return [...planned, ...schedule.scattered.map((_, i) => [happening('user', 300 + i)])];
}

/** The sign-in that a poison strikes. */
export function poisoned(schedule: Schedule, signIn: number): string {
  const { signIns, scattered } = schedule;
  const place = signIn % (signIns.length + scattered.length);
  return eventIdFor(`happening-${place < signIns.length ? place : 300 + place - signIns.length}`);
}

const cache = new Map<string, Happening>();

function happening(kind: SignInKind, i: number): Happening {
  const key = `${kind} ${i}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const seed = `happening-${i}`;
  // Far enough apart for some records of one person to be of another act.
  const minute = String((i * (OF_AN_ACT.includes(kind) ? 4 : 1)) % 30).padStart(2, '0');
  const record = consoleLogin(seed, {
    userIdentity: iamUser(`user${i % 5}`),
    eventTime: `${HOUR}:${minute}:05Z`,
    ...CHANGES[kind](minute),
  });
  const bucket = BUCKET_OF[kind];
  const act = OF_AN_ACT.includes(kind)
    ? { person: 'hana', at: Date.parse(`${HOUR}:${minute}:05Z`) }
    : undefined;
  const made: Happening = {
    eventId: eventIdFor(seed),
    kind,
    message: JSON.stringify(record),
    ...(bucket === undefined ? {} : { bucket }),
    ...(act === undefined ? {} : { act }),
  };
  cache.set(key, made);
  return made;
}

const BUCKET_OF: Readonly<Partial<Record<SignInKind, BucketName>>> = {
  failure: 'users',
  'root-failure': 'root',
  'later-failure': 'users-later',
  'refused-tampering': 'tampering',
};

/** The three records that AWS makes when somebody of Identity Center opens an account. */
const OF_AN_ACT: readonly SignInKind[] = ['opening', 'session-token', 'session-console'];

const SESSION: RecordFields = {
  userIdentity: {
    type: 'AssumedRole',
    accountId: ACCOUNT,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/hana`,
  },
  additionalEventData: { MFAUsed: 'No' },
};

const STOP_LOGGING: RecordFields = {
  eventName: 'StopLogging',
  eventSource: 'cloudtrail.amazonaws.com',
  eventType: 'AwsApiCall',
  responseElements: null,
};

const CHANGES: Readonly<Record<SignInKind, (minute: string) => RecordFields>> = {
  user: () => ({}),
  root: () => ({ userIdentity: rootUser() }),
  failure: () => FAILED,
  'root-failure': () => ({ ...FAILED, userIdentity: rootUser() }),
  'later-failure': (minute) => ({ ...FAILED, eventTime: `${LATER_HOUR}:${minute}:05Z` }),
  tampering: () => STOP_LOGGING,
  'refused-tampering': () => ({ ...STOP_LOGGING, errorCode: 'AccessDenied' }),
  late: () => ({ eventTime: '2026-02-20T09:00:00Z' }),
  broken: () => ({ userIdentity: 'nobody', responseElements: 7, eventTime: 'yesterday' }),
  /** All that an attacker fills is far longer than a notice shows. */
  long: () => ({
    userIdentity: iamUser('\u{1f514}'.repeat(2_000)),
    userAgent: `Mozilla/5.0 ${'\u6f22'.repeat(3_000)}`,
    sourceIPAddress: 'x'.repeat(2_000),
    errorMessage: '<b>'.repeat(2_000),
    additionalEventData: { MFAUsed: 'Yes', LoginTo: 'https://'.repeat(500) },
  }),
  opening: () => ({
    eventName: 'Federate',
    eventSource: 'sso.amazonaws.com',
    eventType: 'AwsServiceEvent',
    userIdentity: { type: 'IdentityCenterUser', accountId: ACCOUNT },
    responseElements: null,
    additionalEventData: { UserName: 'hana' },
    serviceEventDetails: { Federate: 'Success', account_id: ACCOUNT, role_name: 'Admin' },
  }),
  'session-token': () => ({
    ...SESSION,
    eventName: 'GetSigninToken',
    responseElements: { GetSigninToken: 'Success' },
  }),
  'session-console': () => SESSION,
};
