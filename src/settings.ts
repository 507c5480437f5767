import { parseQuietRules, type QuietRule } from './bell/quietRules.ts';
import { LoginbellError, reasonOf } from './errors.ts';
import type { Language, NoticeSettings } from './notice/notice.ts';
import { EVENTS_SETTINGS, type EventsSetting } from './signin/events.ts';

/** A setting as text, and how people know it: `--time-zone`, `TIME_ZONE`, `"timeZone" in loginbell.json`. */
export type RawSetting = { readonly text: string; readonly name: string };

/**
 * A setting: one row, wherever it may be set. On the command line it is `flags`, in loginbell.json `key`, in a template
 * `parameter`, and the function's variable is the parameter in capitals.
 */
export type Setting<T, Flags extends string = string> = {
  readonly key: string;
  /** Absent: a setting of one machine alone. */
  readonly parameter?: string;
  /** Throws an Error whose message says what is wrong and what would be right. */
  readonly parse: (text: string) => T;
  /** Where nothing is set; the template's default too. */
  readonly fallback: NoInfer<T>;
  /** `--time-zone <zone>` */
  readonly flags: Flags;
  readonly help: string;
};

/** In the place of names: those that the organization has, which stand in the table. */
export const ORGANIZATION = 'organization';

const isOrganization = (text: string) => text.trim() === ORGANIZATION;

/** The settings of every bell, on AWS and on one machine. */
export const SETTINGS = {
  language: setting({
    key: 'language',
    parameter: 'Language',
    parse: parseLanguage,
    fallback: 'ja',
    flags: '--language <ja|en>',
    help: "language of the notices (default: the system's)",
  }),
  timeZone: setting({
    key: 'timeZone',
    parameter: 'TimeZone',
    parse: parseTimeZone,
    fallback: 'Asia/Tokyo',
    flags: '--time-zone <zone>',
    help: "IANA time zone for times (default: the system's)",
  }),
  accountNames: setting({
    key: 'accountNames',
    parameter: 'AccountNames',
    parse: parseAccountNames,
    fallback: {},
    flags: '--account-names <pairs>',
    help: 'names beside account numbers: 123456789012=production,…',
  }),
  events: setting({
    key: 'events',
    parameter: 'Events',
    parse: parseEvents,
    fallback: 'ConsoleLogin',
    flags: '--events <setting>',
    help: 'what rings: ConsoleLogin, AllSignIns or AllSignInsAndTampering (default: ConsoleLogin)',
  }),
  quiet: setting({
    key: 'quiet',
    parameter: 'QuietSignIns',
    parse: parseQuietRules,
    fallback: [],
    flags: '--quiet <rules>',
    help: 'ordinary successes that are stored and not told: user/ci-*, role/Deploy*&account/123456789012',
  }),
  retentionDays: setting({
    key: 'retentionDays',
    parameter: 'RetentionDays',
    parse: parseRetentionDays,
    fallback: 90,
    flags: '--retention-days <days>',
    help: 'how many days a sign-in is kept',
  }),
} as const;

/** When the safety net writes its letter, in the configured zone. */
export const LETTER_SETTINGS = {
  letterDay: setting({
    key: 'letterDay',
    parameter: 'LetterDay',
    parse: parseLetterDay,
    fallback: 'Monday',
    flags: '--letter-day <day>',
    help: 'when the safety net sends its weekly letter: Monday to Sunday, or off (default: Monday)',
  }),
  letterHour: setting({
    key: 'letterHour',
    parameter: 'LetterHour',
    parse: parseLetterHour,
    fallback: 9,
    flags: '--letter-hour <hour>',
    help: 'the hour of that day, 0 to 23, in the time zone of the notices (default: 9)',
  }),
} as const;

/** Checks a row, and keeps its flags as a type. */
export function setting<T, const Flags extends string>(row: Setting<T, Flags>): Setting<T, Flags> {
  return row;
}

/** What a bell is set to. */
export type BellSettings = {
  readonly notice: NoticeSettings;
  /** The names of accounts are those of the organization, as the table holds them. */
  readonly namesOfOrganization: boolean;
  readonly events: EventsSetting;
  readonly quiet: readonly QuietRule[];
  readonly retentionDays: number;
};

/** On AWS the names may be given otherwise. */
const NAMES_IF_GIVEN = {
  ...SETTINGS.accountNames,
  parse: (text: string) => (isOrganization(text) ? {} : parseAccountNames(text)),
};
const NAMES_OF_ORGANIZATION = setting({
  ...SETTINGS.accountNames,
  parse: isOrganization,
  fallback: false,
});

/** Reads them all, with the templates' defaults. */
export function readBellSettings({ read }: SettingsReader): BellSettings {
  return {
    notice: {
      language: read(SETTINGS.language),
      timeZone: read(SETTINGS.timeZone),
      accountNames: read(NAMES_IF_GIVEN),
    },
    namesOfOrganization: read(NAMES_OF_ORGANIZATION),
    events: read(SETTINGS.events),
    quiet: read(SETTINGS.quiet),
    retentionDays: read(SETTINGS.retentionDays),
  };
}

/** The function's variable of a parameter: `TimeZone` is `TIME_ZONE`. */
export function variableOf(parameter: string): string {
  return parameter.replace(/\B[A-Z]/g, '_$&').toUpperCase();
}

/** Takes settings one by one, remembers every problem, and reports them together. */
export type SettingsReader = {
  /** The parsed value, or the fallback where it is missing or blank. */
  take<T>(key: string, parse: (text: string) => T, fallback: T): T;
  /** A row of a table, with its own fallback unless another is given. */
  read<T>(row: Setting<T>, fallback?: T): T;
  /** Adds a problem that was found elsewhere. */
  reject(problem: string): void;
  /** Throws one `bad-config` error that lists all problems, if there was any. */
  finish(): void;
};

/** `find` is asked by key; a row by what `keyOf` makes of it. */
export function readSettings(
  find: (key: string) => RawSetting | undefined,
  keyOf: (row: Pick<Setting<unknown>, 'key' | 'parameter'>) => string = ({ key }) => key,
): SettingsReader {
  const problems: string[] = [];
  const take = <T>(key: string, parse: (text: string) => T, fallback: T): T => {
    const found = find(key);
    if (found === undefined || found.text.trim() === '') return fallback;
    try {
      return parse(found.text.trim());
    } catch (error) {
      problems.push(`${found.name}: ${reasonOf(error)}`);
      return fallback;
    }
  };
  return {
    take,
    read: (row, fallback = row.fallback) => take(keyOf(row), row.parse, fallback),
    reject: (problem) => {
      problems.push(problem);
    },
    finish: () => {
      if (problems.length > 0) throw new LoginbellError('bad-config', problems.join('\n'));
    },
  };
}

export function parseLanguage(text: string): Language {
  if (text === 'ja' || text === 'en') return text;
  throw new Error(`unknown language ${quote(text)}; choose ja or en`);
}

/** An IANA time zone that this runtime knows. */
export function parseTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone && text;
  } catch {
    throw new Error(`unknown time zone ${quote(text)}; use an IANA name such as Asia/Tokyo or UTC`);
  }
}

export function parseEvents(text: string): EventsSetting {
  const events = EVENTS_SETTINGS.find((known) => known === text);
  if (events !== undefined) return events;
  throw new Error(`unknown setting ${quote(text)}; choose ${EVENTS_SETTINGS.join(', ')}`);
}

/** As JavaScript counts days, and the word for no letter at all. */
export const LETTER_DAYS = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'off',
] as const;
export type LetterDay = (typeof LETTER_DAYS)[number];

export function parseLetterDay(text: string): LetterDay {
  const day = LETTER_DAYS.find((one) => one === text);
  if (day !== undefined) return day;
  throw new Error(`${quote(text)} is no day; choose ${LETTER_DAYS.join(', ')}`);
}

export function parseLetterHour(text: string): number {
  if (/^([01]?\d|2[0-3])$/.test(text)) return Number(text);
  throw new Error(`${quote(text)} is no hour; use a whole number from 0 to 23`);
}

/** Whole days, 1 to 36500. */
export function parseRetentionDays(text: string): number {
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= 36_500) return days;
  throw new Error(`${quote(text)} is no number of days; use a whole number from 1 to 36500`);
}

/** `123456789012=production,210987654321=sandbox`. */
export function parseAccountNames(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').map((pair): [string, string] => {
    const match = /^\s*(\d{12})\s*=\s*(.{1,64}?)\s*$/u.exec(pair);
    if (match === null) {
      throw new Error(`${quote(pair)} is no account name; write 123456789012=production,…`);
    }
    return [match[1] ?? '', match[2] ?? ''];
  });
  return Object.fromEntries(pairs);
}

/** Regions named by hand: `us-east-1,ap-northeast-1`. Throws an Error that names what is no region. */
export function parseRegions(text: string): string[] {
  const regions = [...new Set(text.split(',').map((name) => name.trim()))].filter(Boolean);
  for (const region of regions) {
    if (/^[a-z]{2}(-[a-z]+){1,3}-\d{1,2}$/.test(region)) continue;
    const shown = JSON.stringify(region.slice(0, 40));
    throw new Error(`${shown} is no region; write names such as us-east-1,ap-northeast-1`);
  }
  return regions.sort();
}

/** Names separated by commas; blanks are dropped. */
export function parseList(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** One e-mail address. Throws an Error that says what would be right. */
export function parseAddress(text: string): string {
  if (/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(text)) return text;
  throw new Error(`${JSON.stringify(text)} is no e-mail address; write you@example.com`);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
