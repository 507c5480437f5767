import type { ScanReport } from '../local/scan/scanFiles.ts';
import type { GuessedSuccess, SignInSummary, Tally } from '../local/signInSummary.ts';
import { shortName } from '../notice/displayName.ts';
import { safe } from '../notice/safe.ts';
import { localTime } from '../signin/localTime.ts';
import { csvLine } from './csv.ts';
import { plural } from './plural.ts';
import { tableLines } from './table.ts';
import { shown, type Terminal } from './terminal.ts';

/** Lines of each list in the summary; what is more is counted. */
const MOST_LINES = 10;

type Looks = Pick<Terminal, 'isInteractive' | 'columns' | 'style'>;

/** What a scan came to, in lines for people. Sanitised. */
export function scanSummary(
  report: ScanReport,
  summary: SignInSummary,
  timeZone: string,
  looks: Looks,
): string[] {
  const { success, failure, unclear } = summary.outcomes;
  const { style } = looks;
  const time = (iso: string) => localTime(iso, timeZone);
  const parts = [
    `${success.toLocaleString('en-US')} succeeded`,
    `${failure.toLocaleString('en-US')} failed`,
    ...(unclear > 0 ? [`${unclear.toLocaleString('en-US')} unclear`] : []),
  ];
  const { first, last } = summary;
  const total = `${plural(report.signIns.length, 'sign-in')} in ${plural(report.files, 'file')} (${megabytes(report.bytes)} as stored)`;
  return [
    style.bold(report.signIns.length === 0 ? `${total}.` : `${total}: ${parts.join(', ')}.`),
    ...(first === undefined || last === undefined
      ? []
      : [`The first ${time(first)}, the last ${time(last)} (${timeZone}).`]),
    ...(report.duplicates > 0
      ? [`Copies of these left out: ${report.duplicates.toLocaleString('en-US')}.`]
      : []),
    ...tallyLines('By user', summary.users, time, looks),
    ...tallyLines('By address', summary.addresses, time, looks),
    ...(summary.accounts.length > 1 ? tallyLines('By account', summary.accounts, time, looks) : []),
    ...(summary.clients.length > 1 ? tallyLines('By client', summary.clients, time, looks) : []),
    ...(summary.events.length > 1 ? tallyLines('By event', summary.events, time, looks) : []),
    ...guessedLines(summary.afterFailures, time, looks),
  ];
}

function tallyLines(
  title: string,
  tallies: readonly Tally[],
  time: (iso: string) => string,
  looks: Looks,
): string[] {
  if (tallies.length === 0) return [];
  const columns = [
    { title, rank: 0, least: 16 },
    { title: '', rank: 0 },
    { title: '', rank: 0 },
    { title: '', rank: 1 },
  ];
  const rows = tallies.slice(0, MOST_LINES).map(({ name, count, failures, last }) => ({
    kind: 'cells' as const,
    cells: [
      { text: safe(name) },
      { text: plural(count, 'sign-in') },
      {
        text: failures > 0 ? `${failures.toLocaleString('en-US')} failed` : '',
        paint: 'yellow' as const,
      },
      { text: `last ${time(last)}` },
    ],
  }));
  const [head = '', ...lines] = tableLines(columns, rows, {
    ...looks,
    columns: looks.columns - 2,
  });
  return ['', head, ...lines.map((line) => `  ${line}`), ...andMore(tallies.length)];
}

/** All of them: each may be somebody who guessed a password. */
function guessedLines(
  found: readonly GuessedSuccess[],
  time: (iso: string) => string,
  { style }: Looks,
): string[] {
  if (found.length === 0) return [];
  const lines = found.map(({ signIn, byUser, byAddress }) => {
    const { who, sourceIPAddress, occurredAt, eventName, accountId } = signIn;
    const before = [
      ...(byUser > 0 ? [`${byUser.toLocaleString('en-US')} as this user`] : []),
      ...(byAddress > 0 ? [`${byAddress.toLocaleString('en-US')} from this address`] : []),
    ];
    const place = `${shown(shortName(who))} from ${safe(sourceIPAddress) || '?'}`;
    const where = `${safe(eventName)}, ${safe(accountId) || '?'}`;
    return `  ${time(occurredAt)}  ${place} (${where}), after failures: ${style.yellow(before.join(', '))}`;
  });
  return ['', style.bold('Succeeded after failures'), ...lines];
}

function andMore(count: number): string[] {
  const more = count - MOST_LINES;
  return more > 0 ? [`  … and ${more.toLocaleString('en-US')} more`] : [];
}

/** The summary as CSV: a line for each user, address, account, event, client, hour and success after failures. Sanitised. */
export function summaryCsv(summary: SignInSummary): string {
  const lists = {
    user: summary.users,
    address: summary.addresses,
    account: summary.accounts,
    event: summary.events,
    client: summary.clients,
    hour: summary.hours,
  };
  const tallied = Object.entries(lists).flatMap(([kind, tallies]) =>
    tallies.map(({ name, count, failures, last }) => [
      kind,
      safe(name),
      String(count),
      String(failures),
      last,
    ]),
  );
  const guessed = summary.afterFailures.map(({ signIn, byUser, byAddress }) => [
    'success after failures',
    `${shown(shortName(signIn.who))} from ${safe(signIn.sourceIPAddress) || '?'} (${safe(signIn.eventName)}, ${safe(signIn.accountId)})`,
    '1',
    String(Math.max(byUser, byAddress)),
    signIn.occurredAt,
  ]);
  const head = ['kind', 'name', 'count', 'failures', 'last'];
  return [head, ...tallied, ...guessed].map((cells) => `${csvLine(cells)}\n`).join('');
}

/** `12.3 MB`; what is less in kB, what is more in GB. */
export function megabytes(bytes: number): string {
  const [amount, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${amount.toLocaleString('en-US', { maximumFractionDigits: 1 })} ${unit}`;
}
