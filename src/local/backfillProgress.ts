import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { coverSpan, type Span, spansLeft } from '../installation/spans.ts';
import { fieldAt, fieldsOf } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';

/** How far a backfill is, kept in a file so that a run that was stopped goes on where it was. */
export type BackfillProgress = {
  /** What of the span is not taken in yet, newest first. `part`: a region, or a part of its look-ups. */
  left(part: string, whole: Span): Span[];
  /** Remembers that this span is done. Survives a kill at any moment. */
  cover(part: string, span: Span): void;
  /** Forgets these parts: they are complete. */
  forget(parts: readonly string[]): void;
};

/**
 * Opens the file of one target, which may be absent. What was remembered for other events (`setting`), and what cannot
 * be read, counts for nothing: to take in again what is known does no harm.
 */
export function openBackfillProgress(file: string, setting: string): BackfillProgress {
  const stored = load(file);
  const covered = new Map<string, readonly Span[]>();
  if (fieldAt(stored, 'setting') === setting) {
    for (const [part, spans] of Object.entries(fieldsOf(fieldAt(stored, 'covered')))) {
      covered.set(part, spansOf(spans));
    }
  }
  const save = () => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Written beside and moved over: a kill leaves the old file or the new, never half of one.
    const next = `${file}.new`;
    writeFileSync(next, JSON.stringify({ setting, covered: Object.fromEntries(covered) }));
    renameSync(next, file);
  };
  return {
    left: (part, whole) => spansLeft(whole, covered.get(part) ?? []),
    cover: (part, span) => {
      covered.set(part, coverSpan(covered.get(part) ?? [], span));
      save();
    },
    forget: (parts) => {
      for (const part of parts) covered.delete(part);
      if (covered.size > 0) save();
      else rmSync(file, { force: true });
    },
  };
}

function load(file: string): unknown {
  try {
    return parseJson(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function spansOf(value: unknown): Span[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => {
    const [since, until] = [fieldAt(one, 'since'), fieldAt(one, 'until')];
    return typeof since === 'number' && typeof until === 'number' ? [{ since, until }] : [];
  });
}
