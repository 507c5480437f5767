import { OUTCOMES, type Outcome, type SignIn } from '../signin/signIn.ts';

const DAY = 86_400_000;
/** More bars than this cannot be told apart. */
const MOST_BARS = 130;

/** A span of time of the chart, and what happened in it. */
export type Period = {
  /** Its first day, `2026/11/27`, in the zone of the report. */
  readonly from: string;
  readonly success: number;
  readonly failure: number;
  readonly unclear: number;
};

export type PeriodUnit = 'day' | 'week' | 'month' | 'year';

/** Number of a span since 1970, and the first day of the span with a number. Weeks begin on Monday. */
type Calendar = {
  readonly unit: PeriodUnit;
  indexOf(day: Date): number;
  startOf(index: number): number;
};

const dayNumber = (day: Date) => Math.floor(day.getTime() / DAY);

const CALENDARS: readonly Calendar[] = [
  { unit: 'day', indexOf: dayNumber, startOf: (index) => index * DAY },
  {
    unit: 'week',
    // 1970-01-01 was a Thursday.
    indexOf: (day) => Math.floor((dayNumber(day) + 3) / 7),
    startOf: (index) => (index * 7 - 3) * DAY,
  },
  {
    unit: 'month',
    indexOf: (day) => day.getUTCFullYear() * 12 + day.getUTCMonth(),
    startOf: (index) => Date.UTC(Math.floor(index / 12), index % 12),
  },
  {
    unit: 'year',
    indexOf: (day) => day.getUTCFullYear(),
    startOf: (index) => Date.UTC(index, 0),
  },
];

/**
 * Sign-ins counted by the smallest unit that gives few enough bars, oldest first and without gaps; where even years are too
 * many (records may claim any time), only the newest years. None where there is no sign-in with a time.
 */
export function periodsOf(
  signIns: readonly SignIn[],
  time: (iso: string) => string,
): { readonly unit: PeriodUnit; readonly periods: readonly Period[] } {
  // By day first: days are few, however many the sign-ins are.
  const byDay = new Map<string, Record<Outcome, number>>();
  for (const { occurredAt, outcome } of signIns) {
    const name = time(occurredAt).slice(0, 10);
    const counts = byDay.get(name) ?? { success: 0, failure: 0, unclear: 0 };
    counts[outcome] += 1;
    byDay.set(name, counts);
  }
  const timed = [...byDay].flatMap(([name, counts]) => {
    const day = dayOf(name);
    return day === undefined ? [] : [{ day, counts }];
  });
  const days = timed.map(({ day }) => day.getTime());
  const first = new Date(days.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
  const last = new Date(days.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY));
  const years = CALENDARS[CALENDARS.length - 1];
  const calendar =
    CALENDARS.find(({ indexOf }) => indexOf(last) - indexOf(first) < MOST_BARS) ?? years;
  if (calendar === undefined || timed.length === 0) return { unit: 'day', periods: [] };
  const end = calendar.indexOf(last);
  const start = Math.max(calendar.indexOf(first), end - MOST_BARS + 1);
  const counts = Array.from({ length: end - start + 1 }, (_, at) => ({
    from: new Date(calendar.startOf(start + at)).toISOString().slice(0, 10).replaceAll('-', '/'),
    success: 0,
    failure: 0,
    unclear: 0,
  }));
  for (const { day, counts: ofDay } of timed) {
    const period = counts[calendar.indexOf(day) - start];
    if (period !== undefined) for (const outcome of OUTCOMES) period[outcome] += ofDay[outcome];
  }
  return { unit: calendar.unit, periods: counts };
}

/** Sign-ins by weekday (Sunday is 0) and hour, in the zone of the report. */
export function hoursOfWeek(
  signIns: readonly SignIn[],
  time: (iso: string) => string,
): readonly (readonly number[])[] {
  const byHour = new Map<string, number>();
  for (const { occurredAt } of signIns) {
    const hour = time(occurredAt).slice(0, 13);
    byHour.set(hour, (byHour.get(hour) ?? 0) + 1);
  }
  const counts = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const [name, count] of byHour) {
    const day = dayOf(name.slice(0, 10));
    const hours = day && counts[day.getUTCDay()];
    if (hours === undefined) continue;
    const hour = Number(name.slice(11, 13));
    hours[hour] = (hours[hour] ?? 0) + count;
  }
  return counts;
}

/** A day of the zone's calendar, `2026/11/27`, as midnight of UTC; nothing for what is no day. */
function dayOf(name: string): Date | undefined {
  const day = new Date(`${name.replaceAll('/', '-')}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? undefined : day;
}
