import type { S3Client } from '@aws-sdk/client-s3';
import { awsProblemOf } from '../aws/awsErrors.ts';
import type { S3Object, S3Span } from '../aws/s3/s3Objects.ts';
import { parseS3Url, type S3Place } from '../aws/s3/s3Url.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import type { PassedOver } from '../local/listRecordFiles.ts';
import { plural } from './plural.ts';
import { shown, type Terminal } from './terminal.ts';

/** What stands at some addresses in S3. */
export type ListedPlaces = {
  readonly found: readonly { readonly place: S3Place; readonly objects: readonly S3Object[] }[];
  /** Requests that it took. */
  readonly requests: number;
  readonly passedOver: PassedOver;
};

/** Is it an address in S3? */
export function isS3(path: string): boolean {
  return path.startsWith('s3://');
}

/** Reads addresses in S3. Throws a `bad-input` error for one that is none. */
export function parsePlaces(paths: readonly string[]): readonly S3Place[] {
  return paths.map((path) => {
    try {
      return parseS3Url(path);
    } catch (error) {
      throw new LoginbellError('bad-input', reasonOf(error));
    }
  });
}

/** Lists the objects of some addresses, and says where there are none. Throws a `LoginbellError` for what AWS refuses. */
export async function listPlaces(
  client: S3Client,
  places: readonly S3Place[],
  span: S3Span,
  terminal: Terminal,
): Promise<ListedPlaces> {
  const { listS3Objects } = await import('../aws/s3/s3Objects.ts');
  const found: { readonly place: S3Place; readonly objects: readonly S3Object[] }[] = [];
  let passedOver: PassedOver = {};
  let requests = 0;
  for (const place of places) {
    const name = `s3://${place.bucket}/${place.prefix}`;
    const listing = await listS3Objects(client, place, span, (count) =>
      terminal.progress(`listing ${shown(name)}: ${plural(count, 'object')}`),
    ).catch((error: unknown) => {
      throw refusal(name, error);
    });
    terminal.progress('');
    found.push({ place, objects: listing.objects });
    requests += listing.requests;
    passedOver = { ...passedOver, ...listing.passedOver };
    if (listing.objects.length === 0) {
      terminal.err(
        `${shown(name)} holds no log files${span.since > '0000' || span.until < '9999' ? ' of that time' : ''}; CloudTrail keeps them below AWSLogs/ACCOUNT/CloudTrail/REGION/`,
      );
    }
  }
  return { found, requests, passedOver };
}

/** What AWS refuses at an address in S3, in one sentence. */
export function refusal(name: string, error: unknown): LoginbellError {
  const code = error instanceof Error ? error.name : '';
  if (code === 'NoSuchBucket') {
    const message = `there is no bucket for ${name}; check its name`;
    return new LoginbellError('bad-input', message, { cause: error });
  }
  const sentence = awsProblemOf(error)?.sentence ?? reasonOf(error);
  return new LoginbellError('aws-failed', `${name} cannot be listed: ${sentence}`, {
    cause: error,
  });
}
