import type { Aws } from '../aws/openAws.ts';
import type { Clock } from '../bell/ports.ts';
import { LoginbellError } from '../errors.ts';
import { type Installation, installationOf } from '../installation/installation.ts';
import { type ResourceNames, resourceNames } from '../installation/resourceNames.ts';
import { stackCondition } from '../installation/stack.ts';
import type { AwsVerbOptions } from './awsOptions.ts';

/** An installation with the names of all that belongs to it. */
export type FoundInstallation = Installation & { readonly names: ResourceNames };

/**
 * The installation that the options mean: the stack of that name, or else the one that `loginbell deploy` would have made
 * for the suffix, or else the one, however called, that the suffix's function belongs to. `undefined` where there is none.
 * Errors are the SDK's own, `bad-config` for a stack of something else, or `stack-failed` for what a failed attempt left.
 */
export async function findInstallation(
  aws: Aws,
  { names }: Pick<AwsVerbOptions, 'names'>,
  options: Readonly<Record<string, unknown>>,
  clock: Clock,
): Promise<FoundInstallation | undefined> {
  const { createStacks } = await import('../aws/stacks.ts');
  const stacks = createStacks({ client: await aws.cloudFormation(), clock });
  const named = typeof options['stack'] === 'string' ? options['stack'] : undefined;
  const found =
    (await stacks.find(named ?? names.stack)) ??
    (named === undefined ? await stacks.findByResource(names.functionName) : undefined);
  if (found === undefined || found.status === 'DELETE_COMPLETE') return undefined;
  if (stackCondition(found.status) === 'left-over') {
    throw new LoginbellError(
      'stack-failed',
      `the stack ${found.name} is what a failed attempt left (${found.status}); nothing of it works. "loginbell deploy" deletes it and starts again`,
    );
  }
  const installation = installationOf(found);
  return { ...installation, names: resourceNames(installation.suffix) };
}

/** `findInstallation`; throws a `bad-input` error with the ways out where there is none. */
export async function requireInstallation(
  aws: Aws,
  common: Pick<AwsVerbOptions, 'names'>,
  options: Readonly<Record<string, unknown>>,
  clock: Clock,
): Promise<FoundInstallation> {
  const found = await findInstallation(aws, common, options, clock);
  if (found !== undefined) return found;
  const { accountId } = await aws.place();
  throw new LoginbellError('bad-input', noInstallation(accountId, aws.region, common, options));
}

/** Where nothing was found, and what to do about it, in one sentence. */
export function noInstallation(
  accountId: string,
  region: string,
  { names }: Pick<AwsVerbOptions, 'names'>,
  options: Readonly<Record<string, unknown>>,
): string {
  const stack = String(options['stack'] ?? names.stack);
  return `there is no stack ${JSON.stringify(stack)} in account ${accountId}, ${region}; is it another --region, --profile, --suffix or --stack? To install it: loginbell deploy`;
}
