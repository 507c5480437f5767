import { isFields } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import {
  CUT_OFF,
  DAMAGED,
  documentTooLong,
  EMPTY,
  LINE_NOT_JSON,
  lineTooLong,
  NOT_JSON,
  type Why,
  whyOf,
} from './fileProblems.ts';
import type { Line } from './lines.ts';
import { type Salvage, salvage } from './salvage.ts';

/** A JSON document of a text, or what is wrong with the text; `line` counts from 1. */
export type Found =
  | {
      readonly kind: 'document';
      readonly line: number;
      readonly value: unknown;
      /** The parts of `value` that are not whole, because the text broke off in them. */
      readonly broken: ReadonlySet<unknown>;
    }
  | { readonly kind: 'problem'; readonly line?: number; readonly why: Why };

const NOTHING: ReadonlySet<unknown> = new Set();

/**
 * The JSON documents of a text given by lines, whichever way they are laid out: one a line, one over many
 * lines, or one after the other. A text whose first line is JSON by itself is taken line by line and never
 * held; any other is gathered, up to `limit` characters, and then understood as a whole. From what is cut
 * off or damaged comes what can be read, and a problem. Never throws for what the text holds.
 */
export async function* documentsOf(
  lines: AsyncIterable<Line>,
  limit: number,
): AsyncGenerator<Found> {
  let isEmpty = true;
  let byLine = false;
  let gathered: Gathered | undefined;
  for await (const line of lines) {
    isEmpty = isEmpty && line.kind === 'text' && line.text.trim() === '';
    if (line.kind !== 'text') {
      if (gathered !== undefined) yield* fromGathered(gathered);
      gathered = undefined;
      byLine = true;
      yield line.kind === 'failed'
        ? { kind: 'problem', why: whyOf(line.error) }
        : { kind: 'problem', line: line.number, why: lineTooLong(limit) };
    } else if (gathered !== undefined) {
      if (gathered.text.length + line.text.length > limit) {
        const laidOutByLine = yield* fromGathered(gathered);
        if (!laidOutByLine) {
          yield { kind: 'problem', line: gathered.line, why: documentTooLong(limit) };
          return;
        }
        gathered = undefined;
        byLine = true;
        yield* fromLine(line.text, line.number);
      } else gathered.text += `\n${line.text}`;
    } else if (line.text.trim() !== '') {
      byLine ||= parseJson(line.text) !== undefined;
      if (byLine) yield* fromLine(line.text, line.number);
      else gathered = { text: line.text, line: line.number };
    }
  }
  if (gathered !== undefined) yield* fromGathered(gathered);
  if (isEmpty) yield { kind: 'problem', why: EMPTY };
}

/** Lines that are not JSON by the first of them; `line` is its number. */
type Gathered = { text: string; readonly line: number };

function* fromLine(text: string, line: number): Generator<Found> {
  if (text.trim() === '') return;
  const value = parseJson(text);
  if (value !== undefined) yield { kind: 'document', line, value, broken: NOTHING };
  else {
    const trimmed = text.trim();
    yield* fromSalvage(salvage(trimmed), trimmed, line, LINE_NOT_JSON);
  }
}

/** Returns whether it turned out to be laid out line by line. */
function* fromGathered({ text, line }: Gathered): Generator<Found, boolean> {
  const value = parseJson(text);
  if (value !== undefined) {
    yield { kind: 'document', line, value, broken: NOTHING };
    return false;
  }
  const trimmed = text.trimEnd();
  const saved = salvage(trimmed);
  if (!hasRecordLine(trimmed, saved.end)) {
    yield* fromSalvage(saved, trimmed, line, NOT_JSON);
    return false;
  }
  let number = line;
  for (const one of splitLines(text, 0)) {
    yield* fromLine(one, number);
    number += 1;
  }
  return true;
}

/**
 * Is there, beyond what was understood as a whole, a line that is an object by itself? Then the lines are
 * documents and some of them are bad. Inside a document over many lines no such line is left over.
 */
function hasRecordLine(text: string, from: number): boolean {
  const start = from === 0 ? 0 : text.indexOf('\n', from) + 1;
  if (from > 0 && start === 0) return false;
  for (const line of splitLines(text, start)) {
    const value = line.trimStart().startsWith('{') ? parseJson(line) : undefined;
    if (isFields(value) && Object.keys(value).length > 0) return true;
  }
  return false;
}

function* fromSalvage(
  saved: Salvage,
  text: string,
  firstLine: number,
  notJson: Why,
): Generator<Found> {
  let line = firstLine;
  let counted = 0;
  const lineAt = (position: number) => {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < position; ) {
      line += 1;
      counted = at + 1;
      at = text.indexOf('\n', counted);
    }
    return line;
  };
  for (const { at, value, broken } of saved.documents)
    yield { kind: 'document', line: lineAt(at), value, broken };
  if (saved.end === text.length && saved.documents.at(-1)?.broken.size === 0) return;
  const isJson = saved.documents.length > 0 || /^\s*[{[]/.test(text);
  const why = !isJson ? notJson : saved.stuckAt === text.length ? CUT_OFF : DAMAGED;
  yield { kind: 'problem', line: lineAt(saved.stuckAt), why };
}

function* splitLines(text: string, start: number): Generator<string> {
  for (let from = start; from <= text.length; ) {
    const to = text.indexOf('\n', from);
    yield text.slice(from, to < 0 ? text.length : to);
    if (to < 0) return;
    from = to + 1;
  }
}
