import { openS3 } from '../aws/s3/openS3.ts';
import { listS3Objects } from '../aws/s3/s3Objects.ts';
import { openS3Source } from '../aws/s3/s3Source.ts';
import { type S3Place, s3Url } from '../aws/s3/s3Url.ts';
import type { NoticedObject } from '../envelopes/objectNotices.ts';
import type { FetchedFiles } from '../local/fetchedFiles.ts';
import type { FileProblem } from '../local/fileProblems.ts';
import type { Take } from '../local/watch/listen.ts';
import { readFetched } from '../local/watch/readFetched.ts';
import { fetchedFrom } from './archiveInput.ts';
import { refusal } from './s3Listing.ts';

/** Buckets as `watch` reads them. */
export type S3Buckets = {
  /** Addresses of the objects below a place, of a span (milliseconds since the epoch), without those in Glacier. Throws a `LoginbellError`. */
  list(
    place: S3Place,
    span: {
      readonly since: number;
      readonly until: number;
      readonly regions: readonly string[] | undefined;
    },
  ): Promise<readonly string[]>;
  fetch(
    bucket: string,
    addresses: readonly string[],
  ): Promise<FetchedFiles & { close(): Promise<void> }>;
  /** Reads objects that a notice names; resolves with whether all of them could be read and are settled. */
  ring(
    objects: readonly NoticedObject[],
    take: Take,
    onProblem: (problem: FileProblem) => void,
  ): Promise<boolean>;
  close(): void;
};

/** Opens S3 for reading, with the standard chain of credentials. */
export function openS3Bucket(environment: NodeJS.ProcessEnv): S3Buckets {
  const client = openS3(environment);
  const fetchKeys = async (bucket: string, keys: readonly string[]) => {
    const objects = keys.map((key) => ({ key, size: 0, isFrozen: false }));
    const source = await openS3Source(client, bucket, objects);
    return { ...fetchedFrom([source]), close: () => source.close() };
  };
  return {
    list: async (place, { since, until, regions }) => {
      const iso = (time: number) => new Date(time).toISOString();
      const span = {
        since: iso(since),
        until: iso(until),
        ...(regions === undefined ? {} : { regions }),
      };
      const { objects } = await listS3Objects(client, place, span).catch((error: unknown) => {
        throw refusal(s3Url(place, place.prefix), error);
      });
      return objects.filter(({ isFrozen }) => !isFrozen).map(({ key }) => s3Url(place, key));
    },
    fetch: (bucket, addresses) =>
      fetchKeys(
        bucket,
        addresses.map((address) => address.slice(s3Url({ bucket }, '').length)),
      ),
    ring: async (objects, take, onProblem) => {
      let isSettled = true;
      for (const [bucket, of] of Map.groupBy(objects, (one) => one.bucket)) {
        const files = await fetchKeys(
          bucket,
          of.map(({ key }) => key),
        );
        try {
          const addresses = of.map(({ key }) => s3Url({ bucket }, key));
          const { refused, isOpen } = await readFetched(files, addresses, take, onProblem);
          isSettled &&= refused.length === 0 && !isOpen;
        } finally {
          await files.close();
        }
      }
      return isSettled;
    },
    close: () => client.destroy(),
  };
}
