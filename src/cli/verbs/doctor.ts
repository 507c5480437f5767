import { AWS_OPTIONS, STACK_OPTION } from '../awsOptions.ts';
import { runAwsVerb } from '../awsVerb.ts';
import { defineVerb } from '../defineVerb.ts';

/** `loginbell doctor`: every check with its verdict, the evidence and the repair. */
export const doctorVerb = defineVerb({
  name: 'doctor',
  summary: 'look at every link of the chain: what holds, what does not, how to mend it',
  options: [...AWS_OPTIONS, STACK_OPTION],
  notes: `Looks at every link from CloudTrail's record to the reader's mailbox, and changes nothing. Exit code 0: all is well;
6: a link is broken; 7: none is known to be broken, but some could not be looked at.

Examples:
  loginbell doctor                                  what holds, what does not, and how to mend it
  loginbell doctor --json | jq '.links[] | select(.verdict != "ok")'
  loginbell doctor > /dev/null || echo "look after loginbell"`,
  run: ({ options }, context) =>
    runAwsVerb(options, context, async (aws, common) =>
      (await import('../doctor.ts')).examine(aws, common, options, context),
    ),
});
