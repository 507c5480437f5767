import { LoginbellError } from '../../errors.ts';
import { iamPolicy, POLICY_VERBS } from '../../installation/iamPolicy.ts';
import { partitionOf } from '../../installation/resourceNames.ts';
import { ACCOUNT_OPTIONS, readAwsOptions } from '../awsOptions.ts';
import { defineVerb } from '../defineVerb.ts';
import { EXIT } from '../exitCodes.ts';

/** `loginbell iam-policy`: prints the least policy that a verb needs. Asks nobody. */
export const iamPolicyVerb = defineVerb({
  name: 'iam-policy',
  summary: 'print the least IAM policy that a verb needs',
  argument: { syntax: '<verb>', help: 'the verb', choices: POLICY_VERBS },
  options: [
    { flags: '--account <number>', help: 'your account (default: any)' },
    ...ACCOUNT_OPTIONS,
  ],
  notes: `Examples:
  loginbell iam-policy deploy --account 111122223333 --region us-east-1
  loginbell iam-policy confirm > policy.json && aws iam create-policy \\
    --policy-name loginbell-confirm --policy-document file://policy.json`,
  run: async ({ words: [verb = ''], options }, { terminal, environment }) => {
    const { names, region = environment['AWS_REGION'] || '*' } = readAwsOptions(options);
    const { account: accountId = '*' } = options;
    if (!/^(\d{12}|\*)$/.test(accountId)) {
      throw new LoginbellError('bad-input', '--account: write the twelve digits of an account');
    }
    const place = { partition: partitionOf(region), accountId, region };
    terminal.out(JSON.stringify(iamPolicy(verb, { names, place }), undefined, 2));
    return EXIT.ok;
  },
});
