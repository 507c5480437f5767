import { ACTING_OPTIONS } from '../awsOptions.ts';
import { defineVerb } from '../defineVerb.ts';
import { PARAMETER_OPTIONS } from '../deployOptions.ts';

/** `loginbell deploy`: installs or updates. */
export const deployVerb = defineVerb({
  name: 'deploy',
  summary: 'install loginbell in an AWS account, or update it',
  options: [
    ...PARAMETER_OPTIONS,
    { flags: '--no-email', help: 'subscribe nobody; you add people to the topic yourself' },
    {
      flags: '--log-group <name>',
      help: 'listen to this log group instead of looking for a trail',
    },
    { flags: '--new-trail', help: 'make a trail even where one fits' },
    { flags: '--safety-net', help: 'also deploy the hourly check' },
    {
      flags: '--fast-path',
      help: 'also hear of sign-ins within seconds, by EventBridge, where they are recorded',
    },
    { flags: '--no-fast-path', help: 'take the fast path away, in every region' },
    {
      flags: '--fast-regions <list>',
      help: 'the regions of the fast path, or all; home is always one (default: those that have it, or else us-east-1, us-east-2, eu-north-1 and ap-southeast-2)',
    },
    ...ACTING_OPTIONS,
  ],
  notes: `Examples:
  loginbell deploy --email you@example.com                 install, with the trail that is there or a new one
  loginbell deploy --email you@example.com --dry-run       only show what would be done
  loginbell deploy --events AllSignInsAndTampering --yes   change a setting of what is installed
  loginbell deploy --safety-net                            add the hourly check
  loginbell deploy --fast-path                             hear of sign-ins within seconds

Run again, it updates what changed and leaves the rest, also settings you do not name.`,
  run: async ({ options }, context) => (await import('../deploy.ts')).runDeploy(options, context),
});
