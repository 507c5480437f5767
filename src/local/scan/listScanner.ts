import { createHop, RECORD } from './hop.ts';
import { afterSpace, endOfValue } from './jsonBytes.ts';
import type { WatchedBytes } from './watchedBytes.ts';

/** How far a scanner has come. */
export type ScanStep =
  /** All before `from` is done with; what follows must be shown again, with more after it. */
  | { readonly kind: 'wants-more'; readonly from: number }
  /** The end, and all is well. */
  | { readonly kind: 'done' }
  /** The end, in the middle of the list. */
  | { readonly kind: 'cut-off' }
  /** Not (or no longer) a list of records: whoever reads any layout must read it from its beginning. */
  | { readonly kind: 'other-layout' };

/** What is shown to a scanner. */
export type ScanWindow = {
  readonly bytes: Buffer;
  /** Nothing follows. */
  readonly isLast: boolean;
};

export type ListScanner = (window: ScanWindow) => ScanStep;

/** How a CloudTrail log file begins, a LookupEvents answer, and a list of either. */
const OPENING = /^\s*(?:(\{)\s*"(?:Records|records|Events)"\s*:\s*)?\[/;
const LONGEST_OPENING = 256;

const COMMA = 0x2c;
const LIST_CLOSES = 0x5d;
const OBJECT_CLOSES = 0x7d;

/**
 * Finds the elements of a list of records that may be watched, in bytes that come window by window, and
 * hands each to `onElement` as its own bytes, exactly from its first brace to its last. Everything else is
 * only counted over, most of it not even that. `onElement` returns false for what is not JSON. Several
 * lists one after the other are fine.
 */
export function createListScanner(
  watchedIn: (bytes: Buffer) => WatchedBytes,
  onElement: (bytes: Buffer) => boolean,
): ListScanner {
  let inList = false;
  let hasOpened = false;
  /** Whether the list stands in an object that must be closed after it. */
  let inObject = false;

  return ({ bytes, isLast }) => {
    const nextWatched = watchedIn(bytes);
    const hop = createHop(bytes);
    const wantsMore = (from: number): ScanStep =>
      isLast ? { kind: 'cut-off' } : { kind: 'wants-more', from };
    let at = 0;
    for (;;) {
      at = afterSpace(bytes, at);
      if (!inList) {
        if (at === bytes.length && isLast && hasOpened) return { kind: 'done' };
        const opening = OPENING.exec(bytes.toString('latin1', at, at + LONGEST_OPENING));
        if (opening === null) {
          const mayBegin = !isLast && bytes.length - at < LONGEST_OPENING;
          return mayBegin ? wantsMore(at) : { kind: 'other-layout' };
        }
        inList = true;
        hasOpened = true;
        inObject = opening[1] !== undefined;
        at += opening[0].length;
        continue;
      }
      const watched = nextWatched(at);
      const byte = bytes[at];
      if (byte === undefined) return wantsMore(at);
      if (byte === COMMA) {
        at += 1;
        continue;
      }
      if (byte === LIST_CLOSES) {
        const end = afterSpace(bytes, at + 1);
        if (inObject && end === bytes.length) return wantsMore(at);
        if (inObject && bytes[end] !== OBJECT_CLOSES) return { kind: 'other-layout' };
        inList = false;
        at = inObject ? end + 1 : at + 1;
        continue;
      }
      const next = hop(at);
      if (next > 0 && next <= watched) {
        at = next;
        continue;
      }
      const end = endOfValue(bytes, at);
      if (end < 0) return wantsMore(at);
      const mayMatter = watched < end || !isOrdinary(bytes, at);
      if (mayMatter && !onElement(bytes.subarray(at, end))) return { kind: 'other-layout' };
      at = end;
    }
  };
}

/** Whether a record begins here, as CloudTrail writes it. */
function isOrdinary(bytes: Buffer, at: number): boolean {
  return bytes.subarray(at, at + RECORD.length).equals(RECORD);
}
