import type { Clock } from '../../bell/ports.ts';
import type { FetchedFiles } from '../fetchedFiles.ts';
import type { FileProblem } from '../fileProblems.ts';
import type { Source } from './listen.ts';
import { readFetched } from './readFetched.ts';

const DAY = 86_400_000;
/** How far back every look lists: keys of one minute do not come in order, and files may come hours late. */
const LOOK_BACK = 2 * DAY;

/** What a bucket holds, and a way to its objects. Errors say in a sentence what is wrong. */
export type Bucket = {
  /** Addresses of the objects of a span (milliseconds since the epoch), `s3://bucket/key`; those that nobody can read yet left out. */
  list(since: number, until: number): Promise<readonly string[]>;
  /** Fetches these. */
  fetch(addresses: readonly string[]): Promise<FetchedFiles & { close(): Promise<void> }>;
};

/**
 * A bucket: the folders of account, region and day are listed whole for the last two days at every look, and each object is read
 * once. What was read is remembered for as long as it is listed; after a new start it is read again, and told by nobody twice. An
 * object that cannot be fetched is said once, tried at every look, and delays no other.
 */
export function createBucketSource(deps: {
  /** `s3://bucket/prefix` */
  readonly name: string;
  readonly everyMs: number;
  readonly clock: Clock;
  readonly bucket: Bucket;
  readonly onProblem: (problem: FileProblem) => void;
}): Source {
  const { name, everyMs, clock, bucket, onProblem } = deps;
  const read = new Set<string>();
  const said = new Set<string>();
  return {
    name,
    everyMs,
    look: async (take) => {
      const now = clock.now();
      const there = await bucket.list(now - LOOK_BACK, now + DAY);
      const listed = new Set(there);
      for (const known of [read, said])
        for (const address of known) if (!listed.has(address)) known.delete(address);
      const fresh = there.filter((address) => !read.has(address));
      if (fresh.length === 0) return;
      const files = await bucket.fetch(fresh);
      try {
        const { settled, refused, isOpen } = await readFetched(files, fresh, take, (problem) => {
          if (!said.has(problem.file)) onProblem(problem);
          said.add(problem.file);
        });
        for (const address of settled) read.add(address);
        if (isOpen) throw new Error('some sign-ins are not told yet');
        if (refused.length > 0) {
          const [first] = refused;
          throw new Error(`${refused.length} of its objects cannot be read, the first ${first}`);
        }
      } finally {
        await files.close();
      }
    },
  };
}
