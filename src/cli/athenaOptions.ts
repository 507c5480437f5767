import { CHECKS } from '../aws/athena/statements.ts';
import { parseS3Url, s3Url } from '../aws/s3/s3Url.ts';
import { LIMIT_GB } from './engineOptions.ts';
import { flagOf, readFlags } from './readFlags.ts';

/** Who reads addresses in S3: this machine, or Athena where they stand. */
export const ENGINES = ['files', 'athena'] as const;
export type Engine = (typeof ENGINES)[number];

/** How Athena is to work. All of it is checked. */
export type AthenaOptions = {
  readonly workgroup: string;
  /** `s3://bucket/prefix/` for results. */
  readonly output: string | undefined;
  /** `database.table` */
  readonly table: string | undefined;
  /** Most bytes that a query may read. */
  readonly limit: number;
};

/** What means nothing to another engine, and must not be taken for done. */
const ONLY_ATHENA = ['athenaWorkgroup', 'athenaOutput', 'athenaTable', 'athenaLimit', 'dryRun'];

/** Reads `--engine`. Throws a `bad-config` error for another word, and for options that need Athena. */
export function readEngine(options: Readonly<Record<string, unknown>>): Engine {
  const reader = readFlags(options);
  const engine = reader.take('engine', parseEngine, 'files');
  const given = ONLY_ATHENA.filter((key) => options[key] !== undefined);
  if (engine !== 'athena') {
    for (const key of given) reader.reject(`${flagOf(key)}: it needs --engine athena`);
  }
  reader.finish();
  return engine;
}

/** Reads what `ENGINE_OPTIONS` were given. Throws one error for all that is wrong with it. */
export function readAthenaOptions(options: Readonly<Record<string, unknown>>): AthenaOptions {
  const reader = readFlags(options);
  const read = {
    workgroup: reader.take('athenaWorkgroup', CHECKS.workgroup, 'primary'),
    output: reader.take<string | undefined>('athenaOutput', parseOutput, undefined),
    table: reader.take<string | undefined>('athenaTable', CHECKS.tableOfDatabase, undefined),
    limit: reader.take('athenaLimit', parseLimit, LIMIT_GB * 1e9),
  };
  reader.finish();
  return read;
}

function parseEngine(text: string): Engine {
  const found = ENGINES.find((one) => one === text);
  if (found !== undefined) return found;
  throw new Error(`unknown ${JSON.stringify(text.slice(0, 40))}; use ${ENGINES.join(' or ')}`);
}

function parseOutput(text: string): string {
  const place = parseS3Url(text);
  const prefix = CHECKS.prefix(place.prefix);
  return s3Url(place, prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`);
}

function parseLimit(text: string): number {
  if (/^\d{1,7}(\.\d{1,2})?$/.test(text) && Number(text) >= 0.01) return Number(text) * 1e9;
  throw new Error(
    `${JSON.stringify(text.slice(0, 40))} is no number of gigabytes; use one such as 50 (at least 0.01)`,
  );
}
