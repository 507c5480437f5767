import { LoginbellError, reasonOf } from '../errors.ts';
import {
  DEFAULT_SUFFIX,
  parseSuffix,
  type ResourceNames,
  resourceNames,
} from '../installation/resourceNames.ts';

/** What every verb on AWS knows. */
export type AwsVerbOptions = {
  readonly region: string | undefined;
  readonly profile: string | undefined;
  /** The names of the installation that is meant. */
  readonly names: ResourceNames;
  readonly json: boolean;
  /** Act without asking. */
  readonly yes: boolean;
  /** Show the plan and stop. */
  readonly dryRun: boolean;
};

/** Which installation is meant, for verbs that ask nobody. */
export const ACCOUNT_OPTIONS = [
  {
    flags: '--region <region>',
    help: "the installation's region (default: AWS_REGION, or the profile's)",
  },
  { flags: '--suffix <suffix>', help: `which installation (default: ${DEFAULT_SUFFIX})` },
] as const;

/** The options of every verb that looks at AWS. */
export const AWS_OPTIONS = [
  ...ACCOUNT_OPTIONS,
  { flags: '--profile <name>', help: 'a profile of ~/.aws/config (default: AWS_PROFILE)' },
  { flags: '--json', help: 'print the result as JSON' },
] as const;

/** The options of every verb that changes something there. */
export const ACTING_OPTIONS = [
  ...AWS_OPTIONS,
  { flags: '--yes', help: 'act without asking' },
  { flags: '--dry-run', help: 'show the plan and stop' },
] as const;

/** The option of verbs that work on an installation, whatever its stack is called. */
export const STACK_OPTION = {
  flags: '--stack <name>',
  help: 'the stack, where you gave it a name of your own',
} as const;

/** Reads what these options were given. Throws a `bad-config` error on a wrong suffix. */
export function readAwsOptions(options: Readonly<Record<string, unknown>>): AwsVerbOptions {
  const text = (key: string) => {
    const value = options[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  try {
    return {
      region: text('region'),
      profile: text('profile'),
      names: resourceNames(parseSuffix(text('suffix') ?? DEFAULT_SUFFIX)),
      json: options['json'] === true,
      yes: options['yes'] === true,
      dryRun: options['dryRun'] === true,
    };
  } catch (error) {
    throw new LoginbellError('bad-config', `--suffix: ${reasonOf(error)}`);
  }
}
