import { AWS_OPTIONS, STACK_OPTION } from '../awsOptions.ts';
import { defineVerb } from '../defineVerb.ts';
import { LOCAL_OPTIONS, MACHINE } from '../options.ts';
import { FILTER_NOTES, queryOptions } from '../signInQuery.ts';

/** What a page has no use for. */
const NOT_HERE = ['--output', '--json', '--csv', '--summary-csv'];

/** `loginbell page`: the report, served to this machine's browser and kept up to date. */
export const pageVerb = defineVerb({
  name: 'page',
  summary: 'show the page of report in the browser, and new sign-ins as they come',
  options: [
    { flags: '--port <n>', help: 'port of 127.0.0.1 to serve at (default: a free one)' },
    { flags: '--no-open', help: 'print the address, and open no browser' },
    ...queryOptions('all; 100,000 in the list', '--in-region').filter(
      ({ flags }) => !NOT_HERE.some((one) => flags === one || flags.startsWith(`${one} `)),
    ),
    { flags: '--aws', help: 'of the installation on AWS, looked at once a minute' },
    ...AWS_OPTIONS.filter(({ flags }) => flags !== '--json'),
    STACK_OPTION,
    MACHINE.networks,
    ...LOCAL_OPTIONS,
  ],
  notes: `Only this machine reaches it, and only by the address with its token. Ctrl-C ends it.

Examples:
  loginbell page                     the journal of this machine
  loginbell page --since 30d         its last 30 days
  loginbell page --no-open --port 8420   for a tunnel of your own: ssh -L 8420:127.0.0.1:8420 HOST
  loginbell page --aws --since 30d   the installation on AWS
${FILTER_NOTES}`,
  run: async ({ options }, context) => (await import('../page.ts')).showPage(options, context),
});
