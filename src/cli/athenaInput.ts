import type { Athena } from '../aws/athena/athena.ts';
import { type AthenaResult, openAthenaResult } from '../aws/athena/athenaResult.ts';
import {
  createDatabaseStatement,
  createTableStatement,
  rootOf,
  selectStatement,
} from '../aws/athena/statements.ts';
import { trailArchivesOf } from '../aws/athena/trailArchives.ts';
import { openS3 } from '../aws/s3/openS3.ts';
import type { S3Span } from '../aws/s3/s3Objects.ts';
import { openS3Source, type S3Source } from '../aws/s3/s3Source.ts';
import type { S3Place } from '../aws/s3/s3Url.ts';
import { LoginbellError } from '../errors.ts';
import type { EventsSetting } from '../signin/events.ts';
import { type ArchiveInput, fetchedFrom, noArchive } from './archiveInput.ts';
import { type AthenaOptions, readAthenaOptions } from './athenaOptions.ts';
import {
  type AthenaPlan,
  type PlannedQuery,
  planLines,
  planStatements,
  whyAsk,
} from './athenaPlan.ts';
import { EXIT } from './exitCodes.ts';
import { type Opened, type PlannedRegion, planAthena } from './planAthena.ts';
import { plural } from './plural.ts';
import { mayGoOn } from './s3Input.ts';
import { isS3, listPlaces, parsePlaces } from './s3Listing.ts';
import { megabytes } from './scanSummary.ts';
import { shown, type Terminal } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

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
  const opened: Opened[] = [{ close: () => s3.destroy() }];
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
    const plans = await planAthena(archives, { asked, events, span }, { s3, clock, opened });
    const shownPlans = plans.map(({ plan }) => plan);
    const verdict = signal.aborted
      ? EXIT.stopped
      : await showPlans(shownPlans, requests, options, terminal);
    if (verdict !== undefined) {
      await close();
      return noArchive(local, verdict, passedOver);
    }
    const read = await runPlans(plans, { s3, asked, signal, opened }, terminal);
    if (read === undefined) {
      terminal.err('Stopped: no query goes on. Athena bills what it had read by then.');
      await close();
      return noArchive(local, EXIT.stopped, passedOver);
    }
    return { local, passedOver, exitCode: undefined, ...read, close };
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
    `Athena does not look outside AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/, and passes over ${plural(count, 'object')} of ${shown(`s3://${bucket}/${prefix}`)}; leave --engine away to read everything`,
  );
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

/** Makes what is missing and runs the queries; `undefined` where it was stopped. */
async function runPlans(
  plans: readonly PlannedRegion[],
  {
    s3,
    asked,
    signal,
    opened,
  }: {
    readonly s3: ReturnType<typeof openS3>;
    readonly asked: AthenaOptions;
    readonly signal: AbortSignal;
    /** To be closed once all is read. */
    readonly opened: Opened[];
  },
  terminal: Terminal,
): Promise<Pick<Required<ArchiveInput>, 'fetched' | 'beside'> | undefined> {
  const results: AthenaResult[] = [];
  const frozen: S3Source[] = [];
  let [files, bytes] = [0, 0];
  for (const { plan, athena } of plans) {
    await make(plan, athena, asked, signal);
    for (const one of plan.queries) {
      const end = await find(one, plan, athena, signal, terminal);
      if (end.kind === 'stopped') return undefined;
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
    fetched: fetchedFrom([...results, ...frozen]),
    beside: () => ({
      files: results.reduce((sum, { pages }) => sum - pages.files, files),
      bytes: results.reduce((sum, { pages }) => sum - pages.bytes, bytes),
    }),
  };
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
