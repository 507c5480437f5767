import { shortName } from '../notice/displayName.ts';
import type { Severity } from '../notice/notice.ts';
import { severityOf } from '../notice/severity.ts';
import { own } from '../notice/wording.ts';
import { clientOf } from '../signin/client.ts';
import { DETAILS, type SignIn } from '../signin/signIn.ts';
import { safeText } from './markup.ts';
import type { ReportSignIn, ReportSpeech } from './report.ts';

const SEVERITIES: readonly Severity[] = ['info', 'warning', 'critical'];
const OUTCOME_ORDER = ['success', 'failure', 'unclear'] as const;

type Column = {
  readonly key: keyof ReportSpeech['words']['columns'];
  readonly textOf: (one: ReportSignIn, speech: ReportSpeech) => string;
};

/** The columns of the list; the first is the time, by which it comes sorted. */
const COLUMNS: readonly Column[] = [
  { key: 'time', textOf: ({ signIn }, { time }) => time(signIn.occurredAt) },
  { key: 'who', textOf: ({ signIn }) => shortName(signIn.who) },
  { key: 'event', textOf: ({ signIn }) => signIn.eventName },
  { key: 'outcome', textOf: ({ signIn }, { words }) => words.outcomes[signIn.outcome] },
  { key: 'mfa', textOf: ({ signIn }, { words }) => words.mfa[signIn.mfa] },
  {
    key: 'first',
    textOf: ({ marks }, { words }) =>
      [marks?.address && words.firstSeen.address, marks?.client && words.firstSeen.client]
        .filter(Boolean)
        .join(', '),
  },
  { key: 'address', textOf: ({ signIn }) => signIn.sourceIPAddress || '?' },
  { key: 'client', textOf: ({ signIn }) => clientOf(signIn.userAgent).text },
  {
    key: 'account',
    textOf: ({ signIn: { accountId } }, { settings }) =>
      [accountId || '?', own(settings.accountNames, accountId)].filter(Boolean).join(' '),
  },
  {
    key: 'notice',
    textOf: ({ state = '' }, { words }) => own(words.states, state) ?? state,
  },
];

/** The list as the script reads it. Every string is safe to show, but is text and no markup. */
export type EmbeddedList = {
  readonly columns: readonly string[];
  /** The JSON of `{ words, labels, columns, strings, rows }`, fit to stand in a `script` element. */
  readonly json: string;
};

/**
 * The sign-ins of the list, each string once. A row is `[severity, outcome, a string for each column, label, string, label,
 * string …]`, all of them places: severity from info to critical, outcome success, failure or unclear, labels in
 * `labels`, strings in `strings`. A column in which nothing stands is left out, save
 * on a live page, where something may come.
 */
export function embedSignIns(
  signIns: readonly ReportSignIn[],
  speech: ReportSpeech,
  isLive: boolean,
): EmbeddedList {
  const { words } = speech;
  const strings = createPlaces();
  const labels = createPlaces();
  const columns = COLUMNS.filter(
    ({ key, textOf }) =>
      isLive ||
      !['first', 'notice'].includes(key) ||
      signIns.some((one) => textOf(one, speech) !== ''),
  );
  const rows = signIns.map((one) => {
    const { signIn, marks } = one;
    const telling = { signIn, late: false, ...(marks === undefined ? {} : { marks }) };
    return [
      SEVERITIES.indexOf(severityOf(telling)),
      OUTCOME_ORDER.indexOf(signIn.outcome),
      ...columns.map(({ textOf }) => strings.placeOf(textOf(one, speech))),
      ...fieldsOf(signIn, words.fields).flatMap(([label, value]) => [
        labels.placeOf(label),
        strings.placeOf(value),
      ]),
    ];
  });
  const titles = columns.map(({ key }) => words.columns[key]);
  const data = {
    words: {
      count: words.count,
      none: words.none,
      details: words.details,
      /** The place of the label under which the event's ID stands. */
      idLabel: labels.placeOf(words.fields.eventId),
      outcomeColumn: columns.findIndex(({ key }) => key === 'outcome'),
    },
    labels: labels.all(),
    columns: titles,
    strings: strings.all().map(safeText),
    rows,
  };
  return { columns: titles, json: scriptJson(data) };
}

/** All else that is known of a sign-in; what its record does not say is left out. */
function fieldsOf(
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
  return fields.filter(([, value]) => value !== '');
}

/** Gives each string a place, equal ones the same. */
function createPlaces() {
  const places = new Map<string, number>();
  return {
    placeOf: (text: string): number => {
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, places.size);
      return places.size - 1;
    },
    all: (): readonly string[] => [...places.keys()],
  };
}

/** JSON that no parser of HTML can take for markup: `<`, `>`, `&` and the line separators are escapes. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
