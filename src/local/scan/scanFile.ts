import { readDoubledKeys } from '../../envelopes/doubledKeys.ts';
import { type Extracted, recordsOf } from '../../envelopes/recordsOf.ts';
import { watchedBytesOf } from '../../signin/events.ts';
import { parseJson } from '../../signin/parseJson.ts';
import type { SignIn } from '../../signin/signIn.ts';
import { type FileProblem, noRecord, whyOf } from '../fileProblems.ts';
import { readRecordFile } from '../recordFiles.ts';
import { textBytes } from '../textBytes.ts';
import { createListScanner, type ListScanner, type ScanStep } from './listScanner.ts';
import { createReadAtOnce } from './readAtOnce.ts';
import { createSignInOf, type ScanSettings, type SignInOf } from './signInOf.ts';
import { createWatchedBytes } from './watchedBytes.ts';

/** A record as it stands in a file; `line` (from 1) is where the JSON document begins that it stands in. */
export type Source = {
  readonly eventId: string;
  readonly file: string;
  readonly line?: number;
  readonly record: unknown;
};

/** What is found in one file. */
export type FileFindings = {
  readonly signIns: SignIn[];
  readonly problems: FileProblem[];
  /** Where raw records were asked for: one for each sign-in. */
  readonly sources: Source[];
  /** The size of the file as it is stored. */
  bytes: number;
};

/** Files that are not read at once go by windows of about this size. */
const WINDOW = 512 * 1024;
/** CloudTrail's records are under 1 MB; a file with larger ones is for the reader of any layout. */
const MOST_ELEMENT = 16 * 1024 * 1024;

/**
 * Scans files (`-` for standard input) for watched records: log files of CloudTrail, and other plain lists
 * of records, by their bytes, parsing the watched records alone; any other layout by `readRecordFile`. Both
 * find the same, save that damage within the other records of a list is seen by its checksum only. Never
 * rejects for what a file holds: problems come among the findings. Memory is bounded by what `readAtOnce` takes
 * for lists, where so many `threads` share it, and by what `readRecordFile` takes for other layouts.
 */
export function createFileScanner(
  settings: ScanSettings,
  threads = 1,
): (file: string) => Promise<FileFindings> {
  const watchedIn = createWatchedBytes(watchedBytesOf(settings.events));
  const readAtOnce = createReadAtOnce(threads);
  const signInOf = createSignInOf(settings);

  /** By its bytes; undefined when the layout is another. */
  const scanList = async (file: string): Promise<FileFindings | undefined> => {
    const findings = noFindings();
    const take = (items: Iterable<Extracted>) => {
      for (const item of items) {
        const signIn = signInOf(item);
        if (signIn !== undefined) findings.signIns.push(signIn);
        else if (item.kind === 'unreadable' && !item.preselected) {
          findings.problems.push({ file, ...noRecord(item.reason) });
        }
      }
    };
    const scan = createListScanner(watchedIn, (bytes) => {
      const text = bytes.toString();
      const element = parseJson(text);
      if (element === undefined || readDoubledKeys(text, element) !== undefined) return false;
      take(recordsOf([element]));
      return true;
    });
    const read = readAtOnce(file);
    // Where no checksum proves it whole, damage must be looked for in every record.
    if (read.kind === 'not-proven') return undefined;
    if (read.kind === 'text') {
      findings.bytes = read.storedBytes;
      return scan({ bytes: read.bytes, isLast: true }).kind === 'done' ? findings : undefined;
    }
    const step = await scanPieces(file, scan, (count) => {
      findings.bytes += count;
    });
    // Whatever is not whole is for the reader that `ring` uses, so that both say the same.
    return step.kind === 'done' ? findings : undefined;
  };

  return async (file) => {
    try {
      // By its bytes a record is found, but not the line it stands in.
      const isSlow = file === '-' || settings.raw === true;
      const found = isSlow ? undefined : await scanList(file);
      return found ?? (await readAnyLayout(file, signInOf, settings.raw === true));
    } catch (error) {
      return { ...noFindings(), problems: [{ file, ...whyOf(error) }] };
    }
  };
}

/** Shows a file to the scanner piece by piece. Where its bytes break off, the list is of another layout. */
async function scanPieces(
  file: string,
  scan: ListScanner,
  onRead: (bytes: number) => void,
): Promise<ScanStep> {
  let window = Buffer.allocUnsafeSlow(2 * WINDOW);
  let size = 0;
  let wanted = WINDOW;
  try {
    for await (const piece of textBytes(file, undefined, onRead)) {
      if (size + piece.length > window.length) {
        window = Buffer.concat([window.subarray(0, size)], 2 * (size + piece.length));
      }
      window.set(piece, size);
      size += piece.length;
      if (size < wanted) continue;
      const step = scan({ bytes: window.subarray(0, size), isLast: false });
      if (step.kind !== 'wants-more' || size - step.from > MOST_ELEMENT) {
        return { kind: 'other-layout' };
      }
      window.copyWithin(0, step.from, size);
      size -= step.from;
      // Twice as much next time, so that one huge element is not looked through again and again.
      wanted = Math.max(WINDOW, 2 * size);
    }
  } catch {
    // The reader of any layout meets the same fault, and says what it is.
    return { kind: 'other-layout' };
  }
  return scan({ bytes: window.subarray(0, size), isLast: true });
}

function noFindings(): FileFindings {
  return { signIns: [], problems: [], sources: [], bytes: 0 };
}

async function readAnyLayout(
  file: string,
  signInOf: SignInOf,
  raw: boolean,
): Promise<FileFindings> {
  const findings = noFindings();
  for await (const found of readRecordFile(file)) {
    if (found.kind === 'problem') findings.problems.push(found.problem);
    else if (found.kind === 'file-done') findings.bytes = found.bytes;
    else {
      const { item, line } = found;
      const signIn = signInOf(item);
      if (signIn === undefined) continue;
      findings.signIns.push(signIn);
      if (!raw) continue;
      findings.sources.push({
        eventId: signIn.eventId,
        file: found.file,
        ...(line === undefined ? {} : { line }),
        record: item.kind === 'record' ? item.record : item.text,
      });
    }
  }
  return findings;
}
