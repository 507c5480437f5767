/** Calls back with the first and last day of a span of the chart, when the reader has dragged over it; a click is one bar. */
export function watchBrush(onDays: (from: string, to: string) => void): void {
  let anchor: { readonly chart: SVGSVGElement; readonly at: number } | undefined;
  document.addEventListener('pointerdown', ({ target, clientX }) => {
    const chart = target instanceof Element ? target.closest('svg.chart') : null;
    anchor = chart instanceof SVGSVGElement ? { chart, at: placeIn(chart, clientX).at } : undefined;
  });
  document.addEventListener('pointermove', ({ clientX }) => {
    if (anchor === undefined) return;
    const { at } = placeIn(anchor.chart, clientX);
    draw(anchor.chart, Math.min(at, anchor.at), Math.max(at, anchor.at));
  });
  document.addEventListener('pointercancel', () => {
    anchor?.chart.querySelector('.brush')?.remove();
    anchor = undefined;
  });
  document.addEventListener('pointerup', ({ clientX }) => {
    if (anchor === undefined) return;
    const { starts, at } = placeIn(anchor.chart, clientX);
    const [first, last] = [Math.min(at, anchor.at), Math.max(at, anchor.at)];
    anchor = undefined;
    const next = starts[last + 1]?.replaceAll('/', '-');
    // The last day of a bar is the one before the next bar's first.
    const to =
      next === undefined ? '' : new Date(Date.parse(next) - 86_400_000).toISOString().slice(0, 10);
    onDays((starts[first] ?? '').replaceAll('/', '-'), to);
  });
}

function placeIn(chart: SVGSVGElement, x: number) {
  const { left, width } = chart.getBoundingClientRect();
  const starts = (chart.dataset['starts'] ?? '').split(' ');
  const at = Math.floor(((x - left) / width) * chart.viewBox.baseVal.width);
  return { starts, at: Math.min(Math.max(at, 0), starts.length - 1) };
}

function draw(chart: SVGSVGElement, first: number, last: number): void {
  const span =
    chart.querySelector('.brush') ??
    chart.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'rect'));
  const place = { class: 'brush', x: first, y: 0, width: last - first + 1, height: 100 };
  for (const [key, value] of Object.entries(place)) span.setAttribute(key, String(value));
}
