import { S3Client } from '@aws-sdk/client-s3';

/**
 * S3 with the standard chain of credentials, in whichever region a bucket stands. A local endpoint (AWS_ENDPOINT_URL) knows
 * buckets by their path.
 */
export function openS3(environment: NodeJS.ProcessEnv): S3Client {
  const isElsewhere = Boolean(
    environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL'],
  );
  return new S3Client({
    region: environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'] || 'us-east-1',
    followRegionRedirects: true,
    forcePathStyle: isElsewhere,
    // Archives are read by many requests at once, and S3 asks for less with 503 SlowDown.
    retryMode: 'adaptive',
    maxAttempts: 8,
  });
}
