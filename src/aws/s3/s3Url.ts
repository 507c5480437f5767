/** Where an archive stands: `s3://bucket/prefix`. */
export type S3Place = { readonly bucket: string; readonly prefix: string };

/** Reads `s3://bucket/prefix`. Throws an Error that says what would be right. */
export function parseS3Url(text: string): S3Place {
  const [, bucket, prefix = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(text) ?? [];
  if (bucket === undefined) {
    throw new Error(
      `${JSON.stringify(text.slice(0, 120))} is no address in S3; write s3://bucket/prefix`,
    );
  }
  return { bucket, prefix };
}

/** The address of an object, for people. */
export function s3Url({ bucket }: Pick<S3Place, 'bucket'>, key: string): string {
  return `s3://${bucket}/${key}`;
}
