import stringWidth from 'string-width';
import { shorten } from '../signin/cleanText.ts';
import type { Style, Terminal } from './terminal.ts';

/** `rank`: the higher, the sooner a column gives way on a narrow terminal; 0 never does. */
export type Column = {
  readonly title: string;
  readonly rank: number;
  /** A terminal that is too narrow may cut this column down to so many characters. @default as wide as needed */
  readonly least?: number;
};

/** A cell: sanitised text, and how it is painted once it has its width. */
export type Cell = { readonly text: string; readonly paint?: keyof Style | undefined };

/** A row, or a line that stands for several rows across all columns. */
export type Row =
  | { readonly kind: 'cells'; readonly cells: readonly Cell[] }
  | { readonly kind: 'line'; readonly text: string };

const GAP = 2;

/**
 * The lines of a table: each column as wide as what stands in it. On a terminal the columns that are least needed give way
 * until it fits, then those that may are cut; where nobody looks (a pipe, a file) nothing is.
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly Row[],
  {
    isInteractive,
    columns: available,
    style,
  }: Pick<Terminal, 'isInteractive' | 'columns' | 'style'>,
): string[] {
  const widths = columns.map(({ title }, i) =>
    Math.max(
      stringWidth(title),
      ...rows.map((row) => (row.kind === 'cells' ? stringWidth(row.cells[i]?.text ?? '') : 0)),
    ),
  );
  const kept = isInteractive ? fitted(columns, widths, available) : columns.map((_, i) => i);
  const line = (cells: readonly Cell[]) =>
    kept
      .map((i, place) => {
        const { text = '', paint } = cells[i] ?? {};
        const width = widths[i] ?? 0;
        const cut = clipped(text, width);
        const fill = place === kept.length - 1 ? '' : ' '.repeat(width - stringWidth(cut));
        return (paint === undefined || cut === '' ? cut : style[paint](cut)) + fill;
      })
      .join(' '.repeat(GAP))
      .trimEnd();
  return [
    line(columns.map(({ title }) => ({ text: title, paint: 'bold' }))),
    ...rows.map((row) => (row.kind === 'line' ? row.text : line(row.cells))),
  ];
}

/** Which columns are shown; `widths` of those that may be cut are made smaller. */
function fitted(columns: readonly Column[], widths: number[], available: number): number[] {
  let kept = columns.map((_, i) => i);
  const excess = () => kept.reduce((sum, i) => sum + (widths[i] ?? 0) + GAP, -GAP) - available;
  const spare = () =>
    kept.reduce((sum, i) => {
      const { least = Number.POSITIVE_INFINITY } = columns[i] ?? {};
      return sum + Math.max(0, (widths[i] ?? 0) - least);
    }, 0);
  // Cutting long names is better than losing a column, and losing one is better than cutting all to nothing.
  while (excess() > spare()) {
    const worst = Math.max(...kept.map((i) => columns[i]?.rank ?? 0));
    if (worst === 0) break;
    kept = kept.filter((i) => (columns[i]?.rank ?? 0) < worst);
  }
  while (excess() > 0) {
    const cuttable = kept.filter(
      (i) => (widths[i] ?? 0) > (columns[i]?.least ?? Number.POSITIVE_INFINITY),
    );
    const [widest] = cuttable.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0));
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return kept;
}

/** A text of at most so many columns; one that is cut ends in `…`. */
function clipped(text: string, width: number): string {
  let cut = text;
  while (stringWidth(cut) > width) cut = shorten(cut, cut.length - 1);
  return cut;
}
