import type { RingReport } from '../bell/bell.ts';
import type { FinalState } from '../bell/ports.ts';
import type { FileProblem } from '../local/recordFiles.ts';
import { shortName } from '../notice/displayName.ts';
import { jsonText } from './jsonText.ts';
import { plural } from './plural.ts';
import type { Terminal } from './terminal.ts';

/** What a whole run came to. */
export type RingTotals = {
  records: number;
  notWatched: number;
  duplicates: number;
  notices: number;
  unreadable: number;
  /** Sign-ins of the past, told by one notice. */
  caughtUp: number;
  readonly states: Record<FinalState, number>;
  /** Each sign-in that was settled, where they are listed at the end: else none, for there may be millions. */
  readonly settled: SettledJson[] | undefined;
  readonly held: RingReport['held'][number][];
  readonly failures: RingReport['failures'][number][];
  readonly problems: FileProblem[];
};

type Settled = RingReport['settled'][number];
/** Of a sign-in, what `--json` says. */
type SettledJson = Readonly<Record<string, string>>;

/** `listed`: whether `reportJson` will be asked. */
export function emptyTotals(listed: boolean): RingTotals {
  return {
    records: 0,
    notWatched: 0,
    duplicates: 0,
    notices: 0,
    unreadable: 0,
    caughtUp: 0,
    states: { sent: 0, digested: 0, folded: 0, muted: 0 },
    settled: listed ? [] : undefined,
    held: [],
    failures: [],
    problems: [],
  };
}

export function addReport(totals: RingTotals, report: RingReport): void {
  totals.records += report.records;
  totals.notWatched += report.notWatched;
  totals.duplicates += report.duplicates;
  totals.notices += report.notices;
  totals.unreadable += report.unreadable.length;
  totals.caughtUp += report.caughtUp;
  for (const one of report.settled) {
    totals.states[one.state] += 1;
    totals.settled?.push(settledJson(one));
  }
  for (const held of report.held) totals.held.push(held);
  for (const failure of report.failures) totals.failures.push(failure);
}

function settledJson({ signIn, state, subject }: Settled): SettledJson {
  return {
    eventId: signIn.eventId,
    eventName: signIn.eventName,
    accountId: signIn.accountId,
    who: shortName(signIn.who),
    outcome: signIn.outcome,
    mfa: signIn.mfa,
    occurredAt: signIn.occurredAt,
    state,
    ...(subject === undefined ? {} : { subject }),
  };
}

/** The totals as one JSON object, a sign-in a member of `settled`. */
export function reportJson({ settled = [], states, ...totals }: RingTotals): string {
  return jsonText({ ...totals, settled }, 2);
}

/** Says in a few lines what happened and what to do next. */
export function summarise(
  totals: RingTotals,
  { out, err, style }: Terminal,
  about: {
    readonly destination: string;
    readonly isMail: boolean;
    readonly isSample: boolean;
    /** How this program was started, for what to type next. */
    readonly command: string;
    readonly events: string;
  },
): void {
  const { sent, digested, folded, muted } = totals.states;
  const parts = [
    `${plural(totals.notices, 'notice')} for ${plural(sent + digested + totals.caughtUp, 'sign-in')}`,
    ...some(totals.caughtUp, 'older than a day, all in one notice'),
    ...some(digested, 'of them in digests'),
    ...some(folded, 'more failures only counted'),
    ...some(muted, 'stored without a notice'),
    ...some(totals.duplicates, 'told before'),
    ...some(totals.unreadable + totals.problems.length, 'that could not be read'),
  ];
  if (sent + digested + folded + muted + totals.caughtUp > 0) out('');
  out(style.bold(`${plural(totals.records, 'record')}: ${parts.join(', ')}.`));
  if (totals.notices > 0) {
    out(`The mail ${about.isMail ? 'went to' : 'is in'} ${style.bold(about.destination)}`);
  }
  if (totals.notWatched > 0 && about.events !== 'AllSignInsAndTampering') {
    const what =
      'of other events, which --events AllSignIns or AllSignInsAndTampering may ring for';
    err(`${plural(totals.notWatched, 'record')} ${what}`);
  }
  if (totals.held.length > 0) {
    err(
      `${plural(totals.held.length, 'sign-in')} being told by another loginbell just now; run this again`,
    );
  }
  if (totals.failures.length > 0) {
    const untold = new Set(totals.failures.map(({ eventId }) => eventId)).size;
    err(
      `${plural(untold, 'sign-in')} not told yet; mend the cause above and run the same command again`,
    );
  }
  if (!about.isSample) return;
  out('');
  out(style.bold('What next'));
  if (totals.notices === 0)
    out('  Everything in the sample was told before, so nothing rang: you are told once.');
  else out('  Open a mail:          any .eml file in the folder above, with your mail program');
  out(`  Ask the history:      ${about.command} history`);
  out(`  Ring your own files:  ${about.command} ring FILES…    (CloudTrail logs, folders, -)`);
  out(
    `  Get real mail:        put the server into LOGINBELL_SMTP_URL, then add --to you@example.com`,
  );
  out(`  Watch an AWS account: ${about.command} deploy --email you@example.com`);
}

function some(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}
