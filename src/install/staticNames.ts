import { type AwsPlace, type ResourceNames, resourceArns } from './resourceNames.ts';

const FUNCTION_LOGS = '/aws/lambda/ConsoleLoginNotificationLambda';

/**
 * Writes out the names of what outlives a stack, so that a new stack can take it over: CloudFormation imports existing
 * resources only under static names, not under `!Sub` or `!Ref`
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-automatically.html). The names are
 * those that the template would have made, so the result deploys the same.
 */
export function withStaticNames(body: string, names: ResourceNames, place: AwsPlace): string {
  const { trailLogGroup, trailBucket } = resourceArns(names, place);
  const suffix = '$' + '{ResourceSuffixName}';
  const account = '$' + '{AWS::AccountId}';
  const written = new Map([
    [`TableName: !Sub ConsoleLoginEventDataTable-${suffix}`, names.table],
    [`LogGroupName: !Sub ${FUNCTION_LOGS}-${suffix}`, names.functionLogGroup],
    [`LogGroupName: !Sub aws-cloudtrail-loggroup-${account}-${suffix}`, trailLogGroup],
    [`BucketName: !Sub aws-cloudtrail-logs-${account}-${suffix}`, trailBucket],
    ['Bucket: !Ref S3BucketForCloudtraillogs', trailBucket], // of the bucket's policy
  ]);
  return body
    .split('\n')
    .map((line) => {
      const name = written.get(line.trim());
      return name === undefined ? line : line.replace(/!(Sub|Ref) .*$/, name);
    })
    .join('\n');
}
