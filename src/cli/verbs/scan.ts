import { SETTINGS } from '../../settings.ts';
import { TABLE_LIMIT } from '../defaults.ts';
import { defineVerb } from '../defineVerb.ts';
import { ENGINE_OPTIONS } from '../engineOptions.ts';
import { eventsOption, MACHINE } from '../options.ts';
import { FILTER_NOTES, queryOptions } from '../signInQuery.ts';

/** `loginbell scan`: finds the sign-ins in archives of any size. */
export const scanVerb = defineVerb({
  name: 'scan',
  summary: 'find the sign-ins in CloudTrail archives of any size',
  argument: {
    syntax: '<paths...>',
    help: 'files, folders, s3://bucket/prefix, or - for standard input',
  },
  options: [
    eventsOption('what counts', 'ConsoleLogin'),
    ...queryOptions(`${TABLE_LIMIT} in a table, otherwise all`, '--region'),
    { flags: '--raw', help: 'with JSON: each record as it is, with its file and line' },
    MACHINE.networks,
    SETTINGS.accountNames,
    {
      flags: '--yes',
      help: 'read more than 1 USD or 10 GB of S3, or have Athena make things, without asking',
    },
    ...ENGINE_OPTIONS,
    { flags: '--dry-run', help: 'with --engine athena: print the statements and stop' },
    { flags: '--threads <n>', help: "threads that read (default: the machine's cores)" },
    SETTINGS.timeZone,
  ],
  notes: `Paths may be s3://bucket/prefix; what that costs is said first.

Examples:
  loginbell scan cloudtrail-logs/                  every sign-in in a folder synced from the bucket
  loginbell scan logs/ --user alice --since 90d    what alice did in the last 90 days
  loginbell scan logs/ --csv > all.csv             everything, for a spreadsheet
  loginbell scan logs/ --ip 198.51.100.0/24 --failed   who was refused from there
  loginbell scan logs/ --events AllSignIns --json  one JSON object a line, for jq
  loginbell scan s3://trail-logs --since 365d --engine athena --dry-run   what Athena would be asked, and its price
${FILTER_NOTES}
Nothing is stored and nobody is told: "loginbell ring" does that.`,
  run: async ({ words, options }, context) =>
    (await import('../scan.ts')).scanPaths(words, options, context),
});
