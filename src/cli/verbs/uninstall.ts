import { ACTING_OPTIONS } from '../awsOptions.ts';
import { runAwsVerb } from '../awsVerb.ts';
import { defineVerb } from '../defineVerb.ts';

/** `loginbell uninstall`: takes an installation away; history and logs stay. */
export const uninstallVerb = defineVerb({
  name: 'uninstall',
  summary: 'take loginbell out of an AWS account; history and logs stay',
  options: [
    { flags: '--keep-trail', help: 'leave the trail that deploy made' },
    { flags: '--discard-letters', help: 'even though events wait that nobody was told of' },
    ...ACTING_OPTIONS,
  ],
  notes: `Examples:
  loginbell uninstall --dry-run       what would go, and what would stay
  loginbell uninstall                 shows that, and asks
  loginbell uninstall --keep-trail    leaves the trail that deploy made

Where events wait in the dead-letter queue it stops: "loginbell redrive" tells them first.
The history, the logs and the bucket stay; the commands that remove them are printed at the end.`,
  run: ({ options }, context) =>
    runAwsVerb(options, context, async (aws, common) =>
      (await import('../uninstall.ts')).uninstall(
        {
          keepTrail: options.keepTrail === true,
          discardLetters: options.discardLetters === true,
        },
        aws,
        common,
        context,
      ),
    ),
});
