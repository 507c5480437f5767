import type { OrganizationFacts } from '../installation/deployFacts.ts';
import { fieldAt, textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import type { AwsRequests } from './awsRequests.ts';
import { askOrganizations } from './organizationAccounts.ts';
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
  const organization = await ask(requests, 'DescribeOrganization').then((answer) =>
    fieldAt(answer, 'Organization'),
  );
  const id = textAt(organization, ['Id']);
  const managementAccount = textAt(organization, ['MasterAccountId']);
  const trustsCloudTrail = managementAccount === accountId && (await isTrusted(requests));
  return { id, managementAccount, trustsCloudTrail };
}

async function isTrusted(requests: AwsRequests): Promise<boolean> {
  for (let token = ''; ; ) {
    const page = await ask(
      requests,
      'ListAWSServiceAccessForOrganization',
      token === '' ? {} : { NextToken: token },
    );
    const services = fieldAt(page, 'EnabledServicePrincipals');
    const isThere = (Array.isArray(services) ? services : []).some(
      (one) => textAt(one, ['ServicePrincipal']) === 'cloudtrail.amazonaws.com',
    );
    token = textAt(page, ['NextToken'], 8192);
    if (isThere || token === '') return isThere;
  }
}

async function ask(requests: AwsRequests, operation: string, input: object = {}) {
  try {
    return parseJson(await askOrganizations(requests, operation, input));
  } catch (error) {
    throw awsError(
      'The organization could not be looked at',
      `organizations:${operation}`,
      error,
      'leave --organization-id out for a trail of this account alone',
    );
  }
}
