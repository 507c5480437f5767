import { type Athena, createAthena } from '../aws/athena/athena.ts';
import { type AthenaResult, openAthenaResult } from '../aws/athena/athenaResult.ts';
import { openAthena } from '../aws/athena/openAthena.ts';
import {
  CHECKS,
  createDatabaseStatement,
  createTableStatement,
  databaseOf,
  FIRST_DAY,
  isTableFor,
  rootOf,
  selectStatement,
  USUAL_REGIONS,
  usualTable,
} from '../aws/athena/statements.ts';
import { type TrailArchive, trailArchivesOf } from '../aws/athena/trailArchives.ts';
import { translateAwsError } from '../aws/awsErrors.ts';
import { findBucketRegion } from '../aws/s3/bucketRegion.ts';
import { openS3 } from '../aws/s3/openS3.ts';
import type { S3Span } from '../aws/s3/s3Objects.ts';
import { openS3Source, type S3Source } from '../aws/s3/s3Source.ts';
import type { S3Place } from '../aws/s3/s3Url.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import type { EventsSetting } from '../signin/events.ts';
import { type ArchiveInput, fetchedFrom, noArchive } from './archiveInput.ts';
import { type AthenaOptions, readAthenaOptions } from './athenaOptions.ts';
import {
  type AthenaPlan,
  decideWorkgroup,
  type PlannedQuery,
  planLines,
  planStatements,
  refuseTooMuch,
  whyAsk,
} from './athenaPlan.ts';
import { EXIT } from './exitCodes.ts';
import { plural } from './plural.ts';
import { mayGoOn } from './s3Input.ts';
import { isS3, listPlaces, parsePlaces } from './s3Listing.ts';
import { megabytes } from './scanSummary.ts';
import { shown, type Terminal } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

const DAY = 86_400_000;

/** What is asked of Athena. */
export type AthenaAsked = {
  readonly span: S3Span;
  readonly events: EventsSetting;
  /** Ends the query, too. */
  readonly signal: AbortSignal;
};

/**
 * Has Athena find the sign-ins at the addresses in S3 among some paths: lists them, shows the statements and what they are likely
 * to read, asks where that is much or something is made, makes what is missing, and runs the queries. What they found is read
 * like files; every filter is applied to it again. Throws a `LoginbellError` for what is wrong and for what AWS refuses.
 */
export async function openAthenaInput(
  paths: readonly string[],
  { span, events, signal }: AthenaAsked,
  options: Readonly<Record<string, unknown>>,
  { terminal, environment, clock }: VerbContext,
): Promise<ArchiveInput> {
  const asked = readAthenaOptions(options);
  const local = paths.filter((path) => !isS3(path));
  const places = checkedPlaces(paths);
  if (events === 'AllSignInsAndTampering') {
    throw new LoginbellError(
      'bad-input',
      '--engine athena finds sign-ins only, since changes are told from other events by the reader; add --events AllSignIns, or leave --engine away',
    );
  }
  const s3 = openS3(environment);
  const opened: { close(): unknown }[] = [{ close: () => s3.destroy() }];
  const close = async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  };
  try {
    const { found, requests, passedOver } = await listPlaces(s3, places, span, terminal);
    const archives = found.flatMap(({ place, objects }) => {
      const sorted = trailArchivesOf(place.bucket, objects);
      sayElsewhere(sorted.elsewhere.length, place, terminal);
      return sorted.archives;
    });
    const now = clock.now();
    const asking = {
      asked,
      events,
      since: span.since > '0000' ? span.since : FIRST_DAY,
      // Nothing is from after tomorrow, and a query names its last day.
      until: span.until < '9999' ? span.until : new Date(now + DAY).toISOString(),
    };
    const regions = new Map<string, readonly TrailArchive[]>();
    for (const archive of archives) {
      const region = await regionOf(archive.place.bucket, s3);
      regions.set(region, [...(regions.get(region) ?? []), archive]);
    }
    const plans: { readonly plan: AthenaPlan; readonly athena: Athena }[] = [];
    for (const [region, all] of regions) {
      const client = openAthena(region);
      opened.push({ close: () => client.destroy() });
      const athena = createAthena({ client, clock });
      plans.push({ athena, plan: await planIn(region, athena, all, asking) });
    }
    const verdict = await showPlans(
      plans.map(({ plan }) => plan),
      requests,
      options,
      terminal,
    );
    if (verdict !== undefined) {
      await close();
      return noArchive(local, verdict, passedOver);
    }
    const results: AthenaResult[] = [];
    const frozen: S3Source[] = [];
    let [files, bytes] = [0, 0];
    for (const { plan, athena } of plans) {
      await make(plan, athena, asked, signal);
      for (const one of plan.queries) {
        const end = signal.aborted ? undefined : await find(one, plan, athena, signal, terminal);
        if (end?.kind !== 'done') {
          terminal.err('Stopped: no query goes on. Athena bills what it had read by then.');
          await close();
          return noArchive(local, EXIT.stopped, passedOver);
        }
        const { archive } = one;
        const result = await openAthenaResult(athena, end.id, `${rootOf(archive)} by Athena`);
        opened.push(result);
        results.push(result);
        const unread = archive.objects.filter(({ isFrozen }) => isFrozen);
        const source = await openS3Source(s3, archive.place.bucket, unread);
        opened.push(source);
        frozen.push(source);
        files += archive.objects.length - unread.length;
        bytes += end.bytesRead;
      }
    }
    return {
      local,
      passedOver,
      exitCode: undefined,
      fetched: fetchedFrom([...results, ...frozen]),
      beside: () => ({
        files: results.reduce((sum, { pages }) => sum - pages.files, files),
        bytes: results.reduce((sum, { pages }) => sum - pages.bytes, bytes),
      }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function checkedPlaces(paths: readonly string[]): readonly S3Place[] {
  const urls = paths.filter(isS3);
  if (urls.length === 0) {
    throw new LoginbellError(
      'bad-input',
      '--engine athena reads archives in S3; name one as s3://bucket/prefix, or leave --engine away',
    );
  }
  const places = parsePlaces(urls);
  for (const { bucket, prefix } of places) {
    const [, region] = /^((?:.*\/)?AWSLogs\/.*\/CloudTrail\/[^/]+\/)./s.exec(prefix) ?? [];
    if (region === undefined) continue;
    throw new LoginbellError(
      'bad-input',
      `s3://${bucket}/${prefix} names days; for --engine athena write s3://${bucket}/${region}, and the days as --since and --until`,
    );
  }
  return places;
}

function sayElsewhere(count: number, { bucket, prefix }: S3Place, terminal: Terminal): void {
  if (count === 0) return;
  terminal.err(
    `${plural(count, 'object')} of ${shown(`s3://${bucket}/${prefix}`)} stand outside AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/, where Athena does not look: leave --engine away to have them read`,
  );
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

/** Shows what is to be done, and finds out whether to: otherwise returns the exit code to end with. */
async function showPlans(
  plans: readonly AthenaPlan[],
  requests: number,
  options: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<number | undefined> {
  const isDryRun = options['dryRun'] === true;
  const print = isDryRun ? terminal.out : terminal.err;
  for (const plan of plans) {
    for (const statement of planStatements(plan)) print(`${statement}\n`);
    const listed = plan === plans[0] ? requests : 0;
    for (const line of planLines(plan, listed)) terminal.err(shown(line, 400));
  }
  if (isDryRun) return EXIT.ok;
  const why = whyAsk(plans);
  if (why === undefined) return undefined;
  return (await mayGoOn(why, options, terminal)) ? undefined : EXIT.declined;
}

async function make(
  { workgroup, makesWorkgroup, output, queries }: AthenaPlan,
  athena: Athena,
  asked: AthenaOptions,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  if (makesWorkgroup) await athena.createWorkgroup(workgroup, asked.output, asked.limit);
  for (const { definition, makesDatabase, makesTable } of queries) {
    const run = { workgroup, output, signal };
    if (makesDatabase) await athena.run(createDatabaseStatement(definition.table), run);
    if (makesTable) await athena.run(createTableStatement(definition), run);
  }
}

async function find(
  { query, archive }: PlannedQuery,
  { workgroup, output }: AthenaPlan,
  athena: Athena,
  signal: AbortSignal,
  terminal: Terminal,
) {
  const name = shown(rootOf(archive));
  const end = await athena.run(selectStatement(query), {
    workgroup,
    output,
    signal,
    onProgress: (bytes) => terminal.progress(`Athena reads ${name}: ${megabytes(bytes)}`),
  });
  terminal.progress('');
  return end;
}
