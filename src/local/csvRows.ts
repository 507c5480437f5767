/** How tables of records begin: Athena, CloudTrail Lake, the console's event history. */
const HEADER =
  /^"?(event ?name|event ?time|event ?version|event ?id|event ?json|event_time|event_name)"?\s*,|(^|,)"?event ?(name|json)"?(,|$)/i;

/** Is this a table with a header of CloudTrail's columns? */
export function isCsv(text: string): boolean {
  const header = firstLineOf(text);
  return !header.includes('{') && header.includes(',')
    ? HEADER.test(header)
    : /^"?eventjson"?$/i.test(header);
}

/** The table that the console's event history downloads: it has neither result nor second factor. */
export function isEventHistory(text: string): boolean {
  return /^"?Event name"?,"?Event time"?,/i.test(firstLineOf(text));
}

function firstLineOf(text: string): string {
  const end = text.indexOf('\n');
  return (end < 0 ? text : text.slice(0, end)).trim();
}

/** The rows by the names of their columns (RFC 4180), with the line that each begins on, from 0. Takes linear time. */
export function* csvRows(
  text: string,
): Generator<{ readonly line: number; readonly row: Readonly<Record<string, string>> }> {
  let header: readonly string[] | undefined;
  for (const { line, cells } of cellRows(text)) {
    if (header === undefined) header = cells;
    else if (cells.length > 1 || cells[0] !== '') {
      yield { line, row: Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])) };
    }
  }
}

function* cellRows(text: string) {
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/y;
  let cells: string[] = [];
  let [line, start] = [0, 0];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (match === null) {
      // A quote within a cell that does not begin with one: the rest of the line is one cell.
      const end = text.indexOf('\n', at);
      cells.push(text.slice(at, end < 0 ? text.length : end));
      cell.lastIndex = end < 0 ? text.length : end + 1;
      yield { line: start, cells };
      cells = [];
      line += 1;
      start = line;
      continue;
    }
    const [, quoted, plain = '', separator] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += (quoted?.match(/\n/g) ?? []).length;
    if (separator === ',') continue;
    yield { line: start, cells };
    cells = [];
    line += 1;
    start = line;
  }
  if (cells.length > 0) yield { line: start, cells };
}
