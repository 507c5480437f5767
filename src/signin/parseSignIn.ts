import { createHash } from 'node:crypto';
import { detailsOf } from './details.ts';
import { type EventMeaning, meaningOf, RESULTS, SIGN_IN_TYPES, type Watch } from './events.ts';
import { fieldAt, isFields, optionalText, textAt } from './fields.ts';
import { mfaOf, outcomeOf } from './outcome.ts';
import { refineMeaning } from './refineMeaning.ts';
import type { SignIn, Who } from './signIn.ts';
import { actsOn } from './target.ts';
import { identityOf } from './who.ts';

/** What a record turned out to be. */
export type ParsedRecord =
  | { readonly kind: 'sign-in'; readonly signIn: SignIn }
  | { readonly kind: 'not-watched'; readonly eventName: string }
  | { readonly kind: 'not-a-record'; readonly reason: string };

/** How the record came: when (milliseconds since the epoch), and whether its text had been cut off. */
export type Arrival = { readonly at: number; readonly truncated?: boolean };

/**
 * Understands one CloudTrail record, whatever its state. A record with a watched event name always
 * becomes a sign-in, with what is known of it; never throws, whatever the record holds.
 */
export function parseSignIn(record: unknown, watch: Watch, arrival: Arrival): ParsedRecord {
  if (!isFields(record)) return { kind: 'not-a-record', reason: 'it is not a JSON object' };
  const eventName = textAt(record, ['eventName'], 128);
  if (eventName === '') return { kind: 'not-a-record', reason: namelessReason(record) };
  const eventSource = textAt(record, ['eventSource'], 128);
  const event = { eventName, eventSource, isMarked: isMarked(record, eventName) };
  const meaning = meaningOf(event, watch, (resource) => actsOn(record, resource));
  if (meaning === undefined) return { kind: 'not-watched', eventName };
  return { kind: 'sign-in', signIn: understand(record, event, meaning, arrival) };
}

/** Does it bear the marks of a sign-in, whatever it is called? */
function isMarked(record: unknown, eventName: string): boolean {
  const results = [
    fieldAt(record, 'responseElements', eventName),
    fieldAt(record, 'serviceEventDetails', eventName),
  ];
  return (
    SIGN_IN_TYPES.includes(textAt(record, ['eventType'])) ||
    results.some((result) => typeof result === 'string' && RESULTS.includes(result))
  );
}

/** Why a record without a name cannot be told apart, with what it says instead. */
function namelessReason(record: unknown): string {
  const seen = ['eventSource', 'eventType', 'eventID']
    .map((key) => [key, textAt(record, [key], 64)])
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key} ${value}`);
  return `it has no eventName${seen.length === 0 ? '' : ` (${seen.join(', ')})`}`;
}

/**
 * The sign-in for a text that a subscription filter had chosen but that cannot be read at all: it rings
 * with nothing known but that something happened.
 */
export function unreadableSignIn(text: string, reason: string, arrival: Arrival): SignIn {
  const event = { eventName: 'Unreadable', eventSource: '' };
  const signIn = understand({ text }, event, { kind: 'unreadable', stage: 'entry' }, arrival);
  return { ...signIn, unclear: reason };
}

function understand(
  record: Readonly<Record<string, unknown>>,
  { eventName, eventSource }: Pick<SignIn, 'eventName' | 'eventSource'>,
  meaning: EventMeaning,
  arrival: Arrival,
): SignIn {
  const { kind, stage } = refineMeaning(record, meaning);
  const text = (path: readonly string[], limit?: number) => textAt(record, path, limit);
  const accountId = text(['userIdentity', 'accountId'], 32) || text(['recipientAccountId'], 32);
  const outcome = outcomeOf(record, eventName, kind);
  const identity = identityOf(record, accountId, { kind, outcome });
  const occurredAt = parseEventTime(fieldAt(record, 'eventTime'), arrival.at);
  return {
    eventId: eventIdOf(record),
    eventName,
    kind,
    stage: outcome === 'failure' && stage === 'step' ? 'entry' : stage,
    eventSource,
    accountId,
    ...identity,
    outcome,
    mfa: mfaOf(record, identity.identityType, { kind, eventName }),
    occurredAt: new Date(occurredAt ?? arrival.at).toISOString(),
    timeIsKnown: occurredAt !== undefined,
    sourceIPAddress: text(['sourceIPAddress'], 128),
    userAgent: text(['userAgent'], 512),
    awsRegion: text(['awsRegion'], 64),
    ...optionalText('errorMessage', text(['errorMessage'], 300) || text(['errorCode'], 300)),
    ...detailsOf(record, kind),
    ...optionalText(
      'unclear',
      unclearOf(record, eventName, identity.who, occurredAt !== undefined, arrival),
    ),
  };
}

/**
 * The `eventID` of the event: of the first record, where this one is an addendum to it. As it is when it can be a key;
 * otherwise a hash of the record, so that a copy is still known.
 */
function eventIdOf(record: Readonly<Record<string, unknown>>): string {
  const eventId = fieldAt(record, 'addendum', 'originalEventID') ?? fieldAt(record, 'eventID');
  if (typeof eventId === 'string' && /^[\w.:-]{1,128}$/.test(eventId)) return eventId;
  return `derived-${createHash('sha256').update(fingerprint(record)).digest('hex').slice(0, 32)}`;
}

/** The record as text; of one nested too deeply to write (a hostile one) its own strings. */
function fingerprint(record: Readonly<Record<string, unknown>>): string {
  try {
    return JSON.stringify(record);
  } catch {
    return JSON.stringify(Object.entries(record).filter(([, value]) => typeof value === 'string'));
  }
}

const EVENT_TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/;

/** Reads `eventTime` (UTC unless it says otherwise). More than a day ahead of the clock is no time. */
function parseEventTime(value: unknown, now: number): number | undefined {
  const match = typeof value === 'string' ? EVENT_TIME.exec(value.trim()) : null;
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match;
  const millis = fraction.slice(0, 4);
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${millis}${zone}`);
  return Number.isNaN(time) || time < 0 || time > now + 86_400_000 ? undefined : time;
}

function unclearOf(
  record: unknown,
  eventName: string,
  who: Who,
  timeIsKnown: boolean,
  arrival: Arrival,
): string {
  const saysWho = isFields(fieldAt(record, 'userIdentity'));
  const isNameless = who.kind === 'unknown' && who.name === undefined;
  const missing = [
    ...(arrival.truncated ? ['the record was cut off'] : []),
    ...(/^\w+$/.test(eventName) ? [] : ['the name of the event is hidden']),
    ...(saysWho ? [] : ['it does not say who']),
    ...(saysWho && isNameless ? ['the name is missing'] : []),
    ...(who.kind === 'role-session' && who.session === '' ? ['the session has no name'] : []),
    ...(timeIsKnown ? [] : ['the time is missing or impossible']),
  ];
  return missing.join('; ');
}
