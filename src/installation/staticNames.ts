import { type AwsPlace, type ResourceNames, resourceArns } from './resourceNames.ts';

/** The properties that name what outlives a stack: tables, log groups, buckets. */
const NAMED = /^( *(?:TableName|LogGroupName|BucketName): )!Sub (\S+)$/gm;

/**
 * Writes out the names of what outlives a stack, so that a new stack can take it over: CloudFormation imports existing
 * resources only under static names, not under `!Sub` or `!Ref`
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-automatically.html). The names are
 * those that the template would have made, so the result deploys the same.
 */
export function withStaticNames(body: string, names: ResourceNames, place: AwsPlace): string {
  const values: Readonly<Record<string, string>> = {
    ResourceSuffixName: names.suffix,
    'AWS::AccountId': place.accountId,
  };
  const { trailBucket } = resourceArns(names, place);
  return body
    .replace(NAMED, (line, property: string, made: string) => {
      const name = made.replace(/\$\{([\w:]+)\}/g, (whole, key: string) => values[key] ?? whole);
      return name.includes('$') ? line : `${property}${name}`;
    })
    .replace(/^( *Bucket: )!Ref S3BucketForCloudtraillogs$/m, `$1${trailBucket}`); // of its policy
}
