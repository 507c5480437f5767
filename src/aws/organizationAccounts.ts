import { fieldAt, textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import type { AwsRequests } from './awsRequests.ts';
import { awsError } from './serviceErrors.ts';

/** AWS Organizations answers in one region of each partition: https://docs.aws.amazon.com/general/latest/gr/ao.html */
const REGIONS: Readonly<Record<string, { readonly region: string; readonly suffix: string }>> = {
  aws: { region: 'us-east-1', suffix: 'amazonaws.com' },
  'aws-cn': { region: 'cn-northwest-1', suffix: 'amazonaws.com.cn' },
  'aws-us-gov': { region: 'us-gov-west-1', suffix: 'amazonaws.com' },
  'aws-eusc': { region: 'eusc-de-east-1', suffix: 'amazonaws.eu' },
};

/** Where the organization of a partition is asked, as `createAwsRequests` takes it. */
export function organizationsEndpoint(partition: string) {
  const { region = 'us-east-1', suffix = 'amazonaws.com' } = REGIONS[partition] ?? {};
  return { AWS_REGION: region, URL_SUFFIX: suffix };
}

/** One call of AWS Organizations. Rejects as `AwsRequests` does. */
export async function askOrganizations(
  requests: AwsRequests,
  operation: string,
  input: object = {},
): Promise<unknown> {
  const answer = await requests.send({
    service: 'organizations',
    operation,
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `AWSOrganizationsV20161128.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return parseJson(answer);
}

/** The pages of one of its lists. Rejects as `AwsRequests` does. */
export async function* organizationPages(
  requests: AwsRequests,
  operation: string,
  input: object = {},
): AsyncGenerator<unknown> {
  for (let token = ''; ; ) {
    const next = token === '' ? {} : { NextToken: token };
    const page = await askOrganizations(requests, operation, { ...input, ...next });
    yield page;
    token = textAt(page, ['NextToken'], 8192);
    if (token === '') return;
  }
}

/**
 * The names of the organization's accounts, by their numbers; those that are closed are left out. Rejects with `aws-failed`,
 * which names the permission and the way round it.
 * Source: ListAccounts in the AWS Organizations API reference.
 */
export async function loadOrganizationAccounts(
  requests: AwsRequests,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  try {
    for await (const page of organizationPages(requests, 'ListAccounts', { MaxResults: 20 })) {
      const accounts = fieldAt(page, 'Accounts');
      for (const account of Array.isArray(accounts) ? accounts : []) {
        const [id, name] = [textAt(account, ['Id']), textAt(account, ['Name'])];
        const isOpen = !/^(SUSPENDED|CLOSED)$/.test(
          textAt(account, ['State']) || textAt(account, ['Status']),
        );
        if (/^\d{12}$/.test(id) && name !== '' && isOpen) names.set(id, name);
      }
    }
    return names;
  } catch (error) {
    throw awsError(
      "The organization's accounts could not be listed",
      'organizations:ListAccounts',
      error,
      "it works in the management account and a delegated administrator's; or name the accounts by --account-names 111122223333=production,…",
    );
  }
}
