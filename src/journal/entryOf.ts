import { type FinalState, type JournalEntry, type ToldAct, WAYS, type Way } from '../bell/ports.ts';
import { type Fields, fieldAt, optionalText, textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import {
  DETAILS,
  EVENT_KINDS,
  MFA_ANSWERS,
  OUTCOMES,
  type SignIn,
  STAGES,
  type Who,
} from '../signin/signIn.ts';

const STATES: readonly FinalState[] = ['sent', 'digested', 'folded', 'muted'];

/**
 * Reads a journal's row back. Rows are trusted no more than records: what a hand or another version has
 * changed is read as far as it can be, and falls back to `unclear`, `not-visible`, `unknown`.
 */
export function entryOf(row: Fields): JournalEntry {
  const text = (key: string, limit = 1024) => textAt(row, [key], limit);
  const stored = fieldAt(row, 'details');
  const details = typeof stored === 'string' ? parseJson(stored) : undefined;
  const settledAt = fieldAt(row, 'settledAt');
  const marks = marksOf(row);
  const way = wayIn(row);
  return {
    signIn: {
      eventId: text('eventID'),
      eventName: text('eventName'),
      kind: oneOf(EVENT_KINDS, fieldAt(details, 'kind'), 'unreadable'),
      stage: oneOf(STAGES, fieldAt(details, 'stage'), 'entry'),
      eventSource: text('eventSource'),
      accountId: text('accountId'),
      who: whoOf(fieldAt(details, 'who')),
      principal: text('principal'),
      identityType: text('identityType'),
      outcome: oneOf(OUTCOMES, fieldAt(row, 'outcome'), 'unclear'),
      mfa: oneOf(MFA_ANSWERS, fieldAt(row, 'mfa'), 'not-visible'),
      occurredAt: text('occurredAt'),
      timeIsKnown: fieldAt(details, 'timeIsKnown') === true,
      sourceIPAddress: text('sourceIPAddress'),
      userAgent: text('userAgent'),
      awsRegion: text('awsRegion'),
      ...optionalText('userName', text('userName')),
      ...optionalText('errorMessage', text('errorMessage')),
      ...detailsOf(details),
    },
    state: oneOf<JournalEntry['state']>(STATES, fieldAt(row, 'state'), 'claimed'),
    storedAt: Number(fieldAt(row, 'storedAt') ?? 0),
    ...(typeof settledAt === 'number' ? { settledAt } : {}),
    ...(marks === undefined ? {} : { marks }),
    ...optionalText('foldedInto', text('foldedInto')),
    ...optionalText('mutedBy', text('mutedBy')),
    ...(way === undefined ? {} : { way }),
  };
}

function wayIn(row: Fields): Way | undefined {
  return WAYS.find((known) => known === fieldAt(row, 'way'));
}

function detailsOf(stored: unknown): Partial<Pick<SignIn, (typeof DETAILS)[number]>> {
  return Object.assign({}, ...DETAILS.map((key) => optionalText(key, textAt(stored, [key]))));
}

/** A row of an act; `undefined` for anything else, and for what somebody else has written there. */
export function toldActIn(row: Fields): ToldAct | undefined {
  const text = (key: string) => textAt(row, [key]);
  const way = wayIn(row);
  const told = {
    eventId: text('toldId'),
    eventName: text('eventName'),
    occurredAt: text('occurredAt'),
    isNewAddress: fieldAt(row, 'isNewAddress') === true || fieldAt(row, 'isNewAddress') === 1,
    ...(way === undefined ? {} : { way }),
  };
  return told.eventId === '' || Number.isNaN(Date.parse(told.occurredAt)) ? undefined : told;
}

function marksOf(row: Fields): JournalEntry['marks'] {
  const [address, client] = [fieldAt(row, 'firstAddress'), fieldAt(row, 'firstClient')];
  if ((address ?? client ?? undefined) === undefined) return undefined;
  return { address: Boolean(address), client: Boolean(client) };
}

function whoOf(value: unknown): Who {
  const text = (key: string) => textAt(value, [key]);
  const name = text('name');
  const kind = text('kind');
  switch (kind) {
    case 'root':
    case 'hidden-user':
      return { kind };
    case 'iam-user':
    case 'federated':
    case 'workspaces':
    case 'service':
      return { kind, name };
    case 'role-session': {
      const set = text('permissionSet');
      const who = { kind, session: text('session'), role: text('role') } as const;
      return { ...who, ...optionalText('permissionSet', set) };
    }
    case 'identity-center': {
      const userId = text('userId');
      return { kind, ...optionalText('name', name), ...optionalText('userId', userId) };
    }
    default:
      return { kind: 'unknown', ...optionalText('name', name) };
  }
}

function oneOf<T extends string>(values: readonly T[], value: unknown, fallback: T): T {
  return values.find((known) => known === value) ?? fallback;
}
