import { type Athena, createAthena } from '../aws/athena/athena.ts';
import { openAthena } from '../aws/athena/openAthena.ts';
import {
  CHECKS,
  databaseOf,
  isTableFor,
  rootOf,
  USUAL_REGIONS,
  usualTable,
} from '../aws/athena/statements.ts';
import type { TrailArchive } from '../aws/athena/trailArchives.ts';
import { translateAwsError } from '../aws/awsErrors.ts';
import { findBucketRegion } from '../aws/s3/bucketRegion.ts';
import type { openS3 } from '../aws/s3/openS3.ts';
import type { S3Span } from '../aws/s3/s3Objects.ts';
import type { Clock } from '../bell/ports.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import type { AthenaOptions } from './athenaOptions.ts';
import {
  type AthenaPlan,
  decideWorkgroup,
  type PlannedQuery,
  refuseTooMuch,
} from './athenaPlan.ts';

const DAY = 86_400_000;
/** Before all records. */
const EVER = '1970-01-01T00:00:00.000Z';

/** What is to be closed at the end. */
export type Opened = { close(): unknown };

/** What is to be done in one region, and Athena there. */
export type PlannedRegion = { readonly plan: AthenaPlan; readonly athena: Athena };

/**
 * Looks at what is there, and plans a query for each archive, in the region where it stands. Changes nothing. Throws a
 * `LoginbellError` that says what would do.
 */
export async function planAthena(
  archives: readonly TrailArchive[],
  { asked, events, span }: Pick<Asking, 'asked' | 'events'> & { readonly span: S3Span },
  {
    s3,
    clock,
    opened,
  }: {
    readonly s3: ReturnType<typeof openS3>;
    readonly clock: Clock;
    readonly opened: Opened[];
  },
): Promise<readonly PlannedRegion[]> {
  const asking = {
    asked,
    events,
    since: span.since > '0000' ? span.since : EVER,
    // Nothing is from after tomorrow, and a query names its last day.
    until: span.until < '9999' ? span.until : new Date(clock.now() + DAY).toISOString(),
  };
  const regions = new Map<string, readonly TrailArchive[]>();
  for (const archive of archives) {
    const region = await regionOf(archive.place.bucket, s3);
    regions.set(region, [...(regions.get(region) ?? []), archive]);
  }
  const plans: PlannedRegion[] = [];
  for (const [region, all] of regions) {
    const client = openAthena(region);
    opened.push({ close: () => client.destroy() });
    const athena = createAthena({ client, clock });
    plans.push({ athena, plan: await planIn(region, athena, all, asking) });
  }
  return plans;
}

/** A query of another region would pay for the way between. */
async function regionOf(bucket: string, s3: ReturnType<typeof openS3>): Promise<string> {
  try {
    return (await findBucketRegion(s3, bucket)) ?? (await s3.config.region());
  } catch (error) {
    throw translateAwsError(error);
  }
}

type Asking = {
  readonly asked: AthenaOptions;
  readonly events: 'ConsoleLogin' | 'AllSignIns';
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly until: string;
};

async function planIn(
  region: string,
  athena: Athena,
  archives: readonly TrailArchive[],
  { asked, events, since, until }: Asking,
): Promise<AthenaPlan> {
  if (asked.table !== undefined && archives.length > 1) {
    throw new LoginbellError(
      'bad-input',
      `--athena-table is one table, and these are ${archives.length} archives (${archives.map(rootOf).join(', ')}); leave it away, or name one of them`,
    );
  }
  const workgroup = await athena.findWorkgroup(asked.workgroup);
  const decided = decideWorkgroup(workgroup, asked);
  // Of a workgroup that is not there nothing can be asked.
  const looker = decided.makesWorkgroup ? 'primary' : decided.workgroup;
  const queries: PlannedQuery[] = [];
  for (const archive of archives) {
    refuseTooMuch(archive, asked.limit, '--athena-limit');
    if (workgroup?.limit !== undefined) {
      refuseTooMuch(archive, workgroup.limit, `the workgroup ${workgroup.name}`);
    }
    const { place, organization, accounts } = archive;
    try {
      CHECKS.prefix(place.prefix);
    } catch (error) {
      throw new LoginbellError('bad-input', reasonOf(error));
    }
    // Those that are usual as well, so that another span finds the same table.
    const regions = [...new Set([...USUAL_REGIONS, ...archive.regions])].sort();
    const projected = { place, organization, accounts, regions };
    const table = asked.table ?? usualTable(projected);
    const definition = { ...projected, since, until, events, table };
    const query = { ...definition, regions: archive.regions, firstDay: archive.firstDay };
    const hasDatabase = await athena.hasDatabase(databaseOf(table), looker);
    const properties = hasDatabase ? await athena.findTable(table, looker) : undefined;
    if (properties !== undefined && !isTableFor(query, properties)) {
      throw new LoginbellError(
        'bad-input',
        `the table ${table} is of another archive, or of other accounts or regions; name another with --athena-table, or leave it away`,
      );
    }
    queries.push({
      archive,
      definition,
      query,
      makesDatabase: !hasDatabase,
      makesTable: properties === undefined,
    });
  }
  return { region, ...decided, queries };
}
