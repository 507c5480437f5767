import type { DigestEntry, Notice, Severity } from './notice.ts';
import { wordsOf } from './wording.ts';

/** Strip, and text on it, by severity; both pass 4.5:1 on the light and on the dark page. */
const COLOURS: Readonly<Record<Severity, string>> = {
  critical: '#c62828',
  warning: '#9a5b00',
  info: '#1b6e53',
};

const BADGES: Readonly<Record<'ja' | 'en', Readonly<Record<Severity, string>>>> = {
  ja: { critical: '重要', warning: '注意', info: 'お知らせ' },
  en: { critical: 'Critical', warning: 'Warning', info: 'Notice' },
};

/**
 * Dark mode by media query, for the mail programs that know it; `!important`, because the light colours
 * stand inline for those that drop the style sheet.
 */
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #16181b !important; color: #e8eaed !important; }
  .card { background: #22262b !important; border-color: #3a4047 !important; }
  .muted { color: #a9b1ba !important; }
  .line { border-color: #3a4047 !important; }
  .alert { background: #3a2e14 !important; color: #ffe2a8 !important; }
  .alert-critical { background: #48201f !important; color: #ffd0cc !important; }
  .mark { color: #ffe2a8 !important; }
  .button { background: #8ab8ff !important; color: #10151b !important; }
}
@media (max-width: 480px) {
  .edge { padding-left: 16px !important; padding-right: 16px !important; }
}`;

const FONT =
  "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI','Hiragino Sans','Noto Sans JP',Meiryo,sans-serif";

/**
 * A notice as an HTML mail for phones and screens, light and dark: tables and inline styles, nothing
 * loaded from elsewhere, everything escaped, and no link but the one to the event in the CloudTrail
 * console. For local channels only: no module of the Lambda function imports this file.
 */
export function renderHtml({ subject, content }: Notice): string {
  const { language, severity } = content;
  const colour = COLOURS[severity];
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${escapeHtml(subject)}</title>
<style>${STYLE}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f2f4f6;color:#1d2126;${FONT}">
${preheader(content)}<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f4f6;color:#1d2126">
<tr><td align="center" style="padding:16px 8px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #dde1e6;border-top:6px solid ${colour} !important;border-radius:8px;text-align:left;overflow:hidden">
<tr><td class="edge" style="padding:20px 24px 24px;word-break:break-word;overflow-wrap:anywhere">
<span style="display:inline-block;padding:2px 10px;border-radius:10px;background:${colour};color:#ffffff;font-size:12px;font-weight:bold;line-height:20px">${BADGES[language][severity]}</span>
<h1 style="margin:12px 0 0;font-size:19px;line-height:1.45;font-weight:bold">${breakable(content.headline, language)}</h1>
${[alerts(content), rows(content), lines(content), steps(content), foot(content)].filter(Boolean).join('\n')}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

type Content = Notice['content'];

/** What mail programs show beside the subject, and nobody sees in the mail. */
function preheader({ preview = '' }: Content): string {
  return preview === ''
    ? ''
    : `<span style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</span>\n`;
}

/** Longer than a word of our own, so somebody else's: that may break anywhere. */
const LONG_WORD = 12;

/** Japanese breaks between words, not within them. */
function breakable(text: string, language: Content['language']): string {
  if (language !== 'ja') return escapeHtml(text);
  const words = new Intl.Segmenter('ja', { granularity: 'word' }).segment(text);
  return Array.from(words, ({ segment }) =>
    segment.length < 2 || segment.length > LONG_WORD
      ? escapeHtml(segment)
      : `<span style="white-space:nowrap">${escapeHtml(segment)}</span>`,
  ).join('');
}

/** All reasons in one box. */
function alerts({ alerts, severity }: Content): string {
  if (alerts.length === 0) return '';
  const look =
    severity === 'critical'
      ? { name: 'alert alert-critical', style: 'background:#fdecea;color:#7a1712' }
      : { name: 'alert', style: 'background:#fff4dc;color:#5c3b00' };
  const items = alerts.map(
    (alert, i) => `<p style="margin:${i === 0 ? 0 : 6}px 0 0">${escapeHtml(alert)}</p>`,
  );
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin-top:12px">
<tr><td class="${look.name}" style="padding:8px 12px;border-radius:6px;${look.style};font-size:14px;line-height:1.5">
${items.join('\n')}
</td></tr>
</table>`;
}

const CELL = 'padding:8px 0;border-bottom:1px solid #e6e9ed;font-size:14px;line-height:1.5';
const SEPARATOR = ' · ';
const MARK = 'color:#7a4a00;font-weight:bold';

function rows({ rows }: Content): string {
  const cells = rows.map(
    ([label, value, isMarked = false]) => `<tr>
<td class="muted line" width="30%" valign="top" style="${CELL};padding-right:12px;color:#5b6570">${escapeHtml(label)}</td>
<td class="line${isMarked ? ' mark' : ''}" valign="top" style="${CELL}${isMarked ? `;${MARK}` : ''}">${escapeHtml(value)}</td>
</tr>`,
  );
  return `<table width="100%" cellpadding="0" cellspacing="0" style="margin-top:16px;border-collapse:collapse">
${cells.join('\n')}
</table>`;
}

/** A digest: what each person did, the loud ones first; or the lines of whatever else has some. */
function lines({ lines, entries = [] }: Content): string {
  if (entries.length > 0) return people(entries);
  if (lines.length === 0) return '';
  const items = lines.map(
    (line) =>
      `<li class="line" style="padding:6px 0;border-bottom:1px solid #e6e9ed">${escapeHtml(line)}</li>`,
  );
  return `<ul style="margin:16px 0 0;padding:0;list-style:none;font-size:14px;line-height:1.5">
${items.join('\n')}
</ul>`;
}

function people(entries: readonly DigestEntry[]): string {
  const groups = Array.from(Map.groupBy(entries, ({ person }) => person));
  const parts = groups.map(([person, all]) => {
    const heading = `<tr><td colspan="2" style="padding:14px 0 2px;font-size:15px;font-weight:bold">${escapeHtml(person)}${all.length > 1 ? ` <span class="muted" style="color:#5b6570;font-weight:normal">(${all.length})</span>` : ''}</td></tr>`;
    const rows = all.map(
      ({ time, facts, isMarked }) => `<tr>
<td class="muted line" width="30%" valign="top" style="${CELL};padding-right:12px;color:#5b6570">${escapeHtml(time)}</td>
<td class="line" valign="top" style="${CELL}">${facts.map((fact, i) => (i === 0 && isMarked ? `<span class="mark" style="${MARK}">${escapeHtml(fact)}</span>` : escapeHtml(fact))).join(SEPARATOR)}</td>
</tr>`,
    );
    return [heading, ...rows].join('\n');
  });
  return `<table width="100%" cellpadding="0" cellspacing="0" style="margin-top:16px;border-collapse:collapse">
${parts.join('\n')}
</table>`;
}

function steps({ stepsHeading, steps }: Content): string {
  const items = steps.map((step) => `<li style="margin:0 0 6px">${escapeHtml(step)}</li>`);
  return `<h2 style="margin:24px 0 8px;font-size:15px;line-height:1.4">${escapeHtml(stepsHeading)}</h2>
<ol style="margin:0;padding-left:22px;font-size:14px;line-height:1.6">
${items.join('\n')}
</ol>`;
}

/** One button, what the record is called, and who sent this. */
function foot({ link, linkLabel = '', lines, eventIds, language, sentBy }: Content): string {
  const words = wordsOf(language);
  const small = (text: string) =>
    `<p class="muted" style="margin:12px 0 0;color:#5b6570;font-size:12px;line-height:1.5;word-break:break-word">${text}</p>`;
  return [
    link !== undefined &&
      `<p style="margin:20px 0 0"><a class="button" href="${escapeHtml(link)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0b57c2;color:#ffffff;font-size:14px;font-weight:bold;text-decoration:none">${words.seeWhatWasDone}</a></p>
${small(escapeHtml(linkLabel.replace(/[:\uff1a]\s*$/, '')))}`,
    lines.length === 0 &&
      eventIds.length > 0 &&
      small(escapeHtml(`${words.eventId}: ${eventIds.join(', ')}`)),
    sentBy !== undefined && small(escapeHtml(sentBy)),
  ]
    .filter(Boolean)
    .join('\n');
}

/** Text, fit to stand in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
