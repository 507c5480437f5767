import type { OrganizationFacts } from '../installation/deployFacts.ts';
import { fieldAt, textAt } from '../signin/fields.ts';
import type { AwsRequests } from './awsRequests.ts';
import { askOrganizations, organizationPages } from './organizationAccounts.ts';
import { awsError } from './serviceErrors.ts';

/**
 * The organization of the caller's account. Rejects with `aws-failed`, which names the permission. Which services are
 * trusted is told in the management account and to delegated administrators alone; elsewhere CloudTrail counts as not trusted.
 * Source: DescribeOrganization and ListAWSServiceAccessForOrganization, AWS Organizations API reference.
 */
export async function loadOrganization(
  requests: AwsRequests,
  accountId: string,
): Promise<OrganizationFacts> {
  const organization = await attemptCall('DescribeOrganization', async (operation) =>
    fieldAt(await askOrganizations(requests, operation), 'Organization'),
  );
  const id = textAt(organization, ['Id']);
  const managementAccount = textAt(organization, ['MasterAccountId']);
  const trustsCloudTrail = managementAccount === accountId && (await isTrusted(requests));
  return { id, managementAccount, trustsCloudTrail };
}

function isTrusted(requests: AwsRequests): Promise<boolean> {
  return attemptCall('ListAWSServiceAccessForOrganization', async (operation) => {
    for await (const page of organizationPages(requests, operation)) {
      const services = fieldAt(page, 'EnabledServicePrincipals');
      const isThere = (Array.isArray(services) ? services : []).some(
        (one) => textAt(one, ['ServicePrincipal']) === 'cloudtrail.amazonaws.com',
      );
      if (isThere) return true;
    }
    return false;
  });
}

async function attemptCall<T>(
  operation: string,
  call: (operation: string) => Promise<T>,
): Promise<T> {
  try {
    return await call(operation);
  } catch (error) {
    throw awsError(
      'The organization could not be looked at',
      `organizations:${operation}`,
      error,
      'leave --organization-id out for a trail of this account alone',
    );
  }
}
