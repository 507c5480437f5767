import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { escapeHtml } from '../notice/renderHtml.ts';
import { fill } from '../notice/wording.ts';
import { localTime } from '../signin/localTime.ts';
import { columnsOf } from './columns.ts';
import { tableOf, textOf } from './markup.ts';
import { packSignIns } from './packSignIns.ts';
import type { PageData } from './pageData.ts';
import { PAGE_SCRIPT } from './pageScript.ts';
import { renderChart } from './renderChart.ts';
import { renderFilters } from './renderFilters.ts';
import { looksOf, renderLooks } from './renderLooks.ts';
import { peopleOf, renderSections } from './renderSections.ts';
import type { Report, ReportSpeech } from './report.ts';
import { REPORT_STYLE } from './reportStyle.ts';
import { createSpeech } from './speech.ts';

/** Problems that are listed; what is more is counted. */
const MOST_PROBLEMS = 200;

/**
 * One HTML file that shows sign-ins: figures, charts, tables, and a list that can be filtered and sorted. It asks for
 * nothing from anywhere, and its policy lets nothing run or load but its own script and style. Pure; never throws.
 */
export function composeReport(report: Report): string {
  const { settings, madeAt, signIns } = report;
  const speech = createSpeech(settings);
  const { words } = speech;
  const known = signIns.map(({ signIn }) => signIn);
  const looks = looksOf(report, speech);
  const { live } = report;
  const made = fill(words.made, {
    time: localTime(new Date(madeAt).toISOString(), settings.timeZone),
    zone: settings.timeZone,
  });
  return `<!DOCTYPE html>
<html lang="${settings.language}"${live === undefined ? '' : ` data-version="${live.version}"`}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(report)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${words.title}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<header>
<h1>${words.title}</h1>
<div id="head">
${head(report, looks.length, speech)}
</div>
${live === undefined ? '' : `<p id="live" role="status" data-on="${words.live.on}" data-gone="${words.live.gone}"></p>`}
</header>
<main>
<p id="broken" class="alert" hidden>${words.broken}</p>
<div id="looks">${renderLooks(looks, speech)}</div>
${renderFilters(speech)}
<div id="timeline">${known.length === 0 ? '' : renderChart(known, speech)}</div>
<div id="above">
${renderSections(report, speech)}
</div>
${listOf(report, speech)}
${unread(report, speech)}
</main>
<footer><p id="foot">${escapeHtml(made)}</p></footer>
<script type="application/gzip" id="data">${dataOf(report)}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/**
 * What the page may run and load: nothing but the one script and the one style sheet, known by their hashes (CSP level 3,
 * "hash-source"). A live one may also ask its own server.
 */
export function policyOf(report: Pick<Report, 'live'>): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(PAGE_SCRIPT)}`,
    `style-src ${hash(REPORT_STYLE)}`,
    ...(report.live === undefined ? [] : ["connect-src 'self'"]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** What the script unpacks, in letters that no parser of HTML takes for markup. */
function dataOf({ settings, signIns, most, live }: Report): string {
  const data: PageData = {
    settings,
    isLive: live !== undefined,
    signIns: packSignIns(signIns.slice(0, most)),
  };
  return gzipSync(JSON.stringify(data)).toString('base64');
}

function head(report: Report, looks: number, { words, number, time }: ReportSpeech): string {
  const { summary, filters, problems, incomplete } = report;
  const { first = '', last = '' } = summary;
  const [from, to] = [time(first).slice(0, 10), time(last).slice(0, 10)];
  const text = from === to ? words.verdictOneDay : words.verdict;
  const signIns = number(report.signIns.length);
  const count = fill(text, { signIns, people: number(peopleOf(report)), from, to });
  const verdict =
    report.signIns.length === 0
      ? words.verdictNone
      : `${count} ${looks > 0 ? fill(words.needLook, { count: number(looks) }) : words.needNoLook}`;
  const asked =
    filters.length === 0
      ? words.noFilters
      : fill(words.filters, { filters: filters.map((one) => textOf(one)).join(', ') });
  const unreadable = fill(words.problemsAlert, { count: number(problems.length) });
  return [
    `<p class="verdict">${verdict}</p>`,
    `<p class="muted">${asked}</p>`,
    ...(incomplete === ''
      ? []
      : [`<p class="alert">${fill(words.incomplete, { reason: textOf(incomplete) })}</p>`]),
    ...(problems.length === 0
      ? []
      : [`<p class="alert">${unreadable} <a href="#unread">${words.unread}</a></p>`]),
  ].join('\n');
}

/** The list's frame: the script puts the rows into it. */
function listOf({ signIns, most, live }: Report, speech: ReportSpeech): string {
  const { words, number } = speech;
  const columns = columnsOf(signIns.slice(0, most), speech, live !== undefined);
  const heads = columns.map(
    ({ key }) =>
      `<th scope="col" role="columnheader" data-column="${key}" aria-sort="none"><button type="button">${words.columns[key]}<span data-arrow aria-hidden="true"></span></button></th>`,
  );
  const listed =
    signIns.length <= most
      ? ''
      : fill(words.listed, { listed: number(most), all: number(signIns.length) });
  return `<section class="long">
<h2>${words.list}</h2>
<p class="muted" id="listed"${listed === '' ? ' hidden' : ''}>${listed}</p>
<noscript><p class="alert">${words.noScript}</p></noscript>
<div id="list" hidden>
<p id="count" class="muted" role="status"></p>
<table class="rows" role="table"><caption class="hidden">${words.list}</caption>
<thead role="rowgroup"><tr role="row">${heads.join('')}<th scope="col" role="columnheader" class="open"><span class="hidden">${words.details}</span></th></tr></thead>
<tbody id="rows" role="rowgroup"></tbody></table>
<button id="more" type="button" class="more" hidden>${words.showMore}</button>
</div>
</section>`;
}

function unread({ problems }: Report, { words, number }: ReportSpeech): string {
  if (problems.length === 0) {
    return `<section id="unread"><h2>${words.unread}</h2><p>${words.allRead}</p></section>`;
  }
  const rows = problems.slice(0, MOST_PROBLEMS).map(({ file, line, reason, hint }) => {
    const place = line === undefined ? '' : `, ${fill(words.line, { line })}`;
    return [`${textOf(file)}${place}`, textOf(`${reason}. ${hint}`)];
  });
  const more = problems.length - rows.length;
  return `<section id="unread" class="long">
<h2>${words.unread} <span class="muted">${number(problems.length)}</span></h2>
${tableOf(words.unread, [words.file, words.reason], rows)}
${more > 0 ? `<p class="muted">${fill(words.more, { count: number(more) })}</p>` : ''}
</section>`;
}
