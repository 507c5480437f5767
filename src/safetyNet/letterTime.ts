import type { LetterDay } from '../settings.ts';
import { localTime } from '../signin/localTime.ts';

/** When the weekly letter is due, in the zone of the notices. */
export type LetterSchedule = { readonly day: Exclude<LetterDay, 'off'>; readonly hour: number };

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** Every zone's hours begin at a quarter of UTC's. */
const QUARTER = 15 * 60_000;
/** A week, and what a zone may change by meanwhile. */
const FURTHEST = 7 * 24 * 4 + 8;

/**
 * When the last letter was due (milliseconds since the epoch), at or before `now`: where a clock that is put forward leaves
 * the hour out, at the first moment after it; where the hour comes twice, the first time.
 */
export function lastLetterTime(
  now: number,
  { day, hour }: LetterSchedule,
  timeZone: string,
): number {
  let at = Math.floor(now / QUARTER) * QUARTER;
  let isOn = isInside(at, day, hour, timeZone);
  for (let steps = 0; steps <= FURTHEST; steps += 1) {
    const wasOn = isInside(at - QUARTER, day, hour, timeZone);
    if (isOn && !wasOn) return at;
    at -= QUARTER;
    isOn = wasOn;
  }
  return at;
}

/** Is it that day, and not before that hour? */
function isInside(at: number, day: string, hour: number, timeZone: string): boolean {
  const local = localTime(new Date(at).toISOString(), timeZone);
  const weekday = DAYS[new Date(`${local.slice(0, 10).replaceAll('/', '-')}T00:00Z`).getUTCDay()];
  return weekday === day && Number(local.slice(11, 13)) >= hour;
}
