import {
  parseAccount,
  parseAddress,
  parseEventName,
  parseRegion,
} from '../local/filterArguments.ts';
import type { SignInFilter } from '../local/signInFilter.ts';
import { parseCountry } from '../place/parseCountry.ts';
import { OUTCOMES, type Outcome } from '../signin/signIn.ts';
import { COLUMNS, type ColumnKey } from './columns.ts';
import { FLAG_FILTERS, type FlagFilter, VALUE_FILTERS, type ValueFilter } from './filterNames.ts';

/** What the reader of a page has chosen to see. */
export type View = {
  /** Words that must stand somewhere in a sign-in, as typed. */
  readonly words: string;
  /** First and last day in the zone of the report, `2026-11-27`; `''` for no bound. */
  readonly from: string;
  readonly to: string;
  /** As typed; of one filter any value will do. */
  readonly values: Readonly<Record<ValueFilter, readonly string[]>>;
  readonly outcomes: readonly Outcome[];
  readonly flags: readonly FlagFilter[];
  readonly sort: { readonly column: ColumnKey; readonly isDescending: boolean };
};

/** A value that its filter cannot mean. */
export type BadValue = { readonly filter: ValueFilter; readonly value: string };

/** All sign-ins, newest first. */
export const WHOLE_VIEW: View = {
  words: '',
  from: '',
  to: '',
  values: { user: [], account: [], ip: [], event: [], role: [], region: [], country: [] },
  outcomes: [],
  flags: [],
  sort: { column: 'time', isDescending: true },
};

/** The view that the fragment of an address says; what is no part of one is passed over. */
export function parseView(hash: string): View {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const day = (key: string) => {
    const text = given.get(key) ?? '';
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '';
  };
  const all = (key: string) =>
    [...new Set(given.getAll(key).map((one) => one.trim()))].filter(Boolean);
  const [, sign = '', name = ''] = /^(-?)(\w+)$/.exec(given.get('sort') ?? '') ?? [];
  const column = COLUMNS.find(({ key }) => key === name);
  return {
    words: given.get('q') ?? '',
    from: day('from'),
    to: day('to'),
    values: {
      user: all('user'),
      account: all('account'),
      ip: all('ip'),
      event: all('event'),
      role: all('role'),
      region: all('region'),
      country: all('country'),
    },
    outcomes: OUTCOMES.filter((one) => given.getAll('outcome').includes(one)),
    flags: FLAG_FILTERS.filter((one) => given.has(one)),
    sort:
      column === undefined ? WHOLE_VIEW.sort : { column: column.key, isDescending: sign === '-' },
  };
}

/** The fragment that `parseView` reads, with its `#`; `''` for `WHOLE_VIEW`. */
export function hashOf(view: View): string {
  const said = new URLSearchParams();
  if (view.words !== '') said.set('q', view.words);
  for (const key of ['from', 'to'] as const) if (view[key] !== '') said.set(key, view[key]);
  for (const key of VALUE_FILTERS) for (const one of view.values[key]) said.append(key, one);
  for (const one of view.outcomes) said.append('outcome', one);
  for (const one of view.flags) said.set(one, '1');
  const { column, isDescending } = view.sort;
  if (column !== 'time' || !isDescending) said.set('sort', `${isDescending ? '-' : ''}${column}`);
  const text = said.toString();
  return text === '' ? '' : `#${text}`;
}

/** Does the view leave anything out? */
export function isFiltered(view: View): boolean {
  return hashOf({ ...view, sort: WHOLE_VIEW.sort }) !== '';
}

/** The values and flags of a view as `history` would take them; a value that it would refuse is told, and left out. */
export function filterOf(
  { values, outcomes, flags }: View,
  accountNames: Readonly<Record<string, string>>,
): { readonly filter: SignInFilter; readonly bad: readonly BadValue[] } {
  const bad: BadValue[] = [];
  const parsed = (filter: ValueFilter, parse: (text: string) => string) =>
    values[filter].flatMap((value) => {
      try {
        return [parse(value)];
      } catch {
        bad.push({ filter, value });
        return [];
      }
    });
  const same = (text: string) => text;
  const given = {
    users: parsed('user', same),
    accounts: parsed('account', (text) => parseAccount(text, accountNames)),
    addresses: parsed('ip', parseAddress),
    events: parsed('event', parseEventName),
    roles: parsed('role', same),
    regions: parsed('region', parseRegion),
    countries: parsed('country', parseCountry),
    outcomes,
  };
  const filter: SignInFilter = {
    ...Object.fromEntries(Object.entries(given).filter(([, list]) => list.length > 0)),
    ...(flags.includes('no-mfa') ? { isWithoutMfa: true } : {}),
    ...(flags.includes('root') ? { isRoot: true } : {}),
    ...(flags.includes('first-seen') ? { isFirstSeen: true } : {}),
    ...(flags.includes('critical') ? { isCritical: true } : {}),
  };
  return { filter, bad };
}
