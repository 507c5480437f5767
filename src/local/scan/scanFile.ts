import { type Extracted, recordsOf } from '../../envelopes/recordsOf.ts';
import { parseTruncatedJson } from '../../envelopes/truncatedJson.ts';
import { watchedBytesOf } from '../../signin/events.ts';
import { parseJson } from '../../signin/parseJson.ts';
import type { SignIn } from '../../signin/signIn.ts';
import { CUT_OFF, type FileProblem, noRecord, type Why, whyOf } from '../fileProblems.ts';
import { readRecordFile } from '../recordFiles.ts';
import { textBytes } from '../textBytes.ts';
import { createListScanner, type ListScanner, type ScanStep } from './listScanner.ts';
import { createReadAtOnce } from './readAtOnce.ts';
import { type ScanSettings, signInOf } from './signInOf.ts';
import { createWatchedBytes } from './watchedBytes.ts';

/** What is found in one file. */
export type FileFindings = {
  readonly signIns: SignIn[];
  readonly problems: FileProblem[];
  /** The size of the file as it is stored. */
  bytes: number;
};

/** Files that are not read at once go by windows of about this size. */
const WINDOW = 512 * 1024;
/** CloudTrail's records are under 1 MB; a file with larger ones is for the reader of any layout. */
const MOST_ELEMENT = 16 * 1024 * 1024;

/** Where a scan of a file ended, what it had not done with, and why it ended there if not at the end. */
type Ending = { readonly step: ScanStep; readonly rest: Buffer; readonly failure?: Why };

/**
 * Scans files (`-` for standard input) for watched records: log files of CloudTrail, and other plain lists
 * of records, by their bytes, parsing the watched records alone; any other layout by `readRecordFile`. Both
 * find the same, save that damage within the other records of a list is seen by its checksum only. Never
 * rejects for what a file holds: problems come among the findings. Memory is bounded by some megabytes for
 * lists, by what `readRecordFile` takes for other layouts.
 */
export function createFileScanner(settings: ScanSettings): (file: string) => Promise<FileFindings> {
  const watchedIn = createWatchedBytes(watchedBytesOf(settings.events));
  const readAtOnce = createReadAtOnce();

  /** By its bytes; undefined when the layout is another. */
  const scanList = async (file: string): Promise<FileFindings | undefined> => {
    const findings: FileFindings = { signIns: [], problems: [], bytes: 0 };
    const take = (items: Iterable<Extracted>, truncated: boolean) => {
      for (const item of items) {
        const cut = truncated && item.kind === 'record' ? { ...item, truncated } : item;
        const signIn = signInOf(cut, settings);
        if (signIn !== undefined) findings.signIns.push(signIn);
        else if (item.kind === 'unreadable' && !item.preselected) {
          findings.problems.push({ file, ...noRecord(item.reason) });
        }
      }
    };
    const scan = createListScanner(watchedIn, (bytes) => {
      const element = parseJson(bytes.toString());
      if (element === undefined) return false;
      take(recordsOf([element]), false);
      return true;
    });
    const read = readAtOnce(file);
    if (read.kind === 'no-file') return undefined;
    if (read.kind === 'text') findings.bytes = read.storedBytes;
    const { step, rest, failure } =
      read.kind === 'text'
        ? ended(scan({ ...read, isLast: true }), read.bytes)
        : await scanPieces(file, scan, (count) => {
            findings.bytes += count;
          });
    if (step.kind === 'other-layout') return undefined;
    if (step.kind === 'cut-off' && watchedIn(rest)(0) < rest.length) {
      take(recordsOf([parseTruncatedJson(rest.toString())]), true);
    }
    if (failure !== undefined) findings.problems.push({ file, ...failure });
    else if (step.kind !== 'done') findings.problems.push({ file, ...CUT_OFF });
    return findings;
  };

  return async (file) => {
    try {
      const found = file === '-' ? undefined : await scanList(file);
      return found ?? (await readAnyLayout(file, settings));
    } catch (error) {
      return { signIns: [], problems: [{ file, ...whyOf(error) }], bytes: 0 };
    }
  };
}

function ended(step: ScanStep, bytes: Buffer): Ending {
  return { step, rest: 'from' in step ? bytes.subarray(step.from) : bytes.subarray(bytes.length) };
}

async function scanPieces(
  file: string,
  scan: ListScanner,
  onRead: (bytes: number) => void,
): Promise<Ending> {
  let window = Buffer.allocUnsafeSlow(2 * WINDOW);
  let size = 0;
  let wanted = WINDOW;
  let failure: Why | undefined;
  try {
    for await (const piece of textBytes(file, undefined, onRead)) {
      if (size + piece.length > window.length) {
        window = Buffer.concat([window.subarray(0, size)], 2 * (size + piece.length));
      }
      window.set(piece, size);
      size += piece.length;
      if (size < wanted) continue;
      const bytes = window.subarray(0, size);
      const step = scan({ bytes, isLast: false, isProven: false });
      if (step.kind !== 'wants-more' || size - step.from > MOST_ELEMENT) {
        return ended({ kind: 'other-layout' }, bytes);
      }
      window.copyWithin(0, step.from, size);
      size -= step.from;
      // Twice as much next time, so that one huge element is not looked through again and again.
      wanted = Math.max(WINDOW, 2 * size);
    }
  } catch (error) {
    failure = whyOf(error);
  }
  const bytes = window.subarray(0, size);
  const end = ended(scan({ bytes, isLast: true, isProven: false }), bytes);
  return failure === undefined ? end : { ...end, failure };
}

async function readAnyLayout(file: string, settings: ScanSettings): Promise<FileFindings> {
  const findings: FileFindings = { signIns: [], problems: [], bytes: 0 };
  for await (const found of readRecordFile(file)) {
    if (found.kind === 'problem') findings.problems.push(found.problem);
    else if (found.kind === 'file-done') findings.bytes = found.bytes;
    else {
      const signIn = signInOf(found.item, settings);
      if (signIn !== undefined) findings.signIns.push(signIn);
    }
  }
  return findings;
}
