import type { FailureBucket } from '../bell/ports.ts';

/** The key under which a bucket's failures are counted; no `eventID` looks like it. */
export function bucketKey({ accountId, hour, group }: FailureBucket): string {
  return `failures#${accountId}#${hour}#${group}`;
}
