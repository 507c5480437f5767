import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { concurrently } from '../../concurrently.ts';
import type { S3Place } from './s3Url.ts';

/** Which folders of a trail are wanted; what is absent narrows nothing. Times are ISO 8601 UTC. */
export type S3Span = {
  readonly since: string;
  readonly until: string;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
};

export type S3Object = {
  readonly key: string;
  /** Bytes as stored. */
  readonly size: number;
  /** It must be restored before anybody can read it. */
  readonly isFrozen: boolean;
};

/** What a listing came to. */
export type S3Listing = {
  readonly objects: readonly S3Object[];
  /** Requests that it took. */
  readonly requests: number;
  /** What was passed over, by what it is. */
  readonly passedOver: Readonly<Record<string, number>>;
};

/** Folders listed side by side. */
const SIDE_BY_SIDE = 8;
const DAY = 86_400_000;
const FROZEN = ['GLACIER', 'DEEP_ARCHIVE'];

/** `…/AWSLogs/` and of an organization `…/AWSLogs/o-…/`; below it the accounts, their services, and of CloudTrail the regions. */
const ACCOUNTS = /(^|\/)AWSLogs\/(o-[a-z0-9]+\/)?$/;
const SERVICES = /(^|\/)AWSLogs\/(o-[a-z0-9]+\/)?\d{12}\/$/;
const REGIONS = /\/CloudTrail\/$/;
const DAYS = /\/CloudTrail\/[a-z0-9-]+\/$/;

/**
 * Lists the objects of an archive: by folders down to the region, where keys are sorted by day, so that a span costs no more
 * requests than it has thousands of objects. Folders are named by the day of delivery, which may be the day after.
 * Errors are the SDK's own. Source: "Finding your CloudTrail log files" in the CloudTrail user guide.
 */
export async function listS3Objects(
  client: S3Client,
  { bucket, prefix }: S3Place,
  span: S3Span,
  onProgress: (objects: number) => void = () => undefined,
): Promise<S3Listing> {
  const objects: S3Object[] = [];
  const passedOver: Record<string, number> = {};
  let requests = 0;
  const passOver = (what: string) => {
    passedOver[what] = (passedOver[what] ?? 0) + 1;
  };

  async function* pagesOf(input: { Prefix: string; Delimiter?: string; StartAfter?: string }) {
    for (let ContinuationToken: string | undefined; ; ) {
      const page = await client.send(
        // With a token S3 goes on from there; not every other server leaves `StartAfter` aside then.
        new ListObjectsV2Command({
          Bucket: bucket,
          ...(ContinuationToken === undefined ? input : { ...input, StartAfter: undefined }),
          ContinuationToken,
        }),
      );
      requests += 1;
      // A proxy's web page parses as an empty listing; S3 always says whether there is more.
      if (page.IsTruncated === undefined) {
        throw new Error('what answered is not S3 (a proxy, or a page to sign in to a network?)');
      }
      yield page;
      ContinuationToken = page.NextContinuationToken;
      if (page.IsTruncated !== true || ContinuationToken === undefined) return;
    }
  }

  const take = ({ Key = '', Size = 0, StorageClass = '' }: Listed) => {
    if (Key.endsWith('/') || Size === 0) return;
    if (/CloudTrail-Digest/.test(Key)) passOver('CloudTrail digest');
    else if (/CloudTrail-Insight/.test(Key)) passOver('CloudTrail Insights');
    else objects.push({ key: Key, size: Size, isFrozen: FROZEN.includes(StorageClass) });
  };

  /** All of a region that the span leaves: one listing, from its first day to its last. */
  const listDays = async (folder: string) => {
    const [first, last] = daysOf(span);
    for await (const { Contents = [] } of pagesOf({
      Prefix: folder,
      ...(first === undefined ? {} : { StartAfter: `${folder}${first}` }),
    })) {
      for (const one of Contents) {
        // `0` comes after `/`: past the last day nothing more is wanted.
        if (last !== undefined && (one.Key ?? '') >= `${folder}${last}0`) return;
        take(one);
      }
      onProgress(objects.length);
    }
  };

  const listFolder = async (folder: string): Promise<void> => {
    if (DAYS.test(folder)) return listDays(folder);
    const below: string[] = [];
    for await (const page of pagesOf({ Prefix: folder, Delimiter: '/' })) {
      for (const one of page.Contents ?? []) take(one);
      for (const { Prefix = '' } of page.CommonPrefixes ?? []) {
        const base = Prefix.slice(0, Prefix.lastIndexOf('/', Prefix.length - 2) + 1);
        const name = Prefix.slice(base.length, -1);
        if (name === 'CloudTrail-Digest') passOver('CloudTrail digest');
        else if (name === 'CloudTrail-Insight') passOver('CloudTrail Insights');
        else if (SERVICES.test(base) && name !== 'CloudTrail') passOver(`logs of ${name}`);
        else if (isWanted(base, name, span)) below.push(Prefix);
      }
      onProgress(objects.length);
    }
    await concurrently(below, SIDE_BY_SIDE, listFolder);
  };

  await listFolder(prefix);
  objects.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { objects, requests, passedOver };
}

type Listed = {
  Key?: string | undefined;
  Size?: number | undefined;
  StorageClass?: string | undefined;
};

function isWanted(base: string, name: string, { accounts, regions }: S3Span): boolean {
  if (ACCOUNTS.test(base) && /^\d{12}$/.test(name)) return accounts?.includes(name) ?? true;
  if (REGIONS.test(base)) return regions?.includes(name) ?? true;
  return true;
}

/** `2026/11/23`, of the first and the last folder; absent where the span is open. */
function daysOf({
  since,
  until,
}: S3Span): readonly [first: string | undefined, last: string | undefined] {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10).replaceAll('-', '/');
  const [from, to] = [Date.parse(since), Date.parse(until)];
  return [
    Number.isNaN(from) ? undefined : day(from),
    Number.isNaN(to) ? undefined : day(to - 1 + DAY),
  ];
}
