import type { Command } from 'commander';
import type { HistoryQuery } from '../bell/ports.ts';
import { LoginbellError } from '../errors.ts';
import { readFlags } from './readFlags.ts';
import { parseTimeArgument } from './timeArgument.ts';

/** How sign-ins are printed. */
export type SignInFormat = 'json' | 'csv' | 'table';

/** The options of every verb that shows sign-ins, but `--json`; `limit` says how many by default. */
export function addQueryOptions(command: Command, limit: string): Command {
  return command
    .option('--user <name>', 'only this user name, session name or principal')
    .option('--since <time>', 'from then on: 2026-11-23, "2026-11-23 18:04", 24h, 7d')
    .option('--until <time>', 'before then')
    .option('--failed', 'only what failed')
    .option('--limit <n>', `at most so many, 0 for all (default: ${limit})`)
    .option('--csv', 'print CSV with a header line');
}

/** What `addQueryOptions` was given; `now` in milliseconds since the epoch. Throws one error for all that is wrong with it. */
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
