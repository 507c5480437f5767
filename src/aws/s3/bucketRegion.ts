import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';

/** The region that a bucket stands in; `undefined` where the endpoint does not say. Errors are the SDK's own. */
export async function findBucketRegion(
  client: S3Client,
  bucket: string,
): Promise<string | undefined> {
  const { BucketRegion } = await client.send(new HeadBucketCommand({ Bucket: bucket }));
  return BucketRegion;
}
