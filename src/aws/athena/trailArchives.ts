import type { S3Object } from '../s3/s3Objects.ts';
import type { S3Place } from '../s3/s3Url.ts';

/** What a trail wrote below one `AWSLogs/`: the folders that hold something, and what they hold. */
export type TrailArchive = {
  /** Above `AWSLogs/`. */
  readonly place: S3Place;
  readonly organization: string | undefined;
  /** Twelve digits each, sorted. */
  readonly accounts: readonly string[];
  /** Sorted. */
  readonly regions: readonly string[];
  /** Of the first folder that holds something: `2026-11-23`. */
  readonly firstDay: string;
  readonly objects: readonly S3Object[];
};

export type TrailArchives = {
  readonly archives: readonly TrailArchive[];
  /** What stands in no such folder: no table with projected partitions finds it. */
  readonly elsewhere: readonly S3Object[];
};

/** Source: "Finding your CloudTrail log files" in the CloudTrail user guide. */
const KEY =
  /^((?:.*\/)?)AWSLogs\/(?:(o-[a-z0-9]{10,32})\/)?(\d{12})\/CloudTrail\/([a-z]{2,}(?:-[a-z]+)+-\d+)\/(\d{4}\/\d\d\/\d\d)\/[^/]+$/s;

/** Sorts the objects of a bucket by the trail that wrote them. */
export function trailArchivesOf(bucket: string, objects: readonly S3Object[]): TrailArchives {
  const found = new Map<string, Found>();
  const elsewhere: S3Object[] = [];
  for (const object of objects) {
    const [, prefix, organization, account = '', region = '', folder = ''] =
      KEY.exec(object.key) ?? [];
    if (prefix === undefined) {
      elsewhere.push(object);
      continue;
    }
    const root = `${prefix}AWSLogs/${organization ?? ''}`;
    const known = found.get(root) ?? startAt({ bucket, prefix }, organization);
    known.accounts.add(account);
    known.regions.add(region);
    known.days.add(folder.replaceAll('/', '-'));
    known.objects.push(object);
    found.set(root, known);
  }
  const archives = [...found.values()].map(({ accounts, regions, days, ...rest }) => ({
    ...rest,
    accounts: [...accounts].sort(),
    regions: [...regions].sort(),
    firstDay: [...days].sort()[0] ?? '',
  }));
  return { archives, elsewhere };
}

type Found = {
  readonly place: S3Place;
  readonly organization: string | undefined;
  readonly accounts: Set<string>;
  readonly regions: Set<string>;
  readonly days: Set<string>;
  readonly objects: S3Object[];
};

function startAt(place: S3Place, organization: string | undefined): Found {
  return {
    place,
    organization,
    accounts: new Set(),
    regions: new Set(),
    days: new Set(),
    objects: [],
  };
}
