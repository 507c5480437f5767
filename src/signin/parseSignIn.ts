import { createHash } from 'node:crypto';
import { type Watch, watchedKind } from './events.ts';
import { fieldAt, isFields, optionalText, textAt } from './fields.ts';
import { mfaOf, outcomeOf } from './outcome.ts';
import type { EventKind, SignIn } from './signIn.ts';
import { actsOn, targetOf } from './target.ts';
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
  if (eventName === '') return { kind: 'not-a-record', reason: 'it has no eventName' };
  const eventSource = textAt(record, ['eventSource'], 128);
  const kind = watchedKind(eventName, eventSource, watch, (resource) => actsOn(record, resource));
  if (kind === undefined) return { kind: 'not-watched', eventName };
  return { kind: 'sign-in', signIn: understand(record, eventName, eventSource, kind, arrival) };
}

/**
 * The sign-in for a text that a subscription filter had chosen but that cannot be read at all: it rings
 * with nothing known but that something happened.
 */
export function unreadableSignIn(text: string, reason: string, arrival: Arrival): SignIn {
  const signIn = understand({ text }, 'Unreadable', '', 'unreadable', arrival);
  return { ...signIn, unclear: reason };
}

function understand(
  record: Readonly<Record<string, unknown>>,
  eventName: string,
  eventSource: string,
  kind: EventKind,
  arrival: Arrival,
): SignIn {
  const text = (path: readonly string[], limit?: number) => textAt(record, path, limit);
  const accountId = text(['userIdentity', 'accountId'], 32) || text(['recipientAccountId'], 32);
  const identity = identityOf(record, accountId);
  const occurredAt = parseEventTime(fieldAt(record, 'eventTime'), arrival.at);
  const outcome = outcomeOf(record, eventName, kind);
  const switched = kind === 'switch-role' ? switchOf(record) : { from: '', to: '' };
  return {
    eventId: eventIdOf(record),
    eventName,
    kind,
    eventSource,
    accountId,
    ...identity,
    outcome,
    mfa: mfaOf(record, identity.identityType, kind),
    occurredAt: new Date(occurredAt ?? arrival.at).toISOString(),
    timeIsKnown: occurredAt !== undefined,
    sourceIPAddress: text(['sourceIPAddress'], 128),
    userAgent: text(['userAgent'], 512),
    awsRegion: text(['awsRegion'], 64),
    ...optionalText('errorMessage', text(['errorMessage'], 300) || text(['errorCode'], 300)),
    ...optionalText('switchFrom', switched.from),
    ...optionalText('switchTo', switched.to),
    ...optionalText('credentialType', text(['additionalEventData', 'CredentialType'], 64)),
    ...optionalText('target', kind === 'tampering' ? targetOf(record) : ''),
    ...optionalText(
      'unclear',
      unclearOf(record, identity.who.kind, occurredAt !== undefined, arrival),
    ),
  };
}

/** `eventID` as it is when it can be a key; else a hash of the record, so that a copy is still known. */
function eventIdOf(record: Readonly<Record<string, unknown>>): string {
  const eventId = fieldAt(record, 'eventID');
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

/** The record of either side names the other; its own identity is the side it stands on. */
function switchOf(record: unknown) {
  const own = textAt(record, ['userIdentity', 'arn']);
  const from = textAt(record, ['additionalEventData', 'SwitchFrom']);
  const to = textAt(record, ['additionalEventData', 'SwitchTo']);
  return { from: from || (to ? own : ''), to: to || (from ? own : '') };
}

function unclearOf(record: unknown, who: string, timeIsKnown: boolean, arrival: Arrival): string {
  const missing = [
    ...(arrival.truncated ? ['the record was cut off'] : []),
    ...(isFields(fieldAt(record, 'userIdentity')) ? [] : ['it does not say who']),
    ...(who === 'unknown' && isFields(fieldAt(record, 'userIdentity'))
      ? ['the name is missing']
      : []),
    ...(timeIsKnown ? [] : ['the time is missing or impossible']),
  ];
  return missing.join('; ');
}
