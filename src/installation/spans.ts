/** A span of time, milliseconds since the epoch, both ends inclusive. */
export type Span = { readonly since: number; readonly until: number };

/** What of `whole` no covered span holds, newest first. */
export function spansLeft(whole: Span, covered: readonly Span[]): Span[] {
  const left: Span[] = [];
  let { since } = whole;
  for (const span of covered.toSorted((a, b) => a.since - b.since)) {
    if (span.since > since) left.unshift({ since, until: Math.min(whole.until, span.since - 1) });
    since = Math.max(since, span.until + 1);
    if (since > whole.until) break;
  }
  if (since <= whole.until) left.unshift({ since, until: whole.until });
  return left.filter((span) => span.since <= span.until);
}

/** The spans with one more, those that touch or overlap as one; in order of time. */
export function coverSpan(covered: readonly Span[], added: Span): Span[] {
  const joined: Span[] = [];
  for (const span of [...covered, added].toSorted((a, b) => a.since - b.since)) {
    const last = joined.at(-1);
    if (last === undefined || span.since > last.until + 1) joined.push(span);
    else joined[joined.length - 1] = { ...last, until: Math.max(last.until, span.until) };
  }
  return joined;
}
