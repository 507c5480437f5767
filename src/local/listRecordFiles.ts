import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileProblem, whyOf } from './fileProblems.ts';

/** What was found: files in the order to read them. */
export type RecordFiles = {
  readonly files: string[];
  readonly problems: FileProblem[];
  /** Digest files of CloudTrail that were passed over in folders. */
  readonly skippedDigests: number;
};

/**
 * The files to read for these paths: a file is taken whatever its name, a folder is walked for `.json`,
 * `.ndjson` and `.jsonl`, plain or `.gz`, and `-` stays `-`. The order is that of the paths, and by name
 * within a folder, which for a bucket of CloudTrail is by day. Each file comes once. Passed over in folders:
 * names with a dot in front, and CloudTrail's digest and Insights files, which are no logs (layout: "Finding
 * your CloudTrail log files" in the CloudTrail guide). Links are followed, each folder once. Never rejects:
 * what cannot be looked at is a problem.
 */
export async function listRecordFiles(paths: readonly string[]): Promise<RecordFiles> {
  const walk: Walk = { files: new Map(), problems: [], skippedDigests: 0, seen: new Map() };
  for (const path of paths) {
    if (path === '-') walk.files.set('-', '-');
    else await takePath(walk, path);
  }
  const { files, problems, skippedDigests } = walk;
  return { files: [...files.values()], problems, skippedDigests };
}

type Walk = {
  /** By their real path. */
  readonly files: Map<string, string>;
  readonly problems: FileProblem[];
  skippedDigests: number;
  /** Whether there were logs in it, by a folder's real path: so links in a circle come to an end. */
  readonly seen: Map<string, boolean>;
};

const LOG_NAME = /\.(?:json|ndjson|jsonl)(?:\.gz)?$/i;

async function takePath(walk: Walk, path: string): Promise<void> {
  try {
    if (!(await stat(path)).isDirectory()) return await takeFile(walk, path);
    const digests = walk.skippedDigests;
    const problems = walk.problems.length;
    const hadLogs = await takeFolder(walk, path, false);
    if (hadLogs || walk.problems.length > problems) return;
    const reason =
      walk.skippedDigests > digests
        ? 'it holds CloudTrail digest files only, no logs'
        : 'it holds no log files';
    const hint =
      'CloudTrail keeps them as AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/*.json.gz; in folders, files ending in .json, .ndjson or .jsonl (and .gz) are read. Name a file itself to read it whatever its name.';
    walk.problems.push({ file: path, reason, hint });
  } catch (error) {
    walk.problems.push({ file: path, ...whyOf(error) });
  }
}

async function takeFile(walk: Walk, path: string): Promise<void> {
  // A pipe (`<(command)`) has no real path.
  const key = await realpath(path).catch(() => path);
  if (!walk.files.has(key)) walk.files.set(key, path);
}

/** Takes what is in a folder; tells whether there was a log file, whether or not it was known before. */
async function takeFolder(walk: Walk, folder: string, areDigests: boolean): Promise<boolean> {
  const real = await realpath(folder);
  const known = walk.seen.get(real);
  if (known !== undefined) return known;
  walk.seen.set(real, false);
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  let found = false;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    try {
      if (await takeEntry(walk, entry, path, areDigests)) found = true;
    } catch (error) {
      walk.problems.push({ file: path, ...whyOf(error) });
    }
  }
  walk.seen.set(real, found);
  return found;
}

async function takeEntry(
  walk: Walk,
  entry: Dirent,
  path: string,
  areDigests: boolean,
): Promise<boolean> {
  const { name } = entry;
  if (name.startsWith('.') || name.includes('CloudTrail-Insight')) return false;
  const isLog = LOG_NAME.test(name);
  if (entry.isSymbolicLink() && !isLog && !(await leadsToFolder(path))) return false;
  const kind = entry.isSymbolicLink() ? await stat(path) : entry;
  const isDigest = areDigests || name.includes('CloudTrail-Digest');
  if (kind.isDirectory()) return takeFolder(walk, path, isDigest);
  // A pipe or device met on the way would wait for ever.
  if (!isLog || !kind.isFile()) return false;
  if (isDigest) walk.skippedDigests += 1;
  else await takeFile(walk, path);
  return !isDigest;
}

async function leadsToFolder(link: string): Promise<boolean> {
  return stat(link).then(
    (target) => target.isDirectory(),
    () => false,
  );
}
