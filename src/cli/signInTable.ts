import type { JournalEntry } from '../bell/ports.ts';
import { shortName } from '../notice/displayName.ts';
import type { Language } from '../notice/notice.ts';
import { safe } from '../notice/safe.ts';
import { severityOf } from '../notice/severity.ts';
import type { Place } from '../place/place.ts';
import { countryText, networkText } from '../place/placeText.ts';
import { clientOf } from '../signin/client.ts';
import { localTime } from '../signin/localTime.ts';
import type { FirstSeen, SignIn } from '../signin/signIn.ts';
import { plural } from './plural.ts';
import { type Cell, type Column, type Row, tableLines } from './table.ts';
import { shown, type Terminal } from './terminal.ts';
import { cliWords, type SignInTitle } from './words/words.ts';

/** A sign-in that is shown, with what else is known of it. */
export type ShownSignIn = {
  readonly signIn: SignIn;
  readonly marks?: FirstSeen | undefined;
  /** Of one in a journal: what became of it. */
  readonly state?: JournalEntry['state'] | undefined;
  /** What is known of its address. */
  readonly place?: Place | undefined;
  /** Of one on AWS: by which way it came first. */
  readonly way?: JournalEntry['way'] | undefined;
};

/** How names and times are shown. */
export type TableSettings = {
  readonly timeZone: string;
  readonly accountNames: Readonly<Record<string, string>>;
  /** @default en */
  readonly language?: Language;
};

type SignInColumn = Omit<Column, 'title'> & {
  readonly title: SignInTitle;
  readonly cell: (shown: ShownSignIn, settings: TableSettings) => Cell;
};

const plain = (text: string): Cell => ({ text: safe(text) });

const COLUMNS: readonly SignInColumn[] = [
  {
    title: 'Time',
    rank: 0,
    cell: ({ signIn }, { timeZone }) => plain(localTime(signIn.occurredAt, timeZone)),
  },
  {
    title: 'Who',
    rank: 0,
    least: 12,
    cell: ({ signIn }) => ({
      text: safe(shortName(signIn.who)),
      paint: severityOf({ signIn, late: false }) === 'critical' ? 'red' : undefined,
    }),
  },
  { title: 'Event', rank: 3, least: 12, cell: ({ signIn }) => plain(signIn.eventName) },
  {
    title: 'Result',
    rank: 0,
    cell: ({ signIn: { outcome } }, { language = 'en' }) => ({
      text: cliWords(language).outcomes[outcome],
      paint: outcome === 'failure' ? 'yellow' : undefined,
    }),
  },
  {
    title: 'MFA',
    rank: 2,
    cell: ({ signIn: { mfa } }) => ({ text: mfa, paint: mfa === 'no' ? 'yellow' : undefined }),
  },
  { title: 'First', rank: 5, cell: ({ marks }) => plain(firstOf(marks)) },
  { title: 'Address', rank: 0, cell: ({ signIn }) => plain(signIn.sourceIPAddress || '?') },
  {
    title: 'Country',
    rank: 2,
    least: 8,
    cell: ({ place }, { language = 'en' }) => plain(countryText(place, language)),
  },
  { title: 'Network', rank: 5, least: 8, cell: ({ place }) => plain(networkText(place)) },
  {
    title: 'Client',
    rank: 4,
    least: 12,
    cell: ({ signIn }) => plain(clientOf(signIn.userAgent).text),
  },
  {
    title: 'Account',
    rank: 1,
    least: 12,
    cell: ({ signIn: { accountId } }, { accountNames }) =>
      plain(
        // A record may give any text as the account: `__proto__` has no name.
        [accountId || '?', Object.hasOwn(accountNames, accountId) ? accountNames[accountId] : '']
          .join(' ')
          .trim(),
      ),
  },
  { title: 'Notice', rank: 6, cell: ({ state }) => plain(state ?? '') },
  { title: 'Way', rank: 7, cell: ({ way }) => plain(way ?? '') },
];

function firstOf(marks: FirstSeen | undefined): string {
  const what = [marks?.address ? 'address' : '', marks?.client ? 'client' : ''];
  return what.filter((one) => one !== '').join(', ');
}

/** A table of sign-ins, newest first. On a terminal a run of equal failures is one line. Sanitised. */
export function signInTable(
  signIns: readonly ShownSignIn[],
  settings: TableSettings,
  terminal: Pick<Terminal, 'isInteractive' | 'columns' | 'style'>,
): string[] {
  // A column in which nothing stands is none: a scan knows of no notices, and a journal may have no marks.
  const columns = COLUMNS.filter(
    ({ title, cell }) =>
      !['First', 'Country', 'Network', 'Notice', 'Way'].includes(title) ||
      signIns.some((one) => cell(one, settings).text !== ''),
  );
  const rows = runsOf(signIns, terminal.isInteractive).flatMap((run): Row[] => {
    const [first] = run;
    if (first !== undefined && run.length >= SHORTEST_RUN) {
      const text = terminal.style.yellow(runLine(run, settings));
      return [{ kind: 'line', text }];
    }
    return run.map((one) => ({
      kind: 'cells',
      cells: columns.map(({ cell }) => cell(one, settings)),
    }));
  });
  const words = cliWords(settings.language ?? 'en');
  const titled = columns.map((one) => ({ ...one, title: words.columns[one.title] }));
  return tableLines(titled, rows, terminal);
}

/** Fewer failures than this are shown one by one. */
const SHORTEST_RUN = 4;

/** Neighbours that failed at the same event of the same account; all others by themselves. */
function runsOf(signIns: readonly ShownSignIn[], folds: boolean): ShownSignIn[][] {
  const runs: ShownSignIn[][] = [];
  const keyOf = ({ signIn }: ShownSignIn) =>
    signIn.outcome === 'failure' && severityOf({ signIn, late: false }) !== 'critical'
      ? `${signIn.eventName} ${signIn.accountId}`
      : undefined;
  for (const one of signIns) {
    const last = runs.at(-1);
    const [before] = last ?? [];
    const key = keyOf(one);
    if (folds && key !== undefined && before !== undefined && keyOf(before) === key)
      last?.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** `2026-11-23 18:04:05  14 failures of 4 users from 3 addresses in 52 s  (ConsoleLogin, 123456789012)` */
function runLine(run: readonly ShownSignIn[], { timeZone }: TableSettings): string {
  const signIns = run.map(({ signIn }) => signIn);
  const [newest, oldest] = [signIns[0], signIns.at(-1)];
  if (newest === undefined || oldest === undefined) return '';
  const users = new Set(signIns.map(({ who }) => shortName(who)));
  const addresses = new Set(signIns.map(({ sourceIPAddress }) => sourceIPAddress));
  const [user, address] = [[...users][0] ?? '?', [...addresses][0] ?? '?'];
  const of = users.size === 1 ? safe(user) : plural(users.size, 'user');
  const from = addresses.size === 1 ? safe(address) : plural(addresses.size, 'address');
  const span = Date.parse(newest.occurredAt) - Date.parse(oldest.occurredAt);
  const where = `(${safe(newest.eventName)}, ${safe(newest.accountId) || '?'})`;
  return `${localTime(newest.occurredAt, timeZone)}  ${signIns.length} failures of ${of} from ${from} in ${spanText(span)}  ${where}`;
}

/** `52 s`, `14 min`, `3 h`, `2 days`. */
function spanText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
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

/** The titles of `placeCells`. */
export const PLACE_HEAD: readonly string[] = ['country', 'countryBasis', 'asn', 'organization'];

/** What is known of an address, for `csvLine`. Sanitised. */
export function placeCells({ country = '', basis, asn, organization = '' }: Place = {}): string[] {
  return [country, basis ?? '', asn === undefined ? '' : String(asn), shown(organization, 128)];
}

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
