import { LoginbellError } from '../errors.ts';
import type { Source } from './decideSource.ts';
import type { DeployFacts, DeployRequest } from './deployFacts.ts';
import type { PlanStep } from './plan.ts';
import { isUsable } from './stack.ts';

const TRUST =
  'aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com';

/**
 * What a trail of every account means, where one is to be made. Throws a `bad-input` error where it cannot be made from here.
 * A delegated administrator may make one by other means, but CloudFormation looks for it in the wrong account afterwards:
 * https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1932
 */
export function organizationSteps(
  { organizationId }: DeployRequest,
  { makesTrail }: Pick<Source, 'makesTrail'>,
  { place, names, trail, notification, organization, candidates }: DeployFacts,
): readonly PlanStep[] {
  if (organizationId === undefined) return [];
  const hasOwn = isUsable(trail.state);
  if (!makesTrail && !hasOwn) {
    if (candidates.length > 0) return [];
    throw new LoginbellError(
      'bad-input',
      `--organization-id is for the trail that loginbell makes, and there is no stack ${names.trailStack}; ${adviceFor(isUsable(notification.state))}`,
    );
  }
  if (hasOwn && trail.state.parameters['OrganizationId'] === organizationId) return [];
  const problem = problemOf(organizationId, organization, place.accountId);
  if (problem !== undefined) {
    throw new LoginbellError('bad-input', `--organization-id ${organizationId}: ${problem}`);
  }
  return [
    {
      action: 'set',
      what: `the trail ${names.trail} as that of every account of ${organizationId}`,
      why: 'their sign-ins arrive here; each account has one copy of management events free, so in an account that has a trail already this one is charged, 2 USD per 100,000 events, and CloudWatch Logs takes 0.50 USD a GB for what all of them write; docs/organizations.md',
    },
  ];
}

function adviceFor(isInstalled: boolean): string {
  return isInstalled
    ? 'the installation listens to a trail of others, which its owner can make one of the organization'
    : 'leave out --log-group, or --organization-id';
}

function problemOf(
  asked: string,
  organization: DeployFacts['organization'],
  accountId: string,
): string | undefined {
  if (organization === undefined) return 'the organization was not looked at';
  const { id, managementAccount, trustsCloudTrail } = organization;
  if (id !== asked) return `this account belongs to the organization ${id}`;
  if (managementAccount !== accountId) {
    return `CloudFormation can make its trail only in the management account, ${managementAccount}; deploy there, or, as a delegated administrator, make the trail in the CloudTrail console and run deploy without --organization-id, which finds it (docs/organizations.md)`;
  }
  return trustsCloudTrail
    ? undefined
    : `CloudTrail has no trusted access to the organization yet; give it, then try again: ${TRUST}`;
}
