import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Aws } from '../aws/openAws.ts';
import { EMPTY_REPORT } from '../installation/archiveRecords.ts';
import { openBackfillProgress } from '../local/backfillProgress.ts';
import { parseRegions } from '../settings.ts';
import { approvePlan } from './approvePlan.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { planBackfill } from './backfillPlan.ts';
import { type BackfillRun, finishBackfill, takeInRegions } from './backfillRegions.ts';
import { type BackfillTarget, openBackfillTarget } from './backfillTarget.ts';
import { MOST_DAYS } from './defaults.ts';
import { EXIT } from './exitCodes.ts';
import { type LocalSettings, loadLocalSettings } from './localSettings.ts';
import { readFlags } from './readFlags.ts';
import { printableJson } from './terminal.ts';
import { parseTimeArgument } from './timeArgument.ts';
import type { VerbContext } from './verbContext.ts';

const DAY = 86_400_000;

/** `loginbell backfill`: the last days from CloudTrail's event history into the journal, without ringing. */
export async function backfill(
  aws: Aws,
  common: AwsVerbOptions,
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const { terminal, clock } = context;
  const settings = loadLocalSettings(options, context.environment, { events: 'ConsoleLogin' });
  const { days, until, regions: named } = readOptions(options, settings, clock.now());
  const target = await openBackfillTarget(aws, common, options, { settings, clock });
  try {
    const end = Math.min(clock.now(), until ?? target.listensSince ?? clock.now());
    const span = { since: startOf(clock.now() - days * DAY), until: end };
    if (span.since > span.until) {
      if (common.json) terminal.out(printableJson({ ...EMPTY_REPORT, regions: [] }));
      else terminal.out(nothingToDo(target, days));
      return EXIT.ok;
    }
    const { loadRegions } = await import('../aws/regions.ts');
    const regions = named ?? (await loadRegions(await aws.account(), '--regions'));
    const run: BackfillRun = {
      span,
      regions,
      target,
      progress: openBackfillProgress(progressFile(settings, target), target.events),
      clock,
    };
    const approval = await approvePlan(planBackfill(run), common, terminal);
    if (!approval.act) return approval.exitCode;
    return finishBackfill(await takeInRegions(aws, run, terminal), run, common, terminal);
  } finally {
    target.close();
  }
}

function readOptions(
  options: Readonly<Record<string, unknown>>,
  { notice }: LocalSettings,
  now: number,
) {
  const reader = readFlags(options);
  const parseTime = (text: string) => Date.parse(parseTimeArgument(text, notice.timeZone, now)) - 1;
  const read = {
    days: reader.take('days', parseDays, MOST_DAYS),
    until: reader.take<number | undefined>('until', parseTime, undefined),
    regions: reader.take<string[] | undefined>('regions', parseRegions, undefined),
  };
  reader.finish();
  return read;
}

function parseDays(text: string): number {
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= MOST_DAYS) return days;
  throw new Error(
    `${JSON.stringify(text)} is no number of days from 1 to ${MOST_DAYS}; CloudTrail's event history reaches no further back`,
  );
}

/** CloudTrail keeps time in whole seconds. */
function startOf(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

function nothingToDo({ name }: BackfillTarget, days: number): string {
  return `Nothing to take in: the last ${days} days all lie after ${name} began to listen. To take in times after that, name an end with --until.`;
}

/** One file for each target, so that backfills of several do not forget each other. */
function progressFile({ data }: LocalSettings, { id }: BackfillTarget): string {
  const key = createHash('sha256').update(id).digest('hex').slice(0, 12);
  return join(data, `backfill-${key}.json`);
}
