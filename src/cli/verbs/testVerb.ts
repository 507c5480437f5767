import { ACTING_OPTIONS, STACK_OPTION } from '../awsOptions.ts';
import { runAwsVerb } from '../awsVerb.ts';
import { STEP_PATIENCE } from '../defaults.ts';
import { defineVerb } from '../defineVerb.ts';

/** `loginbell test`: follows a synthetic sign-in to the topic. */
export const testVerb = defineVerb({
  name: 'test',
  summary: 'send a made-up sign-in through the chain, and say where it stops',
  options: [
    {
      flags: '--wait <seconds>',
      help: `how long to wait for each link (default: ${STEP_PATIENCE})`,
    },
    { flags: '--fast', help: 'through the fast path of each region that has one, at once' },
    ...ACTING_OPTIONS,
    STACK_OPTION,
  ],
  notes: `Writes a record of a sign-in that nobody made into the trail's log group, as CloudTrail does, and follows it to the
topic. The mail is marked as a test. Its row expires within a day, and counts as nobody's first sign-in from anywhere.

Examples:
  loginbell test                      show what will be sent, ask, and follow it
  loginbell test --fast               from each region of the fast path, by EventBridge
  loginbell test --yes --wait 600     without asking, with ten minutes of patience for each link`,
  run: ({ options }, context) =>
    runAwsVerb(options, context, async (aws, common) =>
      options.fast === true
        ? (await import('../runFastSynthetic.ts')).runFastSynthetic(aws, common, options, context)
        : (await import('../runSynthetic.ts')).runSynthetic(aws, common, options, context),
    ),
});
