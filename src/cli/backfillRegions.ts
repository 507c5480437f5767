import type { Aws } from '../aws/openAws.ts';
import type { Clock } from '../bell/ports.ts';
import { concurrently } from '../concurrently.ts';
import { reasonOf } from '../errors.ts';
import { type ArchiveReport, EMPTY_REPORT, sumReports } from '../installation/archiveRecords.ts';
import { type LookedUp, lookUpsFor } from '../installation/lookedUp.ts';
import type { Span } from '../installation/spans.ts';
import type { BackfillProgress } from '../local/backfillProgress.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import type { BackfillTarget } from './backfillTarget.ts';
import { EXIT } from './exitCodes.ts';
import { plural } from './plural.ts';
import { printableJson, shown, type Terminal } from './terminal.ts';

/** Regions that are asked at once. */
const CONCURRENCY = 6;

/** One run of a backfill. */
export type BackfillRun = {
  readonly span: Span;
  readonly regions: readonly string[];
  readonly target: BackfillTarget;
  readonly progress: BackfillProgress;
  readonly clock: Clock;
};

/** What one region came to in this run; `failed`: why it did not come to its end. */
export type RegionResult = ArchiveReport & { readonly region: string; readonly failed?: string };

/** Takes in every region, some at once; one that fails stops no other. */
export async function takeInRegions(
  aws: Aws,
  run: BackfillRun,
  terminal: Terminal,
): Promise<readonly RegionResult[]> {
  const results = new Map<string, RegionResult>();
  const ended = new Set<string>();
  const show = () => {
    const { added, known } = [...results.values()].reduce(sumReports, EMPTY_REPORT);
    terminal.progress(
      `${ended.size} of ${run.regions.length} regions, ${plural(added, 'new sign-in')}, ${known} known`,
    );
  };
  await concurrently(run.regions, CONCURRENCY, async (region) => {
    let sum = EMPTY_REPORT;
    try {
      for await (const report of takeInRegion(aws, region, run)) {
        sum = sumReports(sum, report);
        results.set(region, { region, ...sum });
        show();
      }
      results.set(region, { region, ...sum });
    } catch (error) {
      results.set(region, { region, ...sum, failed: reasonOf(error) });
    }
    ended.add(region);
    show();
  });
  terminal.progress('');
  return run.regions.flatMap((region) => results.get(region) ?? []);
}

async function* takeInRegion(
  aws: Aws,
  region: string,
  run: BackfillRun,
): AsyncGenerator<ArchiveReport> {
  const { createEventLookup } = await import('../aws/lookupEvents.ts');
  const { backfillSpan } = await import('../installation/backfill.ts');
  const { archiveRecords } = await import('../installation/archiveRecords.ts');
  const { span, progress, clock } = run;
  const { events, archive } = run.target;
  const lookup = createEventLookup({ client: await aws.eventHistory(region), region, clock });
  for (const filter of lookUpsFor(events)) {
    const part = partOf(region, filter);
    for (const left of progress.left(part, span)) {
      const taken = backfillSpan(
        left,
        (asked) => lookup({ filter, ...asked }),
        (records) => archiveRecords(records, archive, { events, at: clock.now() }),
      );
      for await (const { covered, result } of taken) {
        progress.cover(part, covered);
        yield result;
      }
    }
  }
}

/** The parts of a backfill, of each of which the progress is kept. */
export function partsOf({ regions, target }: Pick<BackfillRun, 'regions' | 'target'>): string[] {
  const filters = lookUpsFor(target.events);
  return regions.flatMap((region) => filters.map((filter) => partOf(region, filter)));
}

function partOf(region: string, { value }: LookedUp): string {
  return `${region} ${value}`;
}

/** Says what was new and what was known, and what is left; returns the exit code. */
export function finishBackfill(
  results: readonly RegionResult[],
  run: BackfillRun,
  { json }: Pick<AwsVerbOptions, 'json'>,
  terminal: Terminal,
): number {
  const failed = results.filter((result) => result.failed !== undefined);
  const sum = results.reduce(sumReports, EMPTY_REPORT);
  if (json) terminal.out(printableJson({ ...sum, regions: results }));
  else {
    for (const { region, added, known } of results) {
      if (added + known === 0) continue;
      terminal.out(`  ${region.padEnd(16)} ${added} new, ${known} known`);
    }
    const { added, known, unreadable } = sum;
    const rest = unreadable === 0 ? '' : `, ${plural(unreadable, 'record')} that could not be read`;
    const total = `${plural(added, 'new sign-in')} in ${run.target.name}, ${known} known before${rest}.`;
    terminal.out(terminal.style.bold(total));
  }
  for (const { region, failed: reason = '' } of failed) {
    terminal.err(`${region}: ${shown(reason, 400)}`);
  }
  if (failed.length === 0) {
    run.progress.forget(partsOf(run));
    return sum.unreadable > 0 ? EXIT.unreadable : EXIT.ok;
  }
  terminal.err(
    `${plural(failed.length, 'region')} did not come to an end; run the same command again and it goes on there.`,
  );
  return EXIT.unreadable;
}
