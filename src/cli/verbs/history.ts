import { AWS_OPTIONS, STACK_OPTION } from '../awsOptions.ts';
import { TABLE_LIMIT } from '../defaults.ts';
import { defineVerb } from '../defineVerb.ts';
import { LOCAL_OPTIONS, MACHINE } from '../options.ts';
import { FILTER_NOTES, queryOptions } from '../signInQuery.ts';

/** `loginbell history`: what the journal of this machine, or of an installation, holds. */
export const historyVerb = defineVerb({
  name: 'history',
  summary: 'show the sign-ins that the journal holds, newest first',
  options: [
    ...queryOptions(`${TABLE_LIMIT}`, '--in-region'),
    {
      flags: '--aws',
      help: 'ask the installation on AWS, as --stack, --suffix, --region and --profile do',
    },
    ...AWS_OPTIONS.filter(({ flags }) => flags !== '--json'),
    STACK_OPTION,
    MACHINE.networks,
    ...LOCAL_OPTIONS,
  ],
  notes: `Examples:
  loginbell history                               the newest 50 sign-ins
  loginbell history --user alice --since 30d      what alice did in the last 30 days
  loginbell history --failed --since 2026-11-01   failures since a day
  loginbell history --limit 0 --csv > all.csv     everything, for a spreadsheet
  loginbell history --aws --since 7d              of the installation on AWS, not of this machine
${FILTER_NOTES}`,
  run: async ({ options }, context) =>
    (await import('../history.ts')).showHistory(options, context),
});
