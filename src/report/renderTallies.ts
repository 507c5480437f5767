import type { Tally } from '../local/signInSummary.ts';
import { escapeHtml } from '../notice/renderHtml.ts';
import { fill, own } from '../notice/wording.ts';
import { tableOf, textOf } from './markup.ts';
import type { ReportSpeech, SummedSignIns } from './report.ts';

/** Lines that are seen at once, and lines that can be unfolded: what is more is counted. */
const MOST_SEEN = 10;
const MOST_UNFOLDED = 500;

/** The tables by person, address, account and client, each with how many failed. */
export function renderTallies({ summary }: SummedSignIns, speech: ReportSpeech): string {
  const { words, settings } = speech;
  const accountText = (account: string) =>
    [account, own(settings.accountNames, account)].filter(Boolean).join(' ');
  // The summary names a user "alice in 123456789012", in English.
  const personText = (name: string) => {
    const at = name.lastIndexOf(' in ');
    return at < 0 ? name : `${name.slice(0, at)} · ${accountText(name.slice(at + 4))}`;
  };
  const tables = [
    tallyTable(words.byPerson, words.person, summary.users, personText, speech),
    tallyTable(words.byAddress, words.columns.address, summary.addresses, same, speech),
    tallyTable(words.byAccount, words.columns.account, summary.accounts, accountText, speech),
    tallyTable(words.byClient, words.columns.client, summary.clients, same, speech),
  ];
  const all = tables.filter(Boolean).join('\n');
  return all === '' ? '' : `<div class="columns">\n${all}\n</div>`;
}

function same(name: string): string {
  return name;
}

function tallyTable(
  title: string,
  head: string,
  tallies: readonly Tally[],
  nameOf: (name: string) => string,
  { words, number, time }: ReportSpeech,
): string {
  if (tallies.length === 0) return '';
  const most = Math.max(...tallies.map(({ count }) => count));
  const rows = tallies
    .slice(0, MOST_SEEN + MOST_UNFOLDED)
    .map(({ name, count, failures, last }) => [
      `${textOf(nameOf(name))}${share(count, failures, most)}`,
      number(count),
      failures === 0 ? '' : `<span class="bad">${number(failures)}</span>`,
      `<span class="time">${time(last).slice(0, 16)}</span>`,
    ]);
  const heads = [head, words.total, words.failed, words.last];
  const table = (some: readonly (readonly string[])[]) => tableOf(title, heads, some, [1, 2]);
  const others = rows.slice(MOST_SEEN);
  const uncounted = tallies.length - rows.length;
  const unfolded =
    others.length === 0
      ? ''
      : `<details data-part="${escapeHtml(title)}"><summary>${fill(words.all, { count: number(others.length) })}</summary>
${table(others)}
${uncounted > 0 ? `<p class="muted">${fill(words.more, { count: number(uncounted) })}</p>` : ''}
</details>`;
  return `<section>
<h2>${escapeHtml(title)} <span class="muted">${number(tallies.length)}</span></h2>
${table(rows.slice(0, MOST_SEEN))}
${unfolded}
</section>`;
}

/** A bar of the count against the greatest, its failures in red. */
function share(count: number, failures: number, most: number): string {
  const [all, failed] = [(count / most) * 100, (failures / most) * 100].map((part) =>
    part.toFixed(2),
  );
  return `<svg class="share" aria-hidden="true" viewBox="0 0 100 4" preserveAspectRatio="none"><rect class="rest" width="100" height="4"/><rect class="all" width="${all}" height="4"/><rect class="failed" width="${failed}" height="4"/></svg>`;
}
