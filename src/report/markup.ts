import { escapeHtml } from '../notice/renderHtml.ts';
import { safe } from '../notice/safe.ts';

/** The most characters of one value that a report shows: a user agent may be long. */
const LONGEST = 400;

/** Untrusted text, fit to stand in an element: nothing hidden, nothing live, escaped. */
export function textOf(untrusted: string): string {
  return escapeHtml(safe(untrusted, LONGEST));
}

/** Untrusted text as a string of data: as `textOf`, but not escaped. */
export function safeText(untrusted: string): string {
  return safe(untrusted, LONGEST);
}

/** A table with headings. `cells`: markup; the first of a row is its heading. `numbers`: columns set to the right. */
export function tableOf(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = [],
): string {
  const look = (column: number) => (numbers.includes(column) ? ' class="number"' : '');
  const head = heads.map((text, at) => `<th scope="col"${look(at)}>${escapeHtml(text)}</th>`);
  const lines = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((cell, at) => `<td${look(at + 1)}>${cell}</td>`);
    return `<tr><th scope="row">${first}</th>${cells.join('')}</tr>`;
  });
  return `<table><caption class="hidden">${escapeHtml(caption)}</caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody></table>`;
}
