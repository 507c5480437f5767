import type { HistoryQuery } from '../bell/ports.ts';
import { LoginbellError } from '../errors.ts';
import {
  parseAccount,
  parseAddress,
  parseEventName,
  parseRegion,
} from '../local/filterArguments.ts';
import type { SignInFilter } from '../local/signInFilter.ts';
import { parseCountry } from '../place/parseCountry.ts';
import { OUTCOMES } from '../signin/signIn.ts';
import { readFlags } from './readFlags.ts';
import { parseTimeArgument } from './timeArgument.ts';

/** How sign-ins are printed. */
export const FORMATS = ['table', 'json', 'ndjson', 'csv', 'html'] as const;
export type SignInFormat = (typeof FORMATS)[number];

/**
 * The options of every verb that shows sign-ins; `limit` says how many by default. `regionFlag`: `--region`, save where that
 * says which installation is meant.
 */
export function queryOptions(limit: string, regionFlag: '--region' | '--in-region') {
  return [
    {
      flags: '--user <name>',
      help: 'user name, session name or principal; * for any characters',
      repeatable: true,
    },
    {
      flags: '--ip <address>',
      help: 'address or block: 203.0.113.7, 203.0.113.0/24, 2001:db8::/32',
      repeatable: true,
    },
    {
      flags: '--account <account>',
      help: 'account number, or a name from --account-names',
      repeatable: true,
    },
    { flags: '--event <name>', help: 'ConsoleLogin, SwitchRole, …; * allowed', repeatable: true },
    { flags: '--role <name>', help: 'role or permission set; * allowed', repeatable: true },
    {
      flags: '--country <code>',
      help: 'country of the address, by --networks: CH,JP',
      repeatable: true,
    },
    { flags: `${regionFlag} <region>`, help: 'region of the sign-in', repeatable: true },
    { flags: '--outcome <outcome>', help: OUTCOMES.join(', '), repeatable: true },
    { flags: '--failed', help: 'short for --outcome failure' },
    { flags: '--no-mfa', help: 'only what AWS says was without MFA' },
    { flags: '--root', help: "only root's" },
    { flags: '--first-seen', help: 'only the first from an address or with a client' },
    { flags: '--critical', help: 'only what is told as critical' },
    { flags: '--since <time>', help: 'from then on: 2026-11-23, "2026-11-23 18:04", 24h, 7d' },
    { flags: '--until <time>', help: 'before then' },
    { flags: '--limit <n>', help: `at most so many, 0 for all (default: ${limit})` },
    { flags: '--output <format>', help: `${FORMATS.join(', ')} (default: table)` },
    { flags: '--json', help: 'short for --output ndjson: one JSON object a line' },
    { flags: '--csv', help: 'short for --output csv' },
    { flags: '--summary-csv <file>', help: 'write the summary to a CSV file as well' },
  ] as const;
}

/** What stands below the options in the help of these verbs. */
export const FILTER_NOTES = `Options may be given again: of one kind any will do (--user alice --user bob), of different kinds all must hold.`;

/** What was asked for. */
export type SignInQuery = {
  /** What a store can look for by itself. */
  readonly query: HistoryQuery;
  /** All of it but the time. */
  readonly filter: SignInFilter;
  readonly limit: number;
  readonly format: SignInFormat;
  /** Where the summary is written to, too. */
  readonly summaryFile: string | undefined;
  /** What was asked for, an option each, as it would be typed: `--user alice`. */
  readonly typed: readonly string[];
};

/** What `queryOptions` were given. Throws one error for all that is wrong with it. */
export function readQuery(
  options: Readonly<Record<string, unknown>>,
  about: {
    readonly timeZone: string;
    readonly accountNames: Readonly<Record<string, string>>;
    /** The option that `queryOptions` was given for the region. */
    readonly regionKey: 'region' | 'inRegion';
    /** Whether something says where addresses are. */
    readonly knowsPlaces: boolean;
    /** Most that are shown where `--limit` is not given. */
    readonly limitOf: (format: SignInFormat) => number;
    /** Milliseconds since the epoch. */
    readonly now: number;
  },
): SignInQuery {
  const { timeZone, accountNames, regionKey, knowsPlaces, limitOf, now } = about;
  const reader = readFlags(options);
  const time = (text: string) => parseTimeArgument(text, timeZone, now);
  const since = reader.take('since', time, '0000');
  const until = reader.take('until', time, '9999');
  const format = reader.take('output', oneOf(FORMATS), shortFormat(options));
  const limit = reader.take('limit', parseLimit, limitOf(format));
  const all = <T>(key: string, parse: (text: string) => T) =>
    reader.take<readonly T[] | undefined>(
      key,
      (text) => text.split('\n').map((one) => parse(one.trim())),
      undefined,
    );
  const outcomes = all('outcome', oneOf(OUTCOMES));
  const given = {
    users: all('user', anyText),
    addresses: all('ip', parseAddress),
    accounts: all('account', (text) => parseAccount(text, accountNames)),
    events: all('event', parseEventName),
    roles: all('role', anyText),
    countries: reader.take<readonly string[] | undefined>(
      'country',
      (text) => text.split(/[\n,]/).map((one) => parseCountry(one.trim())),
      undefined,
    ),
    regions: all(regionKey, parseRegion),
    outcomes: options['failed'] === true ? ['failure' as const, ...(outcomes ?? [])] : outcomes,
    // The flag's name begins with "no", so the parser of options turns "mfa" off.
    isWithoutMfa: options['mfa'] === false || undefined,
    isRoot: options['root'] === true || undefined,
    isFirstSeen: options['firstSeen'] === true || undefined,
    isCritical: options['critical'] === true || undefined,
  };
  if (given.countries !== undefined && !knowsPlaces) {
    reader.reject(
      '--country: nothing says in which country an address is; add --networks FILE.mmdb, a file of your own',
    );
  }
  reader.finish();
  if (since >= until) {
    throw new LoginbellError('bad-input', `--since (${since}) is not before --until (${until})`);
  }
  const filter = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as SignInFilter;
  const file = options['summaryCsv'];
  return {
    query: { since, until, ...storeQuery(filter) },
    filter,
    limit,
    format,
    summaryFile: file === undefined ? undefined : String(file),
    typed: typedFilters(options),
  };
}

const FILTERS = [
  'user',
  'ip',
  'account',
  'event',
  'role',
  'country',
  'region',
  'inRegion',
  'outcome',
  'failed',
  'mfa',
  'root',
  'firstSeen',
  'critical',
  'since',
  'until',
];

function typedFilters(options: Readonly<Record<string, unknown>>): string[] {
  return FILTERS.flatMap((name) => {
    const value = options[name];
    // `--no-mfa` turns "mfa" off; that it is on was not typed.
    if (value === undefined || (name === 'mfa' && value === true)) return [];
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (value === false) return [`--no-${flag}`];
    if (value === true) return [`--${flag}`];
    return [value].flat().map((one) => `--${flag} ${String(one)}`);
  });
}

/** What the stores have indexes or columns for: one value, exactly. */
function storeQuery({ users, accounts, outcomes }: SignInFilter) {
  const only = <T>(values: readonly T[] | undefined) =>
    values?.length === 1 ? values[0] : undefined;
  const [user, accountId, outcome] = [only(users), only(accounts), only(outcomes)];
  return {
    // A name as a table shows it, `alice (Admin)`, stands in no index.
    ...(user === undefined || /[*()]/.test(user) ? {} : { user }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

function shortFormat(options: Readonly<Record<string, unknown>>): SignInFormat {
  return options['json'] === true ? 'ndjson' : options['csv'] === true ? 'csv' : 'table';
}

function oneOf<T extends string>(known: readonly T[]): (text: string) => T {
  return (text) => {
    const found = known.find((one) => one === text);
    if (found !== undefined) return found;
    throw new Error(`unknown ${JSON.stringify(text)}; use ${known.join(', ')}`);
  };
}

function anyText(text: string): string {
  return text;
}

function parseLimit(text: string): number {
  if (/^\d{1,9}$/.test(text)) return text === '0' ? Number.POSITIVE_INFINITY : Number(text);
  throw new Error(`${JSON.stringify(text)} is no count; use a whole number, 0 for all`);
}
