import { ACTING_OPTIONS, STACK_OPTION } from '../awsOptions.ts';
import { runAwsVerb } from '../awsVerb.ts';
import { defineVerb } from '../defineVerb.ts';

/** `loginbell redrive`: gives the dead letters to the function again. */
export const redriveVerb = defineVerb({
  name: 'redrive',
  summary: 'replay the envelopes that the function gave up on; nobody is told twice',
  options: [...ACTING_OPTIONS, STACK_OPTION],
  notes: `A dead letter is an envelope of sign-ins that the function gave up on after three tries; nobody was told of what is
in it. Mend the cause first ("loginbell doctor" names it), then replay. Who was told before is not told again.

Examples:
  loginbell redrive                   show how many there are, ask, and replay them
  loginbell redrive --yes --json      the same for a script; exit code 4 where some had to stay`,
  run: ({ options }, context) =>
    runAwsVerb(options, context, async (aws, common) =>
      (await import('../redrive.ts')).redriveLetters(aws, common, options, context),
    ),
});
