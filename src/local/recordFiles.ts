import { type Extracted, recordsOf } from '../envelopes/recordsOf.ts';
import { reasonOf } from '../errors.ts';
import { documentsOf, type Found } from './documents.ts';
import { type FileProblem, manyMore, noRecord, type Why } from './fileProblems.ts';
import { linesOf } from './lines.ts';
import { type ByteSource, textBytes } from './textBytes.ts';

export type { FileProblem } from './fileProblems.ts';
export { listRecordFiles, type RecordFiles, walkRecordFiles } from './listRecordFiles.ts';

/** What comes while a file is read. `file` is its path, or `standard input`. */
export type FileItem =
  /**
   * A record, or something unreadable that a filter had chosen and so must ring. `line` (from 1) is where
   * the JSON document begins that it stands in.
   */
  | {
      readonly kind: 'item';
      readonly file: string;
      readonly line?: number;
      readonly item: Extracted;
    }
  | { readonly kind: 'problem'; readonly problem: FileProblem }
  /** The last, always and once. `bytes` is what was read, as stored (before unpacking). */
  | { readonly kind: 'file-done'; readonly file: string; readonly bytes: number };

/** CloudTrail's files are one line of at most 50 MB; twice that, and room. */
const MOST_AT_ONCE = 128 * 1024 * 1024;
const MOST_PROBLEMS = 20;

/**
 * Reads the records of a file, or of `stdin` (the process's own by default) where it is `-`: any envelope
 * of `recordsOf`, one or many, one a line or over many lines, plain or gzip. Memory is bounded by one
 * line, or one document over many lines, of at most 128 MiB. Never throws: all that is wrong with the
 * file comes as problems, the first 20 about single places in it one by one, the rest as a number; what
 * can be read is read. `onRead` is told the size of each chunk as it is stored.
 */
export async function* readRecordFile(
  file: string,
  stdin?: ByteSource,
  onRead?: (bytes: number) => void,
): AsyncGenerator<FileItem> {
  const name = file === '-' ? 'standard input' : file;
  let bytes = 0;
  let problems = 0;
  const text = textBytes(file, stdin, (count) => {
    bytes += count;
    onRead?.(count);
  });
  for await (const found of documentsOf(linesOf(text, MOST_AT_ONCE), MOST_AT_ONCE)) {
    for (const what of found.kind === 'document' ? itemsOf(found) : [found]) {
      if (what.kind === 'item') {
        yield { kind: 'item', file: name, line: what.line, item: what.item };
        continue;
      }
      const { line, why } = what;
      if (line !== undefined) problems += 1;
      if (line === undefined || problems <= MOST_PROBLEMS) yield problemOf(name, why, line);
    }
  }
  if (problems > MOST_PROBLEMS) yield problemOf(name, manyMore(problems - MOST_PROBLEMS));
  yield { kind: 'file-done', file: name, bytes };
}

type Problem = Extract<Found, { kind: 'problem' }>;
type Item = { readonly kind: 'item'; readonly line: number; readonly item: Extracted };

/** What a document holds. Nothing is said of its last piece if it broke off there: a problem follows. */
function* itemsOf(document: Extract<Found, { kind: 'document' }>): Generator<Item | Problem> {
  const { line, value, broken } = document;
  let held: Problem | undefined;
  try {
    for (const item of recordsOf(value)) {
      if (held !== undefined) yield held;
      held = undefined;
      if (item.kind === 'unreadable' && !item.preselected)
        held = { kind: 'problem', line, why: noRecord(item.reason) };
      else if (item.kind === 'record' && broken.has(item.record))
        yield { kind: 'item', line, item: { ...item, truncated: true } };
      else yield { kind: 'item', line, item };
    }
  } catch (error) {
    held = { kind: 'problem', line, why: noRecord(reasonOf(error)) };
  }
  if (held !== undefined && broken.size === 0) yield held;
}

function problemOf(file: string, why: Why, line?: number): FileItem {
  return { kind: 'problem', problem: { file, ...(line === undefined ? {} : { line }), ...why } };
}
