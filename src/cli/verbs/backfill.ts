import { ACTING_OPTIONS, STACK_OPTION } from '../awsOptions.ts';
import { runAwsVerb } from '../awsVerb.ts';
import { MOST_DAYS } from '../defaults.ts';
import { defineVerb } from '../defineVerb.ts';

/** `loginbell backfill`: takes in the past from CloudTrail's event history. */
export const backfillVerb = defineVerb({
  name: 'backfill',
  summary: "take in the sign-ins of the last days from CloudTrail's event history, silently",
  options: [
    { flags: '--days <n>', help: `how far back, 1 to ${MOST_DAYS} (default: ${MOST_DAYS})` },
    {
      flags: '--until <time>',
      help: 'up to when (default: when the installation began to listen)',
    },
    { flags: '--regions <names>', help: 'only these regions, separated by commas (default: all)' },
    {
      flags: '--local',
      help: 'into the journal of this machine (so it is too where there is no stack and none is named)',
    },
    {
      flags: '--events <setting>',
      help: "what is taken in (default: the installation's setting; on one machine ConsoleLogin)",
    },
    {
      flags: '--data <folder>',
      help: 'where the journal and the progress are kept (default: .loginbell)',
    },
    {
      flags: '--from <file>',
      help: 'instead: the rows of another table, as "aws dynamodb scan" prints them',
    },
    ...ACTING_OPTIONS,
    STACK_OPTION,
  ],
  notes: `Asks CloudTrail's event history of every region that is switched on, two requests a second each, and takes in every
sign-in that is not known yet. Nobody is told. It ends where the installation began: what came later is loginbell's to
tell. Stopped at any moment and run again it goes on where it was.

Examples:
  loginbell backfill                     90 days into the installation's table, or, where there is none, into
                                         the journal of this machine
  loginbell backfill --local --days 30   30 days into the journal of this machine
  loginbell backfill --from history.json  the history of the article's table, or of another installation
  loginbell backfill --until 2026-11-23  also what came after the installation, up to then: of what it had not
                                         told yet nobody will be told`,
  run: ({ options }, context) =>
    runAwsVerb(options, context, async (aws, common) =>
      options.from === undefined
        ? (await import('../backfill.ts')).backfill(aws, common, options, context)
        : (await import('../backfillFile.ts')).backfillFromFile(
            options.from,
            { aws, common },
            options,
            context,
          ),
    ),
});
