import { localTime } from '../signin/localTime.ts';

const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Reads a point in time as people write it: `2026-11-23`, `2026-11-23 18:04` or `2026-11-23T18:04:05` in
 * the time zone, the same with `Z` or an offset, or `90m`, `24h`, `7d`, `2w` before `now`. Returns ISO
 * 8601 UTC. Throws an Error that says what is wrong and what would be right.
 */
export function parseTimeArgument(text: string, timeZone: string, now: number): string {
  const ago = /^(\d{1,6})([mhdw])$/.exec(text);
  if (ago !== null)
    return new Date(now - Number(ago[1]) * (UNITS[ago[2] ?? ''] ?? 0)).toISOString();
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  const [, date = '', time = '00:00', seconds = ':00', zone] = match ?? [];
  const utc = Date.parse(`${date}T${time}${seconds}${zone ?? 'Z'}`);
  if (match === null || Number.isNaN(utc)) {
    throw new Error(
      `${JSON.stringify(text)} is no time; write 2026-11-23, "2026-11-23 18:04", 2026-11-23T18:04:05Z, 24h or 7d`,
    );
  }
  return new Date(zone === undefined ? inZone(utc, timeZone) : utc).toISOString();
}

/** The instant at which clocks in the zone show what `wall`, read as UTC, shows. */
function inZone(wall: number, timeZone: string): number {
  const offsetAt = (instant: number) => {
    const shown = localTime(new Date(instant).toISOString(), timeZone);
    return Date.parse(`${shown.replaceAll('/', '-').replace(' ', 'T')}Z`) - instant;
  };
  const guess = wall - offsetAt(wall);
  return wall - offsetAt(guess);
}
