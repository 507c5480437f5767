/** Filters of `history` that take values, by the names of its options. */
export const VALUE_FILTERS = [
  'user',
  'account',
  'ip',
  'event',
  'role',
  'region',
  'country',
] as const;
export type ValueFilter = (typeof VALUE_FILTERS)[number];

/** Filters of `history` that are on or off. */
export const FLAG_FILTERS = ['no-mfa', 'root', 'first-seen', 'critical'] as const;
export type FlagFilter = (typeof FLAG_FILTERS)[number];
