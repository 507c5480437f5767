import { SETTINGS } from '../../settings.ts';
import { defineVerb } from '../defineVerb.ts';
import { CHANNEL_OPTIONS, LOCAL_OPTIONS, MACHINE } from '../options.ts';

/** `loginbell ring`: store and tell every sign-in of the given records. */
export const ringVerb = defineVerb({
  name: 'ring',
  summary: 'store every sign-in in CloudTrail records, and send a notice of each new one',
  argument: {
    syntax: '[paths...]',
    help: 'files, folders, s3://bucket/prefix, or - for standard input',
  },
  options: [
    ...CHANNEL_OPTIONS,
    SETTINGS.events,
    SETTINGS.quiet,
    {
      flags: '--yes',
      help: 'send more than 20 mails by SMTP, or read more than 1 USD or 10 GB of S3, without asking',
    },
    { flags: '--no-notify', help: 'store without telling anybody, for good' },
    MACHINE.retentionDays,
    { flags: '--sample', help: 'where no paths are given, ring the bundled sample records' },
    { flags: '--json', help: 'print what happened as one JSON object' },
    MACHINE.networks,
    ...LOCAL_OPTIONS,
  ],
  notes: `What is older than a day is told in one notice a run; what is younger rings one by one.

Examples:
  loginbell ring cloudtrail-logs/              every log file below a folder
  loginbell ring 1234_CloudTrail_….json.gz     one file, as CloudTrail writes it
  aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=ConsoleLogin \\
    | loginbell ring -                         what the last 90 days hold, from standard input
  loginbell ring --to you@example.com logs/    by the SMTP server that LOGINBELL_SMTP_URL names`,
  run: async ({ words, options }, context) =>
    (await import('../ring.ts')).ringPaths(words, options, context),
});
