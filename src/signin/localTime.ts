/**
 * An ISO 8601 instant as `YYYY/MM/DD HH:mm:ss` in an IANA time zone. `?` for what is
 * no instant. Swedish writes `2026-11-23 18:04:05`: the shortest way to a sortable form.
 */
export function localTime(iso: string, timeZone: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? '?'
    : date.toLocaleString('sv-SE', { timeZone }).replaceAll('-', '/');
}
