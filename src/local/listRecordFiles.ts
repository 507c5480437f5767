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

/** What is met on the way through folders. */
export type Walked =
  /** `key` is its real path: the same for the same file, by whichever way it is reached. */
  | { readonly kind: 'file'; readonly file: string; readonly key: string }
  | { readonly kind: 'problem'; readonly problem: FileProblem }
  /** A digest file of CloudTrail, passed over. */
  | { readonly kind: 'digest' };

/** The files of `walkRecordFiles`, each of them once. */
export async function listRecordFiles(paths: readonly string[]): Promise<RecordFiles> {
  const files = new Map<string, string>();
  const problems: FileProblem[] = [];
  let skippedDigests = 0;
  for await (const walked of walkRecordFiles(paths)) {
    if (walked.kind === 'digest') skippedDigests += 1;
    else if (walked.kind === 'problem') problems.push(walked.problem);
    else if (!files.has(walked.key)) files.set(walked.key, walked.file);
  }
  return { files: [...files.values()], problems, skippedDigests };
}

/**
 * The files to read for these paths: a file is taken whatever its name, a folder is walked for `.json`,
 * `.ndjson` and `.jsonl`, plain or `.gz`, and `-` stays `-`. The order is that of the paths, and by name
 * within a folder, which for a bucket of CloudTrail is by day. Passed over in folders: names with a dot in
 * front, and CloudTrail's digest and Insights files, which are no logs (layout: "Finding your CloudTrail log
 * files" in the CloudTrail guide). Links are followed, each folder once; a file comes as often as it is
 * reached. Never throws: what cannot be looked at is a problem. Remembers folders, not files.
 */
export async function* walkRecordFiles(paths: readonly string[]): AsyncGenerator<Walked> {
  const seen: Seen = new Map();
  for (const path of paths) {
    if (path === '-') yield { kind: 'file', file: '-', key: '-' };
    else yield* walkPath(path, seen);
  }
}

/** Whether there were logs in it, by a folder's real path: so links in a circle come to an end. */
type Seen = Map<string, boolean>;

const LOG_NAME = /\.(?:json|ndjson|jsonl)(?:\.gz)?$/i;

async function* walkPath(path: string, seen: Seen): AsyncGenerator<Walked> {
  try {
    if (!(await stat(path)).isDirectory()) {
      yield await linked(path);
      return;
    }
    let digests = 0;
    let problems = 0;
    const walk = walkFolder(path, seen, false);
    let step = await walk.next();
    for (; step.done !== true; step = await walk.next()) {
      if (step.value.kind === 'digest') digests += 1;
      if (step.value.kind === 'problem') problems += 1;
      yield step.value;
    }
    if (step.value || problems > 0) return;
    const reason =
      digests > 0 ? 'it holds CloudTrail digest files only, no logs' : 'it holds no log files';
    const hint =
      'CloudTrail keeps them as AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/*.json.gz; in folders, files ending in .json, .ndjson or .jsonl (and .gz) are read. Name a file itself to read it whatever its name.';
    yield { kind: 'problem', problem: { file: path, reason, hint } };
  } catch (error) {
    yield { kind: 'problem', problem: { file: path, ...whyOf(error) } };
  }
}

/** A file that may be a link. A pipe (`<(command)`) has no real path. */
async function linked(file: string): Promise<Walked> {
  return { kind: 'file', file, key: await realpath(file).catch(() => file) };
}

/** Walks a folder; returns whether there was a log file, whether or not it was met before. */
async function* walkFolder(
  folder: string,
  seen: Seen,
  areDigests: boolean,
): AsyncGenerator<Walked, boolean> {
  const real = await realpath(folder);
  const known = seen.get(real);
  if (known !== undefined) return known;
  seen.set(real, false);
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  let found = false;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    try {
      if (yield* walkEntry(entry, path, join(real, entry.name), seen, areDigests)) found = true;
    } catch (error) {
      yield { kind: 'problem', problem: { file: path, ...whyOf(error) } };
    }
  }
  seen.set(real, found);
  return found;
}

async function* walkEntry(
  entry: Dirent,
  path: string,
  real: string,
  seen: Seen,
  areDigests: boolean,
): AsyncGenerator<Walked, boolean> {
  const { name } = entry;
  if (name.startsWith('.') || name.includes('CloudTrail-Insight')) return false;
  const isLog = LOG_NAME.test(name);
  if (entry.isSymbolicLink() && !isLog && !(await leadsToFolder(path))) return false;
  const kind = entry.isSymbolicLink() ? await stat(path) : entry;
  const isDigest = areDigests || name.includes('CloudTrail-Digest');
  if (kind.isDirectory()) return yield* walkFolder(path, seen, isDigest);
  // A pipe or device met on the way would wait for ever.
  if (!isLog || !kind.isFile()) return false;
  if (isDigest) yield { kind: 'digest' };
  // Only a link has another real path than its name in its folder: asking for each would cost the most.
  else yield entry.isSymbolicLink() ? await linked(path) : { kind: 'file', file: path, key: real };
  return !isDigest;
}

async function leadsToFolder(link: string): Promise<boolean> {
  return stat(link).then(
    (target) => target.isDirectory(),
    () => false,
  );
}
