import { displayWidth } from '../notice/displayWidth.ts';
import { shorten } from '../signin/cleanText.ts';
import type { Terminal } from './terminal.ts';

/** `rank`: the higher, the sooner a column gives way on a narrow terminal; 0 never does. */
export type Column = { readonly title: string; readonly width: number; readonly rank: number };

/** The columns that fit a terminal, least needed dropped first; all of them where nobody looks. */
export function fittingColumns<C extends Column>(
  columns: readonly C[],
  { isInteractive, columns: available }: Pick<Terminal, 'isInteractive' | 'columns'>,
): readonly C[] {
  let kept = columns;
  const needed = () => kept.reduce((sum, { width }) => sum + width + 2, -2);
  while (isInteractive && needed() > available) {
    const worst = Math.max(...kept.map(({ rank }) => rank));
    if (worst === 0) break;
    kept = kept.filter(({ rank }) => rank < worst);
  }
  return kept;
}

/** One row laid out under its columns; what does not fit ends in `…`. */
export function tableRow(cells: readonly string[], columns: readonly Column[]): string {
  return columns
    .map(({ width }, i) => padded(cells[i] ?? '', width))
    .join('  ')
    .trimEnd();
}

export function tableHead(columns: readonly Column[], { style }: Terminal): string {
  return style.bold(
    tableRow(
      columns.map(({ title }) => title),
      columns,
    ),
  );
}

function padded(text: string, width: number): string {
  let shortened = text;
  while (displayWidth(shortened) > width) shortened = shorten(shortened, shortened.length - 1);
  return shortened + ' '.repeat(width - displayWidth(shortened));
}
