import { AWS_OPTIONS, STACK_OPTION } from '../awsOptions.ts';
import { defineVerb } from '../defineVerb.ts';
import { ENGINE_OPTIONS } from '../engineOptions.ts';
import { eventsOption, LOCAL_OPTIONS, MACHINE } from '../options.ts';
import { FILTER_NOTES, queryOptions } from '../signInQuery.ts';

/** What a page has no use for. */
const NOT_HERE = ['--output', '--json', '--csv'];

/** `loginbell report`: sign-ins as one page to look at. */
export const reportVerb = defineVerb({
  name: 'report',
  summary: 'write one HTML file to look at: who, from where, when, what stands out',
  argument: {
    syntax: '[paths...]',
    help: 'CloudTrail files or folders; none: the journal of this machine',
  },
  options: [
    { flags: '--out <file>', help: 'where to write it (default: loginbell-report.html)' },
    { flags: '--force', help: 'overwrite the file' },
    eventsOption('what counts', 'ConsoleLogin'),
    ...queryOptions('all; 100,000 in the list', '--in-region').filter(
      ({ flags }) => !NOT_HERE.some((one) => flags === one || flags.startsWith(`${one} `)),
    ),
    {
      flags: '--yes',
      help: 'read more than 1 USD or 10 GB of S3, or have Athena make things, without asking',
    },
    ...ENGINE_OPTIONS,
    { flags: '--threads <n>', help: "threads that read (default: the machine's cores)" },
    { flags: '--aws', help: 'of the installation on AWS' },
    ...AWS_OPTIONS.filter(({ flags }) => flags !== '--json'),
    STACK_OPTION,
    MACHINE.networks,
    ...LOCAL_OPTIONS,
  ],
  notes: `The file asks for nothing from anywhere: it can be mailed, printed and kept.

Examples:
  loginbell report logs/ --since 90d --out quarter.html   of files
  loginbell report                                        of the journal of this machine
  loginbell report --aws --since 30d                      of the installation on AWS
${FILTER_NOTES}`,
  run: async ({ words, options }, context) =>
    (await import('../report.ts')).writeReport(words, options, context),
});
