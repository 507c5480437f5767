import { createHash } from 'node:crypto';
import { escapeHtml } from '../notice/renderHtml.ts';
import { isWithoutMfa } from '../notice/status.ts';
import { fill } from '../notice/wording.ts';
import { localTime } from '../signin/localTime.ts';
import { type EmbeddedList, embedSignIns } from './embedSignIns.ts';
import { LIVE_SCRIPT } from './liveScript.ts';
import { tableOf, textOf } from './markup.ts';
import { renderChart, renderHours } from './renderChart.ts';
import { looksOf, renderAfterFailures, renderAttempts, renderLooks } from './renderLooks.ts';
import { renderTallies } from './renderTallies.ts';
import type { Report, ReportSpeech } from './report.ts';
import { REPORT_SCRIPT } from './reportScript.ts';
import { REPORT_STYLE } from './reportStyle.ts';
import { reportWordsOf } from './reportWords.ts';

/** Problems that are listed; what is more is counted. */
const MOST_PROBLEMS = 200;

/**
 * One HTML file that shows sign-ins: figures, charts, tables, and a list that can be filtered and sorted. It asks for
 * nothing from anywhere, and its policy lets nothing run or load but its own script and style. Pure; never throws.
 */
export function composeReport(report: Report): string {
  const { settings, madeAt, signIns, most } = report;
  const words = reportWordsOf(settings.language);
  const speech: ReportSpeech = {
    words,
    settings,
    number: (value) => value.toLocaleString(settings.language),
    time: (iso) => localTime(iso, settings.timeZone),
  };
  const known = signIns.map(({ signIn }) => signIn);
  const looks = looksOf(report, speech);
  const list = embedSignIns(signIns.slice(0, most), speech, report.live !== undefined);
  const above = [
    figures(report, speech),
    renderLooks(looks, speech),
    known.length === 0 ? '' : renderChart(known, speech),
    known.length === 0 ? '' : renderHours(known, speech),
    renderTallies(report, speech),
    renderAttempts(report, speech),
    renderAfterFailures(report, speech),
  ];
  const { live } = report;
  const script = scriptOf(report);
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
<div id="above">
${above.filter(Boolean).join('\n')}
</div>
${listOf(report, list, speech)}
${unread(report, speech)}
</main>
<footer><p id="foot">${escapeHtml(made)}</p></footer>
<script type="application/json" id="data">${list.json}</script>
<script>${script}</script>
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
    `script-src ${hash(scriptOf(report))}`,
    `style-src ${hash(REPORT_STYLE)}`,
    ...(report.live === undefined ? [] : ["connect-src 'self'"]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function scriptOf({ live }: Pick<Report, 'live'>): string {
  return live === undefined ? REPORT_SCRIPT : `${REPORT_SCRIPT}${LIVE_SCRIPT}`;
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

/** Whoever can be told apart: not those of whom AWS hides what name was typed. */
function peopleOf({ signIns }: Report): number {
  const known = signIns.filter(({ signIn }) => signIn.who.kind !== 'hidden-user');
  return new Set(known.map(({ signIn }) => signIn.principal)).size;
}

function figures(report: Report, { words, number }: ReportSpeech): string {
  const { signIns, summary } = report;
  const count = (fits: (one: Report['signIns'][number]) => boolean) => signIns.filter(fits).length;
  const withoutMfa = count(({ signIn }) => isWithoutMfa(signIn));
  const root = count(({ signIn: { who, kind } }) => who.kind === 'root' || kind === 'assume-root');
  const all: readonly (readonly [key: keyof typeof words.figures, value: number, look: string])[] =
    [
      ['signIns', signIns.length, ''],
      ['people', peopleOf(report), ''],
      ['addresses', summary.addresses.filter(({ name }) => name !== '?').length, ''],
      ['failures', summary.outcomes.failure, 'bad'],
      ['withoutMfa', withoutMfa, 'odd'],
      ['root', root, 'bad'],
    ];
  const items = all.map(
    ([key, value, look]) =>
      `<div class="${value > 0 ? look : ''}"><dt>${words.figures[key]}</dt><dd>${number(value)}</dd></div>`,
  );
  return `<dl class="figures">\n${items.join('\n')}\n</dl>`;
}

/** The list's frame: the script puts the rows into it. */
function listOf(
  { signIns, most }: Report,
  { columns }: EmbeddedList,
  { words, number }: ReportSpeech,
): string {
  const heads = columns.map(
    (title, at) =>
      `<th scope="col" role="columnheader" data-column="${at}" aria-sort="none"><button type="button">${title}<span data-arrow aria-hidden="true"></span></button></th>`,
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
<div class="tools"><label for="filter">${words.filter}<input id="filter" type="search" autocomplete="off" spellcheck="false"></label><label class="day" for="from">${words.fromDay}<input id="from" type="date"></label><label class="day" for="to">${words.toDay}<input id="to" type="date"></label></div>
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
