import { fill } from '../notice/wording.ts';
import type { SignIn } from '../signin/signIn.ts';
import { tableOf } from './markup.ts';
import { hoursOfWeek, type Period, periodsOf } from './periods.ts';
import type { ReportSpeech } from './report.ts';

/** From the bottom of a bar to its top. */
const LAYERS = ['failure', 'unclear', 'success'] as const;
/** A chart of fewer bars is only as wide as they are. */
const FEWEST = 20;

/** Days from the first to the last, `2026-11-27`; `''` for no bound. */
export type Days = { readonly from: string; readonly to: string };

/**
 * Sign-ins over time, stacked by outcome: an inline SVG, and the same as a table. Bars outside of `days` are pale. `''` where
 * there are none.
 */
export function renderChart(
  signIns: readonly SignIn[],
  speech: ReportSpeech,
  days: Days = { from: '', to: '' },
): string {
  const { words, number, time } = speech;
  const { unit, periods } = periodsOf(signIns, time);
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return '';
  const most = Math.max(...periods.map(totalOf));
  const barText = (period: Period) =>
    fill(words.bar, {
      date: period.from,
      total: number(totalOf(period)),
      failed: number(period.failure),
    });
  const width = Math.max(periods.length, FEWEST);
  const bars = periods.map((period, at) => {
    let top = 100;
    const rects = LAYERS.filter((layer) => period[layer] > 0).map((layer) => {
      // What happened once beside thousands is still to be seen.
      const height = Math.max((period[layer] / most) * 92, 1.5);
      top -= height;
      return `<rect class="${layer}" x="${at + 0.1}" y="${top.toFixed(2)}" width="0.8" height="${height.toFixed(2)}"/>`;
    });
    const look = isOutside(periods, at, days) ? ' class="outside"' : '';
    return rects.length === 0
      ? ''
      : `<g${look}><title>${barText(period)}</title>${rects.join('')}</g>`;
  });
  const label = fill(words.chartLabel, {
    from: first.from,
    to: last.from,
    total: number(signIns.length),
    failed: number(periods.reduce((sum, { failure }) => sum + failure, 0)),
    most: number(most),
  });
  const shown = LAYERS.filter((layer) => periods.some((period) => period[layer] > 0)).reverse();
  const legend = shown.map(
    (layer) => `<li><span class="${layer}"></span>${words.outcomes[layer]}</li>`,
  );
  const isNarrow = periods.length < FEWEST;
  const range = first === last ? first.from : `${first.from} – ${last.from}`;
  const axis = isNarrow
    ? `<span>${range}</span>`
    : `<span>${first.from}</span><span>${last.from}</span>`;
  const rows = periods
    .filter((period) => totalOf(period) > 0)
    .map((period) => [period.from, number(totalOf(period)), number(period.failure)])
    .reverse();
  return `<section>
<h2>${words.perUnit[unit]}</h2>
<ul class="legend">${legend.join('')}<li class="muted">${words.total} ≤ ${number(most)}</li></ul>
<svg class="chart" data-starts="${periods.map(({ from }) => from).join(' ')}" role="img" aria-label="${label}" viewBox="0 0 ${width} 100" preserveAspectRatio="none">
${bars.filter(Boolean).join('\n')}
</svg>
<p class="axis">${axis}</p>
<details data-part="chart"><summary>${words.chartTable}</summary>
${tableOf(words.perUnit[unit], [words.date, words.total, words.failed], rows, [1, 2])}
</details>
</section>`;
}

/** How many sign-ins fell into which hour of the week, as a table of shades: what is alone stands out. */
export function renderHours(signIns: readonly SignIn[], speech: ReportSpeech): string {
  const { words, settings, number, time } = speech;
  const counts = hoursOfWeek(signIns, time);
  const most = Math.max(1, ...counts.flat());
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const head = hours.map(
    (hour) => `<th scope="col"><span${hour % 6 === 0 ? '' : ' class="hidden"'}>${hour}</span></th>`,
  );
  // Monday first, as the weeks of the chart begin.
  const lines = [1, 2, 3, 4, 5, 6, 0].map((day) => {
    const weekday = words.weekdays[day] ?? '';
    const cells = hours.map((hour) => {
      const count = counts[day]?.[hour] ?? 0;
      const level = count === 0 ? 0 : Math.ceil((count / most) * 4);
      const title = fill(words.hourCell, { weekday, hour, count: number(count) });
      return `<td class="l${level}" title="${title}"><span class="hidden">${number(count)}</span></td>`;
    });
    return `<tr><th scope="row">${weekday}</th>${cells.join('')}</tr>`;
  });
  return `<section>
<h2>${words.hours}</h2>
<table class="hours"><caption class="hidden">${words.hours} (${settings.timeZone})</caption>
<thead><tr><th scope="col"><span class="hidden">${words.weekday}</span></th>${head.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody></table>
<p class="muted">${settings.timeZone}</p>
</section>`;
}

/** Has a bar no day of the span? It ends where the next begins. */
function isOutside(periods: readonly Period[], at: number, { from, to }: Days): boolean {
  const [start = '', next] = [periods[at]?.from, periods[at + 1]?.from];
  const [first, last] = [from.replaceAll('-', '/'), to.replaceAll('-', '/')];
  return (last !== '' && start > last) || (first !== '' && next !== undefined && next <= first);
}

function totalOf({ success, failure, unclear }: Period): number {
  return success + failure + unclear;
}
