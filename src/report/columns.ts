import { shortName } from '../notice/displayName.ts';
import { own } from '../notice/wording.ts';
import { countryText, networkText } from '../place/placeText.ts';
import { clientOf } from '../signin/client.ts';
import { DETAILS, type SignIn } from '../signin/signIn.ts';
import { safeText } from './markup.ts';
import type { ReportSignIn, ReportSpeech } from './report.ts';

export type ColumnKey = keyof ReportSpeech['words']['columns'];

/** A column of the list. */
export type Column = {
  readonly key: ColumnKey;
  /** It says the same of all sign-ins that are alike in all but identity and time. */
  readonly isOfKind: boolean;
  /** Safe to show, but text and no markup. */
  readonly textOf: (one: ReportSignIn, speech: ReportSpeech) => string;
};

/** Newest first by the first of them: so the list comes. */
export const COLUMNS: readonly Column[] = [
  { key: 'time', isOfKind: false, textOf: ({ signIn }, { time }) => time(signIn.occurredAt) },
  { key: 'who', isOfKind: true, textOf: ({ signIn }) => shortName(signIn.who) },
  { key: 'event', isOfKind: true, textOf: ({ signIn }) => safeText(signIn.eventName) },
  {
    key: 'outcome',
    isOfKind: true,
    textOf: ({ signIn }, { words }) => words.outcomes[signIn.outcome],
  },
  { key: 'mfa', isOfKind: true, textOf: ({ signIn }, { words }) => words.mfa[signIn.mfa] },
  {
    key: 'first',
    isOfKind: false,
    textOf: ({ marks }, { words }) =>
      [marks?.address && words.firstSeen.address, marks?.client && words.firstSeen.client]
        .filter(Boolean)
        .join(', '),
  },
  {
    key: 'address',
    isOfKind: true,
    textOf: ({ signIn }) => safeText(signIn.sourceIPAddress) || '?',
  },
  {
    key: 'country',
    isOfKind: true,
    textOf: ({ place }, { settings }) => countryText(place, settings.language),
  },
  { key: 'network', isOfKind: true, textOf: ({ place }) => networkText(place) },
  {
    key: 'client',
    isOfKind: true,
    textOf: ({ signIn }) => safeText(clientOf(signIn.userAgent).text),
  },
  {
    key: 'account',
    isOfKind: true,
    textOf: ({ signIn: { accountId } }, { settings }) =>
      safeText([accountId || '?', own(settings.accountNames, accountId)].filter(Boolean).join(' ')),
  },
  {
    key: 'notice',
    isOfKind: false,
    textOf: ({ state = '' }, { words }) => safeText(own(words.states, state) ?? state),
  },
];

/** The columns of a list: one in which nothing stands is left out, save on a live page, where something may come. */
export function columnsOf(
  signIns: readonly ReportSignIn[],
  speech: ReportSpeech,
  isLive: boolean,
): readonly Column[] {
  return COLUMNS.filter(
    ({ key, textOf }) =>
      (['country', 'network'].includes(key)
        ? isLive && speech.settings.describeAddress !== undefined
        : isLive || !['first', 'notice'].includes(key)) ||
      signIns.some((one) => textOf(one, speech) !== ''),
  );
}

/** All else that is known of a sign-in; what its record does not say is left out. Safe to show, as `Column.textOf`. */
export function fieldsOf(
  signIn: SignIn,
  labels: ReportSpeech['words']['fields'],
): readonly (readonly [label: string, value: string])[] {
  const details = DETAILS.map((detail) => [labels[detail], signIn[detail] ?? ''] as const);
  const fields: readonly (readonly [string, string])[] = [
    [labels.occurredAt, signIn.timeIsKnown ? signIn.occurredAt : ''],
    [labels.principal, signIn.principal],
    [labels.identityType, signIn.identityType],
    [labels.region, signIn.awsRegion],
    [labels.userAgent, signIn.userAgent],
    [labels.errorMessage, signIn.errorMessage ?? ''],
    ...details,
    [labels.eventSource, signIn.eventSource],
    [labels.eventId, signIn.eventId],
  ];
  return fields
    .filter(([, value]) => value !== '')
    .map(([label, value]) => [label, safeText(value)]);
}
