import { SCHEMES } from '../../local/channels/schemes.ts';
import { SETTINGS } from '../../settings.ts';
import { defineVerb } from '../defineVerb.ts';
import { CHANNEL_OPTIONS, eventsOption, LOCAL_OPTIONS, MACHINE } from '../options.ts';

/** `loginbell watch`: listens for good. */
export const watchVerb = defineVerb({
  name: 'watch',
  summary: 'listen for good, and tell every sign-in; nothing needs to be installed in the account',
  argument: {
    syntax: '[folders...]',
    help: 'folders, or s3://bucket/prefix, into which CloudTrail files come',
  },
  options: [
    {
      flags: '--aws',
      help: "CloudTrail's event history (the default where nothing else is named)",
    },
    { flags: '--regions <names>', help: 'only these regions, separated by commas (default: all)' },
    {
      flags: '--queue <url>',
      help: 'an SQS queue that records, or notices of objects in S3, are put into',
      repeatable: true,
    },
    {
      flags: '--region <region>',
      help: 'where to ask which regions there are (default: AWS_REGION)',
    },
    { flags: '--profile <name>', help: 'a profile of ~/.aws/config (default: AWS_PROFILE)' },
    { flags: '--every <seconds>', help: 'between two looks at a region (default: 60)' },
    {
      flags: '--health <address>',
      help: 'serve /healthz and /metrics, for example at 127.0.0.1:9099',
    },
    { flags: '--log <format>', help: 'text or json (default: text)' },
    ...CHANNEL_OPTIONS,
    eventsOption('what rings', 'AllSignIns'),
    SETTINGS.quiet,
    MACHINE.retentionDays,
    MACHINE.networks,
    ...LOCAL_OPTIONS,
  ],
  notes: `Needs cloudtrail:LookupEvents and account:ListRegions ("loginbell iam-policy watch" prints the policy, and what buckets and queues take), no trail
and no stack. Every minute it looks at the last half hour of each region, every hour at the last six hours, after a pause at all
that it missed, up to seven days. When a region or folder is not heard for 15 minutes, you are told, once.
Channels (--notify, LOGINBELL_NOTIFY, or "notify" in loginbell.json): ${SCHEMES};
add ?only=warning or ?only=critical for less. Their addresses are secrets: keep them in the environment or in the file.

Examples:
  loginbell watch                              every region of the account whose credentials these are
  loginbell watch logs/ --health 127.0.0.1:9099   a folder into which files come
  loginbell watch s3://trail-logs              the bucket of a trail: the last two days, listed once a minute
  loginbell watch --regions us-east-1,eu-west-1   only these regions`,
  run: async ({ words, options }, context) =>
    (await import('../watch.ts')).watch(words, options, context),
});
