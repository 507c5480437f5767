import { createHash } from 'node:crypto';
import type { FailedAccount, FailureBucket } from '../bell/ports.ts';

/** The rows of the table that are no sign-ins. Every key holds a `#`, which no `eventID` does. */
export const ROW_KEYS = {
  /** When the next notice may be published, and how many ordinary ones may still go out alone: of all workers. */
  pace: 'pace#publish',
  /** The batch window that is open. */
  openWindow: 'gathering#open',
  /** The settings that the safety net keeps. */
  settings: 'net#settings',
  /** What the checks found last. */
  checks: 'net#chain',
  /** Who was subscribed, and what was told of them. */
  subscribers: 'net#subscribers',
  /** How far the hourly look came. */
  reached: 'net#reached',
  /** Up to when the weekly letter has told. */
  letter: 'net#letter',
  /** The names of the organization's accounts. */
  accountNames: 'net#account-names',
  /** Since when somebody listens, and when nobody did. */
  listening: 'net#listening',
} as const;

/** The key under which a bucket's failures are counted. */
export function bucketKey({ accountId, hour, group }: FailureBucket): string {
  return `failures#${accountId}#${hour}#${group}`;
}

/** The key of one batch window's members. */
export function windowKey(id: string): string {
  return `gathering#${id}`;
}

/** The key of the notice last told of an act; the act's own name may be longer than a key. */
export function actKey(act: string): string {
  return `act#${hash(act)}`;
}

/** The key of the accounts for which an address failed in an hour. */
export function failedAccountsKey({ address, hour }: FailedAccount): string {
  return `tried#${hour}#${hash(address)}`;
}

/** The key of a person's name. */
export function personKey(personId: string): string {
  return `person#${hash(personId)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
