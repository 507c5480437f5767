import { Argument, type Command } from 'commander';
import { LoginbellError } from '../errors.ts';
import { iamPolicy, POLICY_VERBS } from '../installation/iamPolicy.ts';
import { partitionOf } from '../installation/resourceNames.ts';
import { addAccountOptions, readAwsOptions } from './awsOptions.ts';
import type { VerbContext } from './program.ts';

const EXAMPLES = `
Examples:
  loginbell iam-policy deploy --account 111122223333 --region us-east-1
  loginbell iam-policy confirm > policy.json && aws iam create-policy \\
    --policy-name loginbell-confirm --policy-document file://policy.json`;

/** `loginbell iam-policy`: prints the least policy that a verb needs. Asks nobody. */
export function addIamPolicyVerb(program: Command, { terminal, environment }: VerbContext): void {
  const command = program
    .command('iam-policy')
    .description('print the least IAM policy that a verb needs')
    .addArgument(new Argument('<verb>', 'the verb').choices(POLICY_VERBS))
    .option('--account <number>', 'your account (default: any)')
    .addHelpText('after', EXAMPLES);
  addAccountOptions(command).action((verb: string, options: Record<string, unknown>) => {
    const { names, region = environment['AWS_REGION'] || '*' } = readAwsOptions(options);
    const { account: accountId = '*' } = options;
    if (typeof accountId !== 'string' || !/^(\d{12}|\*)$/.test(accountId)) {
      throw new LoginbellError('bad-input', '--account: write the twelve digits of an account');
    }
    const place = { partition: partitionOf(region), accountId, region };
    const policy = iamPolicy(verb, { names, place });
    terminal.out(JSON.stringify(policy, undefined, 2));
  });
}
