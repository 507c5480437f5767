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
    {
      flags: '--permissions-boundary-arn <arn>',
      help: 'of deploy: allow roles only under this boundary',
    },
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
    const boundary = options.permissionsBoundaryArn;
    if (
      boundary !== undefined &&
      !/^arn:[\w-]+:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/.test(boundary)
    ) {
      throw new LoginbellError(
        'bad-input',
        '--permissions-boundary-arn: write the ARN of an IAM policy, arn:aws:iam::111122223333:policy/NAME',
      );
    }
    const place = { partition: partitionOf(region), accountId, region };
    terminal.out(
      JSON.stringify(
        iamPolicy(verb, {
          names,
          place,
          ...(boundary === undefined ? {} : { boundary }),
        }),
        undefined,
        2,
      ),
    );
    return EXIT.ok;
  },
});
