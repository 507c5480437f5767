/** One line of a plot: figures by size, smallest size first. */
export type Line = {
  readonly title: string;
  readonly points: readonly (readonly [size: number, figure: number])[];
};

export type Plot = {
  readonly title: string;
  readonly lines: readonly Line[];
  /** A figure for people, on the axis of figures. */
  readonly tick: (figure: number) => string;
};

const PANEL = { width: 380, height: 300, left: 62, top: 44, gap: 24, legend: 24 };
/** Colour-blind safe (Okabe and Ito). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'];

/** Plots side by side as one SVG, both axes logarithmic, with a grey line of n log n to compare slopes with. */
export function logLogPlots(plots: readonly Plot[]): string {
  const step = PANEL.left + PANEL.width + PANEL.gap;
  const titles = [...new Set(plots.flatMap(({ lines }) => lines.map(({ title }) => title)))];
  const colourOf = (title: string) => COLOURS[titles.indexOf(title) % COLOURS.length] ?? '#000';
  const panels = plots.map(
    (plot, i) => `<g transform="translate(${i * step} 0)">${panel(plot, colourOf)}</g>`,
  );
  const legendTop = PANEL.top + PANEL.height + 46;
  const perRow = Math.ceil(titles.length / 2);
  const legend = titles.map((title, i) => {
    const x = PANEL.left + (i % perRow) * 200;
    const y = legendTop + Math.floor(i / perRow) * PANEL.legend;
    return `<line x1="${x}" x2="${x + 24}" y1="${y}" y2="${y}" stroke="${colourOf(title)}" stroke-width="2.5"/><text x="${x + 32}" y="${y + 4}">${escaped(title)}</text>`;
  });
  const [width, height] = [step * plots.length + PANEL.gap, legendTop + 2 * PANEL.legend];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="13" fill="#222">`,
    `<title>${escaped(plots.map(({ title }) => title).join(', '))}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...panels,
    ...legend,
    '</svg>\n',
  ].join('\n');
}

function panel({ title, lines, tick }: Plot, colourOf: (title: string) => string): string {
  const points = lines.flatMap((line) => line.points);
  const sizes = decades(points.map(([size]) => size));
  const figures = decades(points.map(([, figure]) => figure));
  const x = scale(sizes, PANEL.left, PANEL.left + PANEL.width);
  const y = scale(figures, PANEL.top + PANEL.height, PANEL.top);
  const [right, bottom] = [PANEL.left + PANEL.width, PANEL.top + PANEL.height];
  const parts = [`<text x="${PANEL.left}" y="24" font-size="15">${escaped(title)}</text>`];
  for (const size of sizes) {
    const at = round(x(size));
    parts.push(
      `<line x1="${at}" x2="${at}" y1="${PANEL.top}" y2="${bottom}" stroke="#ddd"/>`,
      `<text x="${at}" y="${bottom + 20}" text-anchor="middle">${size.toLocaleString('en-US')}</text>`,
    );
  }
  for (const figure of figures) {
    const at = round(y(figure));
    parts.push(
      `<line x1="${PANEL.left}" x2="${right}" y1="${at}" y2="${at}" stroke="#ddd"/>`,
      `<text x="${PANEL.left - 8}" y="${at + 4}" text-anchor="end">${escaped(tick(figure))}</text>`,
    );
  }
  parts.push(guide(sizes, figures, x, y));
  for (const line of lines) {
    const path = line.points.map(([size, figure]) => `${round(x(size))},${round(y(figure))}`);
    const colour = colourOf(line.title);
    parts.push(
      `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2.5"/>`,
      ...path.map((point) => {
        const [cx, cy] = point.split(',');
        return `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`;
      }),
    );
  }
  return parts.join('\n');
}

type Scale = (value: number) => number;

/** n log n through the upper right corner, cut off at the lower edge. */
function guide(sizes: readonly number[], figures: readonly number[], x: Scale, y: Scale): string {
  const [first = 1, last = 10] = [sizes[0], sizes.at(-1)];
  const [lowest = 1, highest = 10] = [figures[0], figures.at(-1)];
  const at = (size: number) => (highest * size * Math.log(size)) / (last * Math.log(last));
  const steps = Array.from({ length: 61 }, (_, i) => first * (last / first) ** (i / 60));
  const path = steps
    .filter((size) => at(size) >= lowest)
    .map((size) => `${round(x(size))},${round(y(at(size)))}`);
  return `<polyline points="${path.join(' ')}" fill="none" stroke="#999" stroke-dasharray="5 4"/><text x="${PANEL.left + PANEL.width - 86}" y="${PANEL.top + 14}" fill="#777" text-anchor="end">n log n</text>`;
}

/** The powers of ten around some values, at least two. */
function decades(values: readonly number[]): number[] {
  const from = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  return Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i));
}

function scale(ticks: readonly number[], start: number, end: number): Scale {
  const [low, high] = [Math.log(ticks[0] ?? 1), Math.log(ticks.at(-1) ?? 10)];
  return (value) => start + ((Math.log(value) - low) / (high - low)) * (end - start);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
