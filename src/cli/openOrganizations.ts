import type { AwsRequests } from '../aws/awsRequests.ts';
import type { Aws } from '../aws/openAws.ts';
import type { VerbContext } from './verbContext.ts';

/** Asks AWS Organizations with the caller's credentials. */
export async function openOrganizations(
  aws: Aws,
  { environment, clock }: Pick<VerbContext, 'environment' | 'clock'>,
): Promise<AwsRequests> {
  const { createAwsRequests } = await import('../aws/awsRequests.ts');
  const { organizationsEndpoint } = await import('../aws/organizationAccounts.ts');
  const { partition } = await aws.place();
  const { accessKeyId, secretAccessKey, sessionToken } = await aws.credentials();
  return createAwsRequests({
    clock,
    environment: {
      AWS_ENDPOINT_URL: environment['AWS_ENDPOINT_URL'],
      AWS_ENDPOINT_URL_ORGANIZATIONS: environment['AWS_ENDPOINT_URL_ORGANIZATIONS'],
      ...organizationsEndpoint(partition),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    },
  });
}
