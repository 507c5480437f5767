import { CHECK_NAMES, type CheckName } from './checks.ts';
import type { CheckResult } from './verdict.ts';

/** A link that could not be looked at for this long is worth a word. */
const UNKNOWN_AFTER = 24 * 3_600_000;

/** What people were told last. Times are milliseconds since the epoch. */
export type HealthState = {
  readonly broken: readonly CheckName[];
  /** Since when a link could not be looked at. */
  readonly unknownSince: Readonly<Partial<Record<CheckName, number>>>;
  /** The unknown links, and those with a warning, that were mentioned. */
  readonly mentioned: readonly CheckName[];
};

export const NOTHING_TOLD: HealthState = { broken: [], unknownSince: {}, mentioned: [] };

/**
 * What there is to tell: `broken`: a link broke (`links`: all that are broken, with those unknown for a
 * day); `warning`: one does not work, and nothing is lost by it;
 * `unknown`: a link has been unknown for a day; `well`: all is well again (`links`: every link).
 */
export type HealthNews = {
  readonly kind: 'broken' | 'warning' | 'unknown' | 'well';
  readonly links: readonly CheckResult[];
};

/**
 * Compares what is found with what was told. Rings once when a link breaks, once when everything is well
 * again, once for a warning, and once for what has been unknown for a day. A link told as broken that cannot be looked at now
 * counts as broken still. Pure.
 */
export function healthNews(
  told: HealthState,
  verdicts: readonly CheckResult[],
  now: number,
): { readonly news: HealthNews | undefined; readonly next: HealthState } {
  const linksThatAre = (verdict: CheckResult['verdict']) =>
    verdicts.filter((one) => one.verdict === verdict);
  const broken = linksThatAre('broken');
  const unknown = linksThatAre('unknown');
  const stillBroken = unknown.filter(({ link }) => told.broken.includes(link));
  // What hangs on a broken link is unknown because of it; that one is told.
  const warnings = linksThatAre('warning');
  const unclear = unknown.filter(({ finding }) => finding !== 'depends');
  const unknownSince = Object.fromEntries(
    unclear.map(({ link }) => [link, told.unknownSince[link] ?? now]),
  );
  const longUnclear = unclear.filter(
    ({ link }) => now - (unknownSince[link] ?? now) >= UNKNOWN_AFTER,
  );
  const overdue = [...warnings, ...longUnclear];
  const next: HealthState = {
    broken: namesOf([...broken, ...stillBroken]),
    unknownSince,
    mentioned: namesOf(overdue),
  };
  const isNew = (before: readonly CheckName[]) => (one: CheckResult) => !before.includes(one.link);
  const kind = broken.some(isNew(told.broken))
    ? 'broken'
    : warnings.some(isNew(told.mentioned))
      ? 'warning'
      : longUnclear.some(isNew(told.mentioned))
        ? 'unknown'
        : told.broken.length > 0 && next.broken.length === 0
          ? 'well'
          : undefined;
  const links = kind === 'broken' ? [...broken, ...overdue] : kind === 'well' ? verdicts : overdue;
  return { news: kind && { kind, links }, next };
}

function namesOf(verdicts: readonly CheckResult[]): CheckName[] {
  return CHECK_NAMES.filter((link) => verdicts.some((one) => one.link === link));
}

/** Do two states say the same? */
export function isSameState(a: HealthState, b: HealthState): boolean {
  const key = ({ broken, unknownSince, mentioned }: HealthState) =>
    JSON.stringify([broken, CHECK_NAMES.map((link) => unknownSince[link] ?? null), mentioned]);
  return key(a) === key(b);
}
