import type { Seen } from './facts.ts';
import type { Finding, Values } from './findings.ts';
import type { LinkName, Verdict } from './verdict.ts';

/** What was found of a link, before it is worded. */
export type Judged = {
  readonly verdict: Verdict;
  readonly finding: Finding;
  readonly values?: Values;
};

/** The judgements of some links. */
export type Judgements = Partial<Record<LinkName, Judged>>;

/** The link holds. */
export const ok = (finding: Finding, values: Values = {}): Judged => {
  return { verdict: 'ok', finding, values };
};
/** It does not: nothing gets through, or nobody would hear. */
export const broken = (finding: Finding, values: Values = {}): Judged => {
  return { verdict: 'broken', finding, values };
};

/** Judges what was seen; for what could not be looked at, `unknown` with the reason. */
export function given<T>(seen: Seen<T>, judge: (value: T) => Judged): Judged {
  if (seen.seen) return judge(seen.value);
  const { reason, permission } = seen;
  return permission === undefined
    ? { verdict: 'unknown', finding: 'not-seen', values: { reason } }
    : { verdict: 'unknown', finding: 'denied', values: { permission } };
}

/** `unknown`, because another link is not well and decides this one. */
export function dependsOn(on: LinkName): Judged {
  return { verdict: 'unknown', finding: 'depends', values: { on } };
}

/** `2026-03-02 09:30`, UTC. */
export function minuteOf(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}
