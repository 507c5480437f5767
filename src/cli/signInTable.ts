import { shortName } from '../notice/displayName.ts';
import { safe } from '../notice/safe.ts';
import { clientOf } from '../signin/client.ts';
import { localTime } from '../signin/localTime.ts';
import type { SignIn } from '../signin/signIn.ts';
import { type Column, tableRow } from './table.ts';
import { type Style, shown } from './terminal.ts';

/** A column of a table of sign-ins. `cell` may be untrusted: the row makes it safe. */
export type SignInColumn = Column & {
  readonly cell: (signIn: SignIn, timeZone: string) => string;
};

export const SIGN_IN_COLUMNS: readonly SignInColumn[] = [
  {
    title: 'Time',
    width: 19,
    rank: 0,
    cell: ({ occurredAt }, timeZone) => localTime(occurredAt, timeZone),
  },
  { title: 'Who', width: 24, rank: 0, cell: ({ who }) => shortName(who) },
  { title: 'Event', width: 20, rank: 3, cell: ({ eventName }) => eventName },
  { title: 'Result', width: 7, rank: 0, cell: ({ outcome }) => outcome },
  { title: 'MFA', width: 11, rank: 2, cell: ({ mfa }) => mfa },
  { title: 'Address', width: 15, rank: 0, cell: ({ sourceIPAddress }) => sourceIPAddress },
  { title: 'Client', width: 20, rank: 4, cell: ({ userAgent }) => clientOf(userAgent).text },
  { title: 'Account', width: 12, rank: 1, cell: ({ accountId }) => accountId },
];

/** A row of the table: failures in yellow, root and tampering in red. Sanitised. */
export function signInRow(
  { outcome, who, kind }: SignIn,
  cells: readonly string[],
  columns: readonly Column[],
  style: Style,
): string {
  const row = tableRow(
    cells.map((cell) => safe(cell)),
    columns,
  );
  if (outcome === 'failure') return style.yellow(row);
  return who.kind === 'root' || kind === 'tampering' ? style.red(row) : row;
}

/** The titles of `csvCells`. */
export const CSV_HEAD: readonly string[] = [
  'eventID',
  'occurredAt',
  'localTime',
  'accountId',
  'who',
  'principal',
  'identityType',
  'eventName',
  'outcome',
  'mfa',
  'sourceIPAddress',
  'userAgent',
  'awsRegion',
  'errorMessage',
];

/** A sign-in for `csvLine`. Sanitised. */
export function csvCells(signIn: SignIn, timeZone: string): string[] {
  const { eventId, occurredAt, accountId, who, principal, identityType, eventName } = signIn;
  const { outcome, mfa, sourceIPAddress, userAgent, awsRegion, errorMessage = '' } = signIn;
  return [
    eventId,
    occurredAt,
    localTime(occurredAt, timeZone),
    accountId,
    shortName(who),
    principal,
    identityType,
    eventName,
    outcome,
    mfa,
    sourceIPAddress,
    userAgent,
    awsRegion,
    errorMessage,
  ].map((cell) => shown(cell, 1024));
}
