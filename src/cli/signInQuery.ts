import type { HistoryQuery } from '../bell/ports.ts';
import { LoginbellError } from '../errors.ts';
import { readFlags } from './readFlags.ts';
import { parseTimeArgument } from './timeArgument.ts';

/** How sign-ins are printed. */
export type SignInFormat = 'json' | 'csv' | 'table';

/** The options of every verb that shows sign-ins, but `--json`; `limit` says how many by default. */
export function queryOptions(limit: string) {
  return [
    { flags: '--user <name>', help: 'only this user name, session name or principal' },
    { flags: '--since <time>', help: 'from then on: 2026-11-23, "2026-11-23 18:04", 24h, 7d' },
    { flags: '--until <time>', help: 'before then' },
    { flags: '--failed', help: 'only what failed' },
    { flags: '--limit <n>', help: `at most so many, 0 for all (default: ${limit})` },
    { flags: '--csv', help: 'print CSV with a header line' },
  ] as const;
}

/** What `queryOptions` were given; `now` in milliseconds since the epoch. Throws one error for all that is wrong with it. */
export function readQuery(
  options: Readonly<Record<string, unknown>>,
  timeZone: string,
  defaultLimit: number,
  now: number,
): { readonly query: HistoryQuery; readonly limit: number } {
  const reader = readFlags(options);
  const time = (text: string) => parseTimeArgument(text, timeZone, now);
  const since = reader.take('since', time, '0000');
  const until = reader.take('until', time, '9999');
  const user = reader.take<string | undefined>('user', (text) => text, undefined);
  const limit = reader.take('limit', parseLimit, defaultLimit);
  reader.finish();
  if (since >= until) {
    throw new LoginbellError('bad-input', `--since (${since}) is not before --until (${until})`);
  }
  const query: HistoryQuery = {
    since,
    until,
    ...(user === undefined ? {} : { user }),
    ...(options['failed'] === true ? { outcome: 'failure' as const } : {}),
  };
  return { query, limit };
}

export function formatOf(options: Readonly<Record<string, unknown>>): SignInFormat {
  return options['json'] === true ? 'json' : options['csv'] === true ? 'csv' : 'table';
}

function parseLimit(text: string): number {
  if (/^\d{1,9}$/.test(text)) return text === '0' ? Number.POSITIVE_INFINITY : Number(text);
  throw new Error(`${JSON.stringify(text)} is no count; use a whole number, 0 for all`);
}
