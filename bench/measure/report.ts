import { writeFileSync } from 'node:fs';

/** A table in Markdown, the first column to the left and the others to the right, padded to be read as it is. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = head.map((title, i) =>
    Math.max(3, title.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, i) => pad(cells[i] ?? '', width, i)).join(' | ')} |`;
  const rule = widths.map((width, i) =>
    i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function pad(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

/** Writes the figures of a bench as JSON, for whoever compares or plots them. */
export function writeFigures(path: string, figures: unknown): void {
  writeFileSync(path, `${JSON.stringify(figures, undefined, 2)}\n`);
}
