import { readDoubledKeys } from '../envelopes/doubledKeys.ts';
import { isFields } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import { csvRows, isCsv, isEventHistory } from './csvRows.ts';
import {
  CUT_OFF,
  damagedAt,
  documentTooLong,
  EMPTY,
  EVENT_HISTORY_CSV,
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
  if (value !== undefined) yield* whole(text, line, value);
  else {
    const trimmed = text.trim();
    yield* fromSalvage(salvage(trimmed), trimmed, line, LINE_NOT_JSON);
  }
}

/** A document that is JSON, and what it says besides where it says things twice. */
function* whole(text: string, line: number, value: unknown): Generator<Found> {
  yield { kind: 'document', line, value, broken: NOTHING };
  const other = readDoubledKeys(text, value);
  if (other !== undefined) yield { kind: 'document', line, value: other, broken: NOTHING };
}

/** Returns whether it turned out to be laid out line by line. */
function* fromGathered({ text, line }: Gathered): Generator<Found, boolean> {
  const value = parseJson(text);
  if (value !== undefined) {
    yield* whole(text, line, value);
    return false;
  }
  if (isCsv(text)) {
    yield* fromCsv(text, line);
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

/** Each row of a table of records is a document. */
function* fromCsv(text: string, firstLine: number): Generator<Found> {
  if (isEventHistory(text)) {
    yield { kind: 'problem', line: firstLine, why: EVENT_HISTORY_CSV };
    return;
  }
  for (const { line, row } of csvRows(text)) {
    yield { kind: 'document', line: firstLine + line, value: row, broken: NOTHING };
  }
}

function* fromSalvage(
  saved: Salvage,
  text: string,
  firstLine: number,
  notJson: Why,
): Generator<Found> {
  let line = firstLine;
  let next = text.indexOf('\n');
  const lineAt = (position: number) => {
    for (; next >= 0 && next < position; next = text.indexOf('\n', next + 1)) line += 1;
    return line;
  };
  const found = [
    ...saved.documents.map((one) => ({ ...one, kind: undefined })),
    ...saved.damages,
  ].toSorted((one, other) => one.at - other.at);
  const isJson = saved.documents.length > 0 || /^\s*[{[]/.test(text);
  for (const one of found) {
    if (one.kind === undefined) {
      yield { kind: 'document', line: lineAt(one.at), value: one.value, broken: one.broken };
    } else {
      const why = !isJson ? notJson : one.kind === 'cut' ? CUT_OFF : damagedAt(text, one.at);
      yield { kind: 'problem', line: lineAt(one.at), why };
      if (!isJson) return;
    }
  }
}

function* splitLines(text: string, start: number): Generator<string> {
  for (let from = start; from <= text.length; ) {
    const to = text.indexOf('\n', from);
    yield text.slice(from, to < 0 ? text.length : to);
    if (to < 0) return;
    from = to + 1;
  }
}
