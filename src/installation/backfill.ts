import type { Extracted } from '../envelopes/recordsOf.ts';
import { fieldAt } from '../signin/fields.ts';
import type { Span } from './spans.ts';

/** What happened in a span, newest first, as CloudTrail hands it out. */
export type SpanLookup = (span: Span) => AsyncIterable<Extracted>;

/** A part of a span that has been taken in, from its newest end down to `covered.since`, and what came of it. */
export type Taken<T> = { readonly covered: Span; readonly result: T };

/** Records taken in at once: four requests' worth. */
const BATCH = 200;

/**
 * Takes in what happened in a span, in the order in which CloudTrail hands it out, a batch at a time, so that nothing is
 * asked for twice and little is held in memory. (The order in which rows are stored decides nothing: what is known of a
 * sign-in's predecessors follows from the times in the rows.) Yields after each batch: a run that begins again need not
 * ask for what is covered.
 */
export async function* backfillSpan<T>(
  span: Span,
  lookup: SpanLookup,
  take: (records: readonly Extracted[]) => Promise<T>,
): AsyncGenerator<Taken<T>> {
  let batch: Extracted[] = [];
  let reached = span.until + 1;
  for await (const record of lookup(span)) {
    batch.push(record);
    reached = Math.min(reached, timeOf(record) ?? reached);
    if (batch.length < BATCH) continue;
    const result = await take(batch);
    batch = [];
    // CloudTrail keeps time in seconds: more of the last one may be to come.
    yield {
      covered: { since: Math.min(reached + 1000, span.until + 1), until: span.until },
      result,
    };
  }
  yield { covered: span, result: await take(batch) };
}

function timeOf(item: Extracted): number | undefined {
  const time = item.kind === 'record' ? Date.parse(String(fieldAt(item.record, 'eventTime'))) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
