import { RECORD_MEMBERS } from '../envelopes/rowRecords.ts';
import { scanJson } from '../envelopes/truncatedJson.ts';
import { isFields } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';

/** One JSON document found in a text. */
export type Salvaged = {
  readonly value: unknown;
  /** Where it begins in the text. */
  readonly at: number;
  /** The objects and lists that the text broke off in, and so are not whole; empty when all is well. */
  readonly broken: ReadonlySet<unknown>;
};

/** A place where a text is not JSON: `cut` where it only ends too early. */
export type Damage = { readonly at: number; readonly kind: 'cut' | 'damaged' };

export type Salvage = {
  readonly documents: readonly Salvaged[];
  /** Up to here the text was understood without a fault; its length when all of it was. */
  readonly end: number;
  readonly damages: readonly Damage[];
};

const NOTHING: ReadonlySet<unknown> = new Set();

/** What stands before a record in a line of a log: a time, the name of a stream. */
const LONGEST_PREFIX = 400;
/** What stands between two of them: the other columns of YAML. */
const MOST_BETWEEN = 4000;

/** What records, and what wraps them, begin with. CloudTrail's order is its own; `jq -S` and databases have others. */
const FIRST_MEMBERS = [
  ...RECORD_MEMBERS,
  'EventId',
  'Records',
  'records',
  'Events',
  'events',
  'message',
  'messageType',
  'logEvents',
  'version',
  'detail-type',
  'CloudTrailEvent',
];
/** To go on after damage. */
const START = new RegExp(`\\{\\s*"(?:${FIRST_MEMBERS.join('|')})"`, 'g');

/**
 * The objects and lists that stand one after the other in a text, with or without white space or the prefix of a log's
 * line between. After damage it goes on at the next record; what JSON takes in no string (a raw line break, an unknown
 * escape) is read as a space. Takes time in proportion to the text. White space at the end of the text must have been trimmed.
 */
export function salvage(text: string): Salvage {
  const documents: Salvaged[] = [];
  const damages: Damage[] = [];
  let firstFault = text.length;
  let from = 0;
  /** How many lists it has gone into; each costs another reading of what is in it. */
  let inside = 0;
  const fault = (at: number, kind: Damage['kind'], understood: number) => {
    firstFault = Math.min(firstFault, understood);
    if (damages.at(-1)?.at !== at) damages.push({ at, kind });
  };
  while (from < text.length) {
    // Within a list that was left, and between lines of a log.
    if (inside > 0 || damages.length > 0) from = afterSeparators(text, from);
    else from = afterPrefix(text, from, documents.length > 0);
    if (from >= text.length) break;
    const { end, closers, stuckAt } = scanJson(text, from);
    const at = from + (/\S/.exec(text.slice(from, from + 1024))?.index ?? 0);
    const piece = text.slice(from, end);
    const whole = end > from ? parseJson(piece + closers) : undefined;
    const repaired = whole === undefined && end > from ? repair(piece) : undefined;
    const value = whole ?? (repaired && parseJson(repaired.text + closers));
    if (value !== undefined) {
      const broken = closers === '' ? NOTHING : openIn(value, closers.length);
      documents.push({ value, at, broken });
      if (whole === undefined) fault(from + (repaired?.at ?? 0), 'damaged', from);
      if (closers === '') {
        from = end;
        continue;
      }
      const stopped = cutOrStuck(text, stuckAt);
      fault(stopped, stopped === text.length ? 'cut' : 'damaged', end);
      // From the last whole piece on: a string without its end may have swallowed the beginning of the next record.
      from = nextStart(text, Math.max(at + 1, end - 4));
    } else if (end === from) {
      const stopped = cutOrStuck(text, stuckAt);
      fault(stopped, stopped === text.length ? 'cut' : 'damaged', from);
      from = nextStart(text, Math.max(stuckAt, at + 1));
    } else if (LIST.test(piece.slice(0, 256)) && inside < MOST_INSIDE) {
      // The parser refuses it for one of its records: each of the others may still be whole.
      inside += 1;
      firstFault = Math.min(firstFault, from);
      from = nextStart(text, at + 1);
      if (from >= text.length) fault(at, 'damaged', firstFault);
    } else {
      fault(at, 'damaged', from);
      from = closers === '' ? end : nextStart(text, Math.max(at + 1, end - 4));
    }
  }
  return { documents, end: damages.length === 0 ? text.length : firstFault, damages };
}

/** What a list of records begins with. */
const LIST = /^\s*(\[|\{\s*"(Records|records|Events|events)")/;

/** Lists within lists (within files one after the other) whose records are looked at one by one. */
const MOST_INSIDE = 64;

/** JSON takes no control characters and no unknown escapes within strings. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNFIT = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})?|[\u0000-\u001f]/g;

/** With spaces instead of what the parser takes in no string, and where the first of it stands. */
function repair(piece: string): { readonly text: string; readonly at: number } {
  let first = -1;
  const text = piece.replace(UNFIT, (found, at: number) => {
    if (found.length > 1) return found;
    if (first < 0 && !/\s/.test(found)) first = at;
    return ' ';
  });
  // A line break may stand in a string or between members; the first within is close enough.
  if (first >= 0) return { text, at: first };
  const begin = piece.length - piece.trimStart().length;
  return { text, at: begin + Math.max(0, piece.slice(begin).search(/[\n\r\t]/)) };
}

function nextStart(text: string, from: number): number {
  START.lastIndex = from;
  return START.exec(text)?.index ?? text.length;
}

function afterSeparators(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s,\]}]/.test(text.charAt(at))) at += 1;
  return at;
}

/** Where the JSON of a log's line begins; `from` where that is no such line. */
function afterPrefix(text: string, from: number, isBetween: boolean): number {
  if (isBetween && !/^\s*[{[]/.test(text.slice(from, from + LONGEST_PREFIX))) {
    const next = nextStart(text, from);
    // What a log, or YAML, has between its records is no damage.
    if (next - from <= MOST_BETWEEN && !/[{}]/.test(text.slice(from, next))) return next;
  }
  const start = text.slice(from, from + LONGEST_PREFIX).search(/[{[]/);
  if (start <= 0) return from;
  const prefix = text.slice(from, from + start);
  if (/["{}\n]/.test(prefix)) return from;
  // `[2026-11-25 21:45:00] {…}`: what is in brackets is no list.
  const isBracketed = /^\[[^\]{"]*\]/.exec(text.slice(from + start, from + start + LONGEST_PREFIX));
  return from + start + (isBracketed?.[0].length ?? 0);
}

/** The beginning of a number or literal at the very end is a cut, not an error. */
function cutOrStuck(text: string, stuckAt: number): number {
  return /^[-+.\w]{0,32}$/.test(text.slice(stuckAt, stuckAt + 64)) ? text.length : stuckAt;
}

/** The outermost `depth` containers along the last members: those that had not been closed. */
function openIn(value: unknown, depth: number): ReadonlySet<unknown> {
  const open = new Set<unknown>();
  for (let at = value; open.size < depth; ) {
    open.add(at);
    if (Array.isArray(at)) at = at.at(-1);
    else if (isFields(at)) at = Object.values(at).at(-1);
    else break;
  }
  return open;
}
