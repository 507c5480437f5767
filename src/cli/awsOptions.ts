import type { Command } from 'commander';
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
export function addAccountOptions(command: Command): Command {
  return command
    .option(
      '--region <region>',
      "the installation's region (default: AWS_REGION, or the profile's)",
    )
    .option('--suffix <suffix>', `which installation (default: ${DEFAULT_SUFFIX})`);
}

/** The options of every verb that looks at AWS. */
export function addAwsOptions(command: Command): Command {
  return addAccountOptions(command)
    .option('--profile <name>', 'a profile of ~/.aws/config (default: AWS_PROFILE)')
    .option('--json', 'print the result as JSON');
}

/** The options of every verb that changes something there, after those of `addAwsOptions`. */
export function addActingOptions(command: Command): Command {
  return addAwsOptions(command)
    .option('--yes', 'act without asking')
    .option('--dry-run', 'show the plan and stop');
}

/** Reads what the two functions above added. Throws a `bad-config` error on a wrong suffix. */
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
