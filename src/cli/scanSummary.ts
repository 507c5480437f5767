import type { ScanReport } from '../local/scan/scanFiles.ts';
import { type SignInSummary, summaryOf, type Tally } from '../local/scan/summary.ts';
import { shortName } from '../notice/displayName.ts';
import { safe } from '../notice/safe.ts';
import { localTime } from '../signin/localTime.ts';
import { plural } from './plural.ts';
import { type Column, tableRow } from './table.ts';
import { type Style, shown } from './terminal.ts';

/** Lines of each list in the summary; what is more is counted. */
const MOST_LINES = 10;
const TALLY: readonly Column[] = [
  { title: '', width: 38, rank: 0 },
  { title: '', width: 14, rank: 0 },
  { title: '', width: 12, rank: 0 },
  { title: '', width: 24, rank: 0 },
];

/** What a scan came to, in lines for people. Sanitised. */
export function scanSummary(report: ScanReport, timeZone: string, style: Style): string[] {
  const summary = summaryOf(report.signIns);
  const { success, failure, unclear } = summary.outcomes;
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
    ...tallyLines('By user', summary.users, time, style),
    ...tallyLines('By address', summary.addresses, time, style),
    ...guessedLines(summary.afterFailures, time, style),
  ];
}

function tallyLines(
  title: string,
  tallies: readonly Tally[],
  time: (iso: string) => string,
  style: Style,
): string[] {
  if (tallies.length === 0) return [];
  const lines = tallies.slice(0, MOST_LINES).map(({ name, count, failures, last }) => {
    const cells = [
      safe(name),
      plural(count, 'sign-in'),
      failures > 0 ? `${failures.toLocaleString('en-US')} failed` : '',
      `last ${time(last)}`,
    ];
    return `  ${tableRow(cells, TALLY)}`;
  });
  return ['', style.bold(title), ...lines, ...andMore(tallies.length)];
}

function guessedLines(
  found: SignInSummary['afterFailures'],
  time: (iso: string) => string,
  style: Style,
): string[] {
  if (found.length === 0) return [];
  const lines = found.slice(0, MOST_LINES).map(({ signIn, byUser, byAddress }) => {
    const { who, sourceIPAddress, occurredAt } = signIn;
    const before = [
      ...(byUser > 0 ? [`${byUser.toLocaleString('en-US')} as this user`] : []),
      ...(byAddress > 0 ? [`${byAddress.toLocaleString('en-US')} from this address`] : []),
    ];
    const place = `${shown(shortName(who))} from ${safe(sourceIPAddress) || '?'}`;
    return style.yellow(`  ${time(occurredAt)}  ${place}, after failures: ${before.join(', ')}`);
  });
  return ['', style.bold('Succeeded after failures'), ...lines, ...andMore(found.length)];
}

function andMore(count: number): string[] {
  const more = count - MOST_LINES;
  return more > 0 ? [`  … and ${more.toLocaleString('en-US')} more`] : [];
}

/** `12.3 MB`; what is less in kB. */
export function megabytes(bytes: number): string {
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${amount.toLocaleString('en-US', { maximumFractionDigits: 1 })} ${unit}`;
}
