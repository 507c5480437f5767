import {
  consoleLogin,
  eventIdFor,
  FAILED,
  iamUser,
  type RecordFields,
  rootUser,
} from '../fakes/records.ts';
import type { Schedule, SignInKind } from './schedule.ts';

/** Failures are counted together by this: one account's, of one clock hour, root's apart. */
export type BucketName = 'users' | 'root' | 'users-later';

/** One sign-in of a schedule, as the simulation knows it without asking the code under test. */
export type Happening = {
  readonly eventId: string;
  readonly kind: SignInKind;
  /** Set for counted failures. */
  readonly bucket?: BucketName;
  /** The log event's message. */
  readonly message: string;
};

const HOUR = '2026-03-02T09';
const LATER_HOUR = '2026-03-02T08';

/** UTC clock hours and `root` of the buckets. */
export const BUCKETS: Readonly<
  Record<BucketName, { readonly hour: string; readonly root: boolean }>
> = {
  users: { hour: HOUR, root: false },
  root: { hour: HOUR, root: true },
  'users-later': { hour: LATER_HOUR, root: false },
};

/** The envelopes of a schedule: its sign-ins, and of the first one also the crowd and the guesses. */
export function envelopesOf(schedule: Schedule): Happening[][] {
  const known = schedule.signIns.map((kind, i) => happening(kind, i));
  const crowd = Array.from({ length: schedule.crowd }, (_, i) => happening('user', 100 + i));
  const guesses = Array.from({ length: schedule.guesses }, (_, i) => happening('failure', 200 + i));
  return schedule.envelopes.map(({ signIns }, e) => {
    const named = signIns.flatMap((i) => known[i % known.length] ?? []);
    return e === 0 ? [...named, ...crowd, ...guesses] : named;
  });
}

/** The sign-in that a poison strikes. */
export function poisoned(schedule: Schedule, signIn: number): string {
  return eventIdFor(`happening-${signIn % schedule.signIns.length}`);
}

const cache = new Map<string, Happening>();

function happening(kind: SignInKind, i: number): Happening {
  const key = `${kind} ${i}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const seed = `happening-${i}`;
  const minute = String(i % 30).padStart(2, '0');
  const record = consoleLogin(seed, {
    userIdentity: iamUser(`user${i % 5}`),
    eventTime: `${HOUR}:${minute}:05Z`,
    ...CHANGES[kind](minute),
  });
  const bucket = BUCKET_OF[kind];
  const made: Happening = {
    eventId: eventIdFor(seed),
    kind,
    message: JSON.stringify(record),
    ...(bucket === undefined ? {} : { bucket }),
  };
  cache.set(key, made);
  return made;
}

const BUCKET_OF: Readonly<Partial<Record<SignInKind, BucketName>>> = {
  failure: 'users',
  'root-failure': 'root',
  'later-failure': 'users-later',
};

const CHANGES: Readonly<Record<SignInKind, (minute: string) => RecordFields>> = {
  user: () => ({}),
  root: () => ({ userIdentity: rootUser() }),
  failure: () => FAILED,
  'root-failure': () => ({ ...FAILED, userIdentity: rootUser() }),
  'later-failure': (minute) => ({ ...FAILED, eventTime: `${LATER_HOUR}:${minute}:05Z` }),
  tampering: () => ({
    eventName: 'StopLogging',
    eventSource: 'cloudtrail.amazonaws.com',
    eventType: 'AwsApiCall',
    responseElements: null,
  }),
  late: () => ({ eventTime: '2026-02-20T09:00:00Z' }),
  broken: () => ({ userIdentity: 'nobody', responseElements: 7, eventTime: 'yesterday' }),
};
