/**
 * One CSV line (RFC 4180), every cell quoted. A cell that a spreadsheet would take for a formula gets an
 * apostrophe before it, since every cell comes from outside; full-width signs begin one in a Japanese Excel.
 */
export function csvLine(cells: readonly string[]): string {
  return cells
    .map((cell) => (/^\s*[=+\-@\t\r|%＝＋－＠]/.test(cell) ? `'${cell}` : cell))
    .map((cell) => `"${cell.replaceAll('"', '""')}"`)
    .join(',');
}
