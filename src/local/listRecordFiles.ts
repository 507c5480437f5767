import type { Dirent } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type FileProblem, whyOf } from './fileProblems.ts';
import { osPath, textOfName } from './osPath.ts';
import { packingOf } from './packing.ts';

/** What was found: files in the order to read them. */
export type RecordFiles = {
  readonly files: string[];
  readonly problems: FileProblem[];
  /** Files that were passed over in folders, by what they are. */
  readonly passedOver: PassedOver;
};

/** What is met on the way through folders. */
export type Walked =
  /** `key` is its real path: the same for the same file, by whichever way it is reached. */
  | { readonly kind: 'file'; readonly file: string; readonly key: string }
  | { readonly kind: 'problem'; readonly problem: FileProblem }
  /** A file that holds no records, passed over: what it is. */
  | { readonly kind: 'passed-over'; readonly what: string };

/** How many of each kind: `{ 'digest files of CloudTrail': 3, '.txt files': 1 }`. */
export type PassedOver = Readonly<Record<string, number>>;

/** Counts one more. */
export function countPassedOver(counts: PassedOver, what: string): PassedOver {
  return { ...counts, [what]: (counts[what] ?? 0) + 1 };
}

const DIGESTS = 'CloudTrail digest';
const INSIGHTS = 'CloudTrail Insights';

/** The files of `walkRecordFiles`, each of them once. */
export async function listRecordFiles(paths: readonly string[]): Promise<RecordFiles> {
  const files = new Map<string, string>();
  const problems: FileProblem[] = [];
  let passedOver: PassedOver = {};
  for await (const walked of walkRecordFiles(paths)) {
    if (walked.kind === 'passed-over') passedOver = countPassedOver(passedOver, walked.what);
    else if (walked.kind === 'problem') problems.push(walked.problem);
    else if (!files.has(walked.key)) files.set(walked.key, walked.file);
  }
  return { files: [...files.values()], problems, passedOver };
}

/**
 * The files to read for these paths: a file is taken whatever its name, a folder is walked for files that begin like
 * records, whatever their names, and `-` stays `-`. The order is that of the paths, and by name
 * within a folder, which for a bucket of CloudTrail is by day. Passed over in folders: names with a dot in
 * front, and CloudTrail's digest and Insights files, which are no logs (layout: "Finding your CloudTrail log
 * files" in the CloudTrail guide). Links are followed, each folder once; a file comes as often as it is
 * reached. Never throws: what cannot be looked at is a problem. Remembers folders, not files.
 */
export async function* walkRecordFiles(paths: readonly string[]): AsyncGenerator<Walked> {
  const seen: Seen = new Map();
  for (const path of paths) {
    if (path === '-') yield { kind: 'file', file: '-', key: '-' };
    else for await (const batch of walkPath(path, seen)) yield* batch;
  }
}

/** Whether there were logs in it, by a folder's real path: so links in a circle come to an end. */
type Seen = Map<string, boolean>;

const LOG_NAME = /\.(?:json|ndjson|jsonl)(?:\.gz)?$/i;

/** Walked at a time: each step of a generator within generators costs more than a look at a name. */
const BATCH = 64;

async function* walkPath(path: string, seen: Seen): AsyncGenerator<readonly Walked[]> {
  try {
    if (!(await stat(osPath(path))).isDirectory()) {
      yield [await linked(path)];
      return;
    }
    let digests = 0;
    let problems = 0;
    const walk = walkFolder(
      { kind: 'folder', path, real: await realOf(path), areDigests: false },
      seen,
    );
    let step = await walk.next();
    for (; step.done !== true; step = await walk.next()) {
      for (const walked of step.value) {
        if (walked.kind === 'passed-over' && walked.what === DIGESTS) digests += 1;
        if (walked.kind === 'problem') problems += 1;
      }
      yield step.value;
    }
    if (step.value || problems > 0) return;
    const reason =
      digests > 0 ? 'it holds CloudTrail digest files only, no logs' : 'it holds no log files';
    const hint =
      'CloudTrail keeps them as AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/*.json.gz; in folders, files are known by how they begin, whatever their names.';
    yield [{ kind: 'problem', problem: { file: path, reason, hint } }];
  } catch (error) {
    const why = path.includes('\ufffd') ? { ...whyOf(error), hint: NO_TEXT } : whyOf(error);
    yield [{ kind: 'problem', problem: { file: path, ...why } }];
  }
}

/** Arguments come as text, and what is none in them is lost. */
const NO_TEXT = 'Its name is no UTF-8 text; name the folder that it is in.';

/** A file that may be a link. A pipe (`<(command)`) has no real path. */
async function linked(file: string): Promise<Walked> {
  return { kind: 'file', file, key: await realOf(file).catch(() => file) };
}

async function realOf(path: string): Promise<string> {
  return textOfName(await realpath(osPath(path), { encoding: 'buffer' }));
}

type Folder = {
  readonly kind: 'folder';
  readonly path: string;
  /** Its path without links. */
  readonly real: string;
  /** It holds digests, or stands in a folder that does. */
  readonly areDigests: boolean;
};

/** Walks a folder; returns whether there was a log file, whether or not it was met before. */
async function* walkFolder(
  { path: folder, real, areDigests }: Folder,
  seen: Seen,
): AsyncGenerator<readonly Walked[], boolean> {
  const known = seen.get(real);
  if (known !== undefined) return known;
  seen.set(real, false);
  const entries = await readdir(osPath(folder), { withFileTypes: true, encoding: 'buffer' });
  const named = entries.map((entry) => ({ entry, name: textOfName(entry.name) }));
  named.sort((a, b) => (a.name < b.name ? -1 : 1));
  let found = false;
  let batch: Walked[] = [];
  for (const { entry, name } of named) {
    const path = join(folder, name);
    try {
      const met = await lookAt(entry, { name, path, real: join(real, name) }, areDigests);
      if (met === undefined) continue;
      if (met.kind !== 'folder') {
        batch.push(met);
        if (met.kind === 'file') found = true;
      }
      if (batch.length >= BATCH || (met.kind === 'folder' && batch.length > 0)) {
        yield batch;
        batch = [];
      }
      if (met.kind === 'folder' && (yield* walkFolder(met, seen))) found = true;
    } catch (error) {
      batch.push({ kind: 'problem', problem: { file: path, ...whyOf(error) } });
    }
  }
  if (batch.length > 0) yield batch;
  seen.set(real, found);
  return found;
}

/** What stands in a folder under a name; undefined for what is none of our business. */
async function lookAt(
  entry: Dirent<Buffer>,
  { name, path, real }: { readonly name: string; readonly path: string; readonly real: string },
  areDigests: boolean,
): Promise<Walked | Folder | undefined> {
  if (name.startsWith('.')) return undefined;
  if (name.includes('CloudTrail-Insight')) return { kind: 'passed-over', what: INSIGHTS };
  const isLink = entry.isSymbolicLink();
  const isLog = LOG_NAME.test(name);
  if (isLink && !isLog && !(await leadsToFolder(path))) return undefined;
  const kind = isLink ? await stat(osPath(path)) : entry;
  const isDigest = areDigests || name.includes('CloudTrail-Digest');
  // Only a link has another real path than its name in its folder: asking for each would cost the most.
  if (kind.isDirectory()) {
    return { kind: 'folder', path, real: isLink ? await realOf(path) : real, areDigests: isDigest };
  }
  // A pipe or device met on the way would wait for ever.
  if (!kind.isFile()) return undefined;
  if (!isLog && !isDigest && !(await mayHoldRecords(path))) {
    return { kind: 'passed-over', what: extname(name) || 'files without an ending' };
  }
  if (isDigest) return { kind: 'passed-over', what: DIGESTS };
  return isLink ? await linked(path) : { kind: 'file', file: path, key: real };
}

/** Bytes looked at to tell what a file is. */
const HEAD = 4096;

/** Is a file taken that stands in a folder: by its name, or by how it begins? */
export async function isRecordFile(path: string, name: string): Promise<boolean> {
  return LOG_NAME.test(name) || mayHoldRecords(path);
}

/** Does a file begin like records: packed, or a text with an object in its beginning? An archive is for the reader to name. */
async function mayHoldRecords(path: string): Promise<boolean> {
  const file = await open(osPath(path));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    const bytes = buffer.subarray(0, bytesRead);
    if (packingOf(bytes) !== undefined) return true;
    const head = bytes.toString('latin1');
    // UTF-16 has a zero beside each letter.
    const text = head.replaceAll('\0', '');
    return text.length * 2 >= head.length && /\{|event ?name|eventjson/i.test(text);
  } finally {
    await file.close();
  }
}

async function leadsToFolder(link: string): Promise<boolean> {
  return stat(osPath(link)).then(
    (target) => target.isDirectory(),
    () => false,
  );
}
