import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Aws } from '../aws/openAws.ts';
import { EMPTY_REPORT } from '../installation/archiveRecords.ts';
import { openBackfillProgress } from '../local/backfillProgress.ts';
import { approvePlan } from './approvePlan.ts';
import { type AwsVerbOptions, addActingOptions } from './awsOptions.ts';
import { runAwsVerb } from './awsVerb.ts';
import { planBackfill } from './backfillPlan.ts';
import { type BackfillRun, finishBackfill, takeInRegions } from './backfillRegions.ts';
import { type BackfillTarget, openBackfillTarget } from './backfillTarget.ts';
import { EXIT } from './exitCodes.ts';
import { addStackOption } from './installationOptions.ts';
import { type LocalSettings, loadLocalSettings } from './localSettings.ts';
import type { VerbContext } from './program.ts';
import { readFlags } from './readFlags.ts';
import { printableJson } from './terminal.ts';
import { parseTimeArgument } from './timeArgument.ts';

const DAY = 86_400_000;
/** CloudTrail's event history reaches back so far. */
const MOST_DAYS = 90;

const EXAMPLES = `
Asks CloudTrail's event history of every region that is switched on, two requests a second each, and takes in every
sign-in that is not known yet. Nobody is told. It ends where the installation began: what came later is loginbell's to
tell. Stopped at any moment and run again it goes on where it was.

Examples:
  loginbell backfill                     90 days into the installation's table, or, where there is none, into
                                         the journal of this machine
  loginbell backfill --local --days 30   30 days into the journal of this machine
  loginbell backfill --until 2026-11-23  also what came after the installation, up to then: of what it had not
                                         told yet nobody will be told`;

/** `loginbell backfill`: the last days from CloudTrail's event history into the journal, without ringing. */
export function addBackfillVerb(program: Command, context: VerbContext): void {
  const command = program
    .command('backfill')
    .description("take in the sign-ins of the last days from CloudTrail's event history, silently")
    .option('--days <n>', `how far back, 1 to ${MOST_DAYS} (default: ${MOST_DAYS})`)
    .option('--until <time>', 'up to when (default: when the installation began to listen)')
    .option('--regions <names>', 'only these regions, separated by commas (default: all)')
    .option('--local', 'into the journal of this machine')
    .option('--events <setting>', "what is taken in (default: the installation's setting)")
    .option('--data <folder>', 'where the journal and the progress are kept (default: .loginbell)')
    .addHelpText('after', EXAMPLES);
  addStackOption(addActingOptions(command)).action((options: Record<string, unknown>) =>
    runAwsVerb(options, context, (aws, common) => backfill(aws, common, options, context)),
  );
}

async function backfill(
  aws: Aws,
  common: AwsVerbOptions,
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const { terminal, clock } = context;
  const settings = loadLocalSettings(options, context.environment, { events: 'ConsoleLogin' });
  const { days, until, regions: named } = await readOptions(options, settings, clock.now());
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

async function readOptions(
  options: Readonly<Record<string, unknown>>,
  { notice }: LocalSettings,
  now: number,
) {
  const { parseRegions } = await import('../aws/regions.ts');
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
