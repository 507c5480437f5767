import { AWS_OPTIONS, STACK_OPTION } from '../awsOptions.ts';
import { defineVerb } from '../defineVerb.ts';
import { CHANNEL_OPTIONS, LOCAL_OPTIONS } from '../options.ts';

/** `loginbell letter`: what the last days came to. */
export const letterVerb = defineVerb({
  name: 'letter',
  summary:
    'sum up the last week: who signed in, what was new, what was silent; also when nothing was',
  options: [
    { flags: '--send', help: 'send it by the channels instead of printing it' },
    { flags: '--days <n>', help: 'how many days (default: 7)' },
    { flags: '--aws', help: 'of the installation on AWS, not of this machine' },
    ...AWS_OPTIONS.filter(({ flags }) => flags !== '--json'),
    STACK_OPTION,
    ...CHANNEL_OPTIONS,
    ...LOCAL_OPTIONS,
  ],
  notes: `Silence is ambiguous: no mail may mean no sign-in, or nobody listening. The letter says which, and what changed since the
week before.

Examples:
  loginbell letter                  of this machine's journal, printed
  loginbell letter --send           by mail or channel; in a timer (cron, systemd) it comes every week
  loginbell letter --aws --days 30  of the installation on AWS, a month`,
  run: async ({ options }, context) => (await import('../letter.ts')).writeLetter(options, context),
});
