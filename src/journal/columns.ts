import { type Fields, fieldAt, fieldsOf, optionalText } from '../signin/fields.ts';
import { localTime } from '../signin/localTime.ts';
import { parseJson } from '../signin/parseJson.ts';
import { seenKeys } from '../signin/predecessor.ts';
import { DETAILS, type SignIn } from '../signin/signIn.ts';
import { isTest } from '../signin/testSignIn.ts';

const DAY = 86_400_000;
/** However old the event, its row lives this long, so that duplicates are still known. */
const LEAST_LIFE = 7 * DAY;

/**
 * The columns of a sign-in, the same in DynamoDB and SQLite. The first eleven are those of the article
 * that loginbell began as, by the same names and formats; the rest serve history and certainty.
 * Absent columns are left out, never stored empty, as index keys may not be empty.
 */
export type Columns = {
  readonly eventID: string;
  readonly accountId?: string;
  /** IAM user name, or `Root`. */
  readonly userName?: string;
  /** `YYYY/MM/DD HH:mm:ss` in the configured time zone. */
  readonly eventTime: string;
  readonly eventSource?: string;
  readonly eventName: string;
  readonly awsRegion?: string;
  readonly sourceIPAddress?: string;
  readonly userAgent?: string;
  /** Time to live, epoch seconds. */
  readonly unixtime?: number;
  readonly principal: string;
  readonly identityType: string;
  readonly outcome: string;
  readonly mfa: string;
  /** ISO 8601 UTC with milliseconds. */
  readonly occurredAt: string;
  /** `YYYY-MM-DD` UTC of `occurredAt`. */
  readonly day: string;
  /** Successes only: what `seenKeys` gives. */
  readonly principalAddress?: string;
  readonly principalClient?: string;
  readonly errorMessage?: string;
  /** The rest of the sign-in as JSON. */
  readonly details: string;
};

/** How rows are written. `retentionDays` of `undefined`: nothing expires. */
export type ColumnSettings = {
  readonly timeZone: string;
  readonly retentionDays: number | undefined;
};

/** The columns for a sign-in that is stored at `storedAt` (milliseconds since the epoch). */
export function columnsOf(signIn: SignIn, storedAt: number, settings: ColumnSettings): Columns {
  const occurred = Date.parse(signIn.occurredAt);
  const keys = signIn.outcome === 'success' ? seenKeys(signIn) : undefined;
  const { kind, stage, who, timeIsKnown } = signIn;
  const more = Object.fromEntries(DETAILS.map((key) => [key, signIn[key]]));
  const rest = { kind, stage, who, timeIsKnown, ...more };
  const expiry =
    settings.retentionDays === undefined
      ? undefined
      : isTest(signIn)
        ? storedAt + DAY
        : Math.max(occurred + settings.retentionDays * DAY, storedAt + LEAST_LIFE);
  return {
    eventID: signIn.eventId,
    eventTime: localTime(signIn.occurredAt, settings.timeZone),
    eventName: signIn.eventName,
    principal: signIn.principal,
    identityType: signIn.identityType,
    outcome: signIn.outcome,
    mfa: signIn.mfa,
    occurredAt: signIn.occurredAt,
    day: signIn.occurredAt.slice(0, 10),
    details: JSON.stringify(rest),
    ...optionalText('accountId', signIn.accountId),
    ...optionalText('userName', signIn.userName),
    ...optionalText('eventSource', signIn.eventSource),
    ...optionalText('awsRegion', signIn.awsRegion),
    ...optionalText('sourceIPAddress', signIn.sourceIPAddress),
    ...optionalText('userAgent', signIn.userAgent),
    ...optionalText('principalAddress', keys?.address),
    ...optionalText('principalClient', keys?.client),
    ...optionalText('errorMessage', signIn.errorMessage),
    ...(expiry === undefined ? {} : { unixtime: Math.floor(expiry / 1000) }),
  };
}

/** What a copy that lacks something says in its place. */
const SAYS_NOTHING: ReadonlyMap<string, string> = new Map([
  ['outcome', 'unclear'],
  ['mfa', 'not-visible'],
]);

/**
 * What a row lacks that another copy of the same event tells: columns that are absent or say nothing, and members of
 * `details`. What the row has stays as it is. Empty where the copy knows no more, which is nearly always.
 */
export function missingColumns(row: Fields, copy: Columns): Partial<Columns> {
  const found = Object.entries(copy).filter(([key, value]) => {
    const has = row[key];
    const nothing = SAYS_NOTHING.get(key);
    return (has === undefined || has === null || has === nothing) && value !== nothing;
  });
  const known = parseJson(String(row['details'] ?? ''));
  const told = fieldsOf(parseJson(copy.details));
  const lacks = Object.keys(told).some((key) => fieldAt(known, key) === undefined);
  const details = { ...told, ...fieldsOf(known) };
  return {
    ...Object.fromEntries(found),
    ...(lacks ? { details: JSON.stringify(details) } : {}),
  };
}
