import { localTime } from '../signin/localTime.ts';
import { briefName } from './displayName.ts';
import { finishNotice } from './finishNotice.ts';
import { linkOf } from './link.ts';
import type { DigestEntry, Notice, NoticeSettings, Severity, Telling } from './notice.ts';
import type { Phrasebook, Wording } from './phrases.ts';
import { accountLabel, addressOf, listed } from './rows.ts';
import { safe } from './safe.ts';
import { severityOf } from './severity.ts';
import { isWithoutMfa, joined, reachOf, statusOf } from './status.ts';
import { accountsLabel, fitted } from './subject.ts';
import { fill, voiceOf } from './wording.ts';

const LOUD: readonly Severity[] = ['critical', 'warning'];

/** Many sign-ins in one notice, oldest first, one line each; as loud as the loudest of them. */
export function composeDigest(tellings: readonly Telling[], settings: NoticeSettings): Notice {
  const voice = voiceOf(settings);
  // What is loud for a reason of its own stands first, so that nobody buries it under what is ordinary.
  const [loud, others] = [true, false].map((isLoud) =>
    tellings
      .filter((telling) => isLoudAlone(telling) === isLoud)
      .toSorted((a, b) => (a.signIn.occurredAt < b.signIn.occurredAt ? -1 : 1)),
  );
  const told = [...(loud ?? []), ...(others ?? [])];
  const [first] = others?.length === 0 ? [] : (loud ?? []);
  const unique = (read: (telling: Telling) => string) => [...new Set(told.map(read))];
  const accountIds = unique(({ signIn }) => signIn.accountId);
  const accounts = accountIds.map((id) => accountLabel(id, voice));
  const users = unique(({ signIn }) => briefName(signIn.who, voice));
  const times = told.map((telling) => timeOf(telling, voice)).sort();
  const severities = told.map(severityOf);
  const draft = {
    severity: LOUD.find((severity) => severities.includes(severity)) ?? 'info',
    headline: titleOf(told, voice) + countsOf(told, voice),
    alerts: [],
    rows: [
      [voice.users, listed(users, voice)],
      [voice.account, listed(accounts, voice)],
      [voice.time, `${times[0]} – ${times.at(-1)} ${voice.timeZone}`],
    ] as const,
    preview: told
      .slice(0, 3)
      .map((telling) => lineOf(telling, voice, false))
      .join(' | '),
    lines: told.map((telling) => lineOf(telling, voice, accounts.length > 1)),
    entries: told.map((telling) => entryOf(telling, voice, accounts.length > 1)),
    steps: [
      ...(told.some(({ signIn }) => signIn.kind === 'tampering') ? [voice.steps.restore] : []),
      ...(told.some(({ signIn }) => signIn.kind === 'recovery') ? [voice.steps.mailbox] : []),
      voice.steps.ask,
      voice.steps.check,
    ],
  };
  const writeSubject = (using: Phrasebook, urgent: string) =>
    fitted(
      urgent + titleOf(told, using),
      first === undefined ? '' : leadOf(first, (loud?.length ?? 1) - 1, using),
      countsOf(told, using),
      accountsLabel(accountIds, using),
    );
  return finishNotice(told, draft, writeSubject, settings);
}

/** Would it be loud, were nothing new about it? */
function isLoudAlone({ marks: _, ...telling }: Telling): boolean {
  return severityOf(telling) !== 'info';
}

/** `eve, no MFA +2; `: whom to look at first, and how many more such there are. */
function leadOf({ signIn }: Telling, more: number, words: Wording): string {
  const what = isWithoutMfa(signIn) ? words.noMfa : words[signIn.outcome];
  return `${briefName(signIn.who, words)} ${what}${more > 0 ? ` +${more}` : ''}; `;
}

function titleOf(told: readonly Telling[], words: Wording): string {
  const kinds = new Set(told.map(({ signIn }) => signIn.kind));
  const [only] = kinds;
  const title =
    kinds.size === 1 && only === 'tampering'
      ? words.digestOfChanges
      : kinds.size === 1 && only === 'recovery'
        ? words.digestOfRecovery
        : words.digest;
  return `${fill(title, { count: told.length })}: `;
}

/** How many of each, as words: `10 succeeded, 2 failed, 1 Root, 3 no MFA`. None is left out. */
function countsOf(told: readonly Telling[], words: Wording): string {
  const { success, failure, unclear, noMfa, late, counted, separator } = words;
  const all = told.flatMap((telling) => [
    words[telling.signIn.outcome],
    telling.signIn.who.kind === 'root' && 'Root',
    isWithoutMfa(telling.signIn) && noMfa,
    telling.late && late,
  ]);
  return [success, failure, unclear, 'Root', noMfa, late]
    .map((word) => ({ word, count: all.filter((it) => it === word).length }))
    .filter(({ count }) => count > 0)
    .map((values) => fill(counted, values))
    .join(separator);
}

/** `11/23 18:04:05 alice, succeeded, MFA used, 203.0.113.7 (first time for this user)` */
export function lineOf(telling: Telling, voice: Phrasebook, hasAccount: boolean): string {
  const { person, time, facts } = entryOf(telling, voice, hasAccount);
  return joined(voice.separator, [`${time} ${person}`, ...facts]);
}

function entryOf(telling: Telling, voice: Phrasebook, hasAccount: boolean): DigestEntry {
  const { signIn, late } = telling;
  const time = timeOf(telling, voice);
  const facts = [
    statusOf(telling, voice),
    signIn.mfa === 'yes' && `MFA ${voice.yes}`,
    addressOf(telling, voice),
    signIn.eventName !== 'ConsoleLogin' && safe(signIn.eventName),
    signIn.kind === 'tampering' && linkOf(signIn, voice),
    reachOf(signIn, voice, (id) => accountLabel(id, voice)),
    hasAccount && accountLabel(signIn.accountId, voice),
  ];
  return {
    person: briefName(signIn.who, voice),
    time: late ? time : time.slice(5),
    facts: facts.flatMap((fact) => fact || []),
    isMarked: isLoudAlone(telling),
  };
}

function timeOf({ signIn }: Telling, { timeZone }: Phrasebook): string {
  return localTime(signIn.occurredAt, timeZone);
}
