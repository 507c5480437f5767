import type { Workgroup } from '../aws/athena/athena.ts';
import {
  type AthenaQuery,
  createDatabaseStatement,
  createTableStatement,
  databaseOf,
  rootOf,
  selectStatement,
} from '../aws/athena/statements.ts';
import type { TrailArchive } from '../aws/athena/trailArchives.ts';
import { LoginbellError } from '../errors.ts';
import type { AthenaOptions } from './athenaOptions.ts';
import { plural } from './plural.ts';
import { ASK_PAST, PRICES } from './s3Input.ts';
import { megabytes } from './scanSummary.ts';

/** One query, and what must be there for it. */
export type PlannedQuery = {
  readonly archive: TrailArchive;
  /** The table as it is made. */
  readonly definition: AthenaQuery;
  /** What is asked of it. */
  readonly query: AthenaQuery;
  readonly makesDatabase: boolean;
  readonly makesTable: boolean;
};

/** What Athena is about to do in one region. */
export type AthenaPlan = {
  readonly region: string;
  readonly workgroup: string;
  readonly makesWorkgroup: boolean;
  /** `s3://…` for each result, where the workgroup has no place. */
  readonly output: string | undefined;
  readonly queries: readonly PlannedQuery[];
};

/** US dollars a byte that is read, and what is billed at the least. Source: the price list of Athena, us-east-1. */
const PRICE = { byte: 5e-12, leastBytes: 10e6 } as const;

/** Where results go and whether the workgroup must be made. Throws a `bad-input` error that says what would do. */
export function decideWorkgroup(
  found: Workgroup | undefined,
  { workgroup, output }: AthenaOptions,
): Pick<AthenaPlan, 'workgroup' | 'makesWorkgroup' | 'output'> {
  const refuse = (reason: string) =>
    new LoginbellError('bad-input', `the workgroup ${workgroup} ${reason}`);
  if (found === undefined) return { workgroup, makesWorkgroup: true, output: undefined };
  if (!found.isEnabled) throw refuse('is switched off; name another with --athena-workgroup');
  if (output !== undefined && found.isEnforced) {
    throw refuse('has its own place for results and bears no other; leave --athena-output away');
  }
  if (output === undefined && found.output === undefined && !found.keepsResults) {
    throw refuse(
      'has no place for results; name one with --athena-output s3://bucket/prefix, or add --athena-workgroup loginbell, which is made and keeps them itself',
    );
  }
  return { workgroup, makesWorkgroup: false, output };
}

/** Throws a `bad-input` error for a query that would read more than it may. */
export function refuseTooMuch(archive: TrailArchive, limit: number, whose: string): void {
  const bytes = bytesOf(archive);
  if (bytes <= limit) return;
  throw new LoginbellError(
    'bad-input',
    `${rootOf(archive)} holds ${megabytes(bytes)} of that time, and ${whose} lets a query read ${megabytes(limit)}; narrow it with --since, --until, --account and --region, or raise the limit`,
  );
}

/** The statements of a plan in their order, each with what it is for. */
export function planStatements({ queries }: AthenaPlan): readonly string[] {
  const databases = new Set(
    queries.filter(({ makesDatabase }) => makesDatabase).map(({ query }) => query.table),
  );
  return [
    ...[...databases]
      .slice(0, 1)
      .map((table) => `-- The database, once.\n${createDatabaseStatement(table)};`),
    ...queries.flatMap(({ definition, query, makesTable, archive }) => [
      ...(makesTable
        ? [
            `-- The table, once: nothing is read, nothing is copied.\n${createTableStatement(definition)};`,
          ]
        : []),
      `-- The sign-ins of ${rootOf(archive)}\n${selectStatement(query)};`,
    ]),
  ];
}

/** What a plan comes to, in lines for people. Nothing in them is cleaned yet. */
export function planLines(plan: AthenaPlan, listRequests: number): readonly string[] {
  const { region, workgroup, queries } = plan;
  const listing = listRequests * PRICES.list;
  const frozen = queries.flatMap(({ archive }) => archive.objects.filter((one) => one.isFrozen));
  const makes = madeBy(plan);
  return [
    ...queries.map(({ archive }) => {
      const count = plural(archive.objects.length, 'object');
      return `Athena in ${region} (workgroup ${workgroup}) is likely to read ${count}, ${megabytes(bytesOf(archive))}, of ${rootOf(archive)}`;
    }),
    `about ${(costOf(plan) + listing).toFixed(2)} USD: 5 USD a TB, 10 MB a query at the least${listing >= 0.01 ? `, and ${listing.toFixed(2)} USD for the listing` : ''}`,
    ...(frozen.length > 0
      ? [`${plural(frozen.length, 'object')} in Glacier, which Athena passes over`]
      : []),
    ...(makes.length > 0 ? [`makes ${makes.join(', ')}`] : []),
  ];
}

/** Why a person is asked; `undefined` where nobody need be. */
export function whyAsk(plans: readonly AthenaPlan[]): string | undefined {
  const usd = plans.reduce((sum, plan) => sum + costOf(plan), 0);
  const bytes = plans
    .flatMap(({ queries }) => queries)
    .reduce((sum, { archive }) => sum + bytesOf(archive), 0);
  if (usd > ASK_PAST.usd || bytes > ASK_PAST.bytes) return 'that is more than 1 USD or 10 GB';
  const makes = plans.flatMap(madeBy);
  return makes.length > 0 ? `the plan makes ${makes.join(', ')}` : undefined;
}

function madeBy({ workgroup, makesWorkgroup, queries }: AthenaPlan): readonly string[] {
  const tables = queries.filter(({ makesTable }) => makesTable).map(({ query }) => query.table);
  const databases = queries
    .filter(({ makesDatabase }) => makesDatabase)
    .map(({ query }) => databaseOf(query.table));
  return [
    ...(makesWorkgroup ? [`the workgroup ${workgroup}`] : []),
    ...[...new Set(databases)].map((name) => `the database ${name}`),
    ...tables.map((name) => `the table ${name}`),
  ];
}

function costOf({ queries }: AthenaPlan): number {
  const billed = queries.map(({ archive }) => Math.max(bytesOf(archive), PRICE.leastBytes));
  return billed.reduce((sum, bytes) => sum + bytes * PRICE.byte, 0);
}

function bytesOf({ objects }: TrailArchive): number {
  return objects.reduce((sum, { size, isFrozen }) => sum + (isFrozen ? 0 : size), 0);
}
