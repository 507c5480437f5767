import type { Aws } from '../aws/openAws.ts';
import { type AwsVerbOptions, readAwsOptions } from './awsOptions.ts';
import type { VerbContext } from './verbContext.ts';

/**
 * Runs a verb on AWS: reads its common options, loads the SDK, lets go of it at the end, and turns what AWS
 * refuses into one sentence. `run` returns the exit code.
 */
export async function runAwsVerb(
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
  run: (aws: Aws, common: AwsVerbOptions) => Promise<number>,
): Promise<number> {
  const common = readAwsOptions(options);
  // Here, not above: verbs on one machine must start without the SDK.
  const { openAws } = await import('../aws/openAws.ts');
  const { translateAwsError } = await import('../aws/awsErrors.ts');
  try {
    const aws = await openAws(common, context.environment);
    try {
      return await run(aws, common);
    } finally {
      aws.close();
    }
  } catch (error) {
    throw translateAwsError(error, common.profile ?? context.environment['AWS_PROFILE']);
  }
}
