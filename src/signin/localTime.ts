/**
 * An ISO 8601 instant as `YYYY/MM/DD HH:mm:ss` in an IANA time zone. `?` for what is
 * no instant. Swedish writes `2026-11-23 18:04:05`: the shortest way to a sortable form.
 */
export function localTime(iso: string, timeZone: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? '?'
    : formatterFor(timeZone).format(date).replaceAll('-', '/');
}

/** One for each zone: making one is slow, and every row that is stored needs one. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const numeric = 'numeric';
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  formatters.set(timeZone, made);
  return made;
}
