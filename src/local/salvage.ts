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

export type Salvage = {
  readonly documents: readonly Salvaged[];
  /** The text after this was not understood; the text's length when all of it was. */
  readonly end: number;
  /** Where it stopped being JSON, or the text's length when it is only cut off. */
  readonly stuckAt: number;
};

/**
 * The objects and lists that stand one after the other in a text, with or without white space between
 * (Firehose delivers them so, and jq prints them so), the last of them perhaps cut off or damaged.
 * White space at the end of the text must have been trimmed.
 */
export function salvage(text: string): Salvage {
  const documents: Salvaged[] = [];
  let from = 0;
  while (from < text.length) {
    const { end, closers, stuckAt } = scanJson(text, from);
    const at = from + (/\S/.exec(text.slice(from, from + 1024))?.index ?? 0);
    const value = end > from ? parseJson(text.slice(from, end) + closers) : undefined;
    if (value === undefined) {
      const refused = end > from;
      return { documents, end: from, stuckAt: refused ? at : cutOrStuck(text, stuckAt) };
    }
    documents.push({ value, at, broken: openIn(value, closers.length) });
    if (closers !== '') return { documents, end, stuckAt: cutOrStuck(text, stuckAt) };
    from = end;
  }
  return { documents, end: from, stuckAt: from };
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
