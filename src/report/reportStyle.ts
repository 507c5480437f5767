/**
 * The style sheet of a report. Light and dark by the reader's setting, light on paper; from 360 pixels of width on, where
 * each row of the list becomes a card. Every text has a contrast of at least 4.5:1. It loads nothing.
 */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f2f4f6; --card: #ffffff; --text: #1d2126; --muted: #56606b; --line: #d9dee3; --accent: #0b57c2;
  --good: #1b6e53; --bad: #c62828; --odd: #9a5b00; --warn: #fff4dc; --warn-text: #5c3b00;
  --h1: #d7e6fb; --h2: #9cc2f4; --h3: #4b8fe4; --h4: #0b57c2; --h0: #e9edf1;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #16181b; --card: #22262b; --text: #e8eaed; --muted: #a9b1ba; --line: #3a4047; --accent: #8ab8ff;
    --good: #5fc9a3; --bad: #ff8f85; --odd: #f0b75a; --warn: #3a2e14; --warn-text: #ffe2a8;
    --h1: #24405f; --h2: #2f6099; --h3: #5392dc; --h4: #a9ccff; --h0: #2c3137;
  }
}
@media print {
  :root {
    color-scheme: light;
    --page: #ffffff; --card: #ffffff; --text: #000000; --muted: #444b52; --line: #c4c9ce; --accent: #0b57c2;
    --good: #1b6e53; --bad: #b71c1c; --odd: #7d4a00; --warn: #ffffff; --warn-text: #3f2900;
    --h1: #d7e6fb; --h2: #9cc2f4; --h3: #4b8fe4; --h4: #0b57c2; --h0: #eef1f4;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 24px 16px 48px; background: var(--page); color: var(--text); font-size: 15px; line-height: 1.5;
  font-family: -apple-system, BlinkMacSystemFont, "Segoe UI", "Hiragino Sans", "Noto Sans JP", Meiryo, sans-serif;
  overflow-wrap: anywhere; -webkit-print-color-adjust: exact; print-color-adjust: exact;
}
main, header, footer { max-width: 1120px; margin: 0 auto; }
h1 { margin: 0; font-size: 24px; line-height: 1.3; }
h2 { margin: 0 0 12px; font-size: 17px; line-height: 1.4; }
h3 { margin: 0 0 6px; font-size: 15px; }
:lang(ja) :is(h1, h2, h3, .verdict, dt) { word-break: auto-phrase; }
p { margin: 0 0 8px; }
.verdict { margin: 8px 0 4px; font-size: 18px; line-height: 1.45; }
.muted, footer { color: var(--muted); font-size: 13px; }
.alert { margin: 12px 0 0; padding: 10px 14px; border-radius: 8px; background: var(--warn); color: var(--warn-text); border: 1px solid var(--line); }
.alert a { color: inherit; }
section { margin: 16px 0 0; padding: 18px 20px 20px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(145px, 1fr)); gap: 12px; margin: 16px 0 0; }
.figures div { padding: 12px 14px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.figures dt { color: var(--muted); font-size: 13px; line-height: 1.35; }
.figures dd { margin: 2px 0 0; font-size: 26px; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }
.bad, .figures .bad dd { color: var(--bad); }
.odd, .figures .odd dd { color: var(--odd); }
.good { color: var(--good); }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 16px; margin-top: 16px; }
.columns section { margin: 0; min-width: 0; }
table { width: 100%; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); font-size: 13px; padding-bottom: 6px; }
/* Words stay whole: a table that is too wide is moved by itself. */
section { overflow-x: auto; }
th, td { overflow-wrap: break-word; }
.rows :is(th, td) { overflow-wrap: anywhere; }
@media (min-width: 1050px) { .rows th { overflow-wrap: normal; } }
th, td { padding: 6px 10px 6px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--muted); font-size: 13px; font-weight: 600; }
tbody th { font-weight: 400; }
tr:last-child > :is(th, td) { border-bottom: 0; }
.number { text-align: right; white-space: nowrap; }
.time { white-space: nowrap; }
@media (max-width: 600px) {
  th.number { white-space: normal; }
  section { padding: 14px 14px 16px; }
  table { font-size: 13px; }
  th, td { padding-right: 6px; }
  thead th { font-size: 12px; }
  :is(th, td):last-child { padding-right: 0; }
}
.share { display: block; width: 100%; height: 4px; margin-top: 3px; }
.share .all, .chart .success, .legend .success { fill: var(--good); background: var(--good); }
.share .failed, .chart .failure, .legend .failure { fill: var(--bad); background: var(--bad); }
.chart .unclear, .legend .unclear { fill: var(--odd); background: var(--odd); }
.share .rest { fill: var(--h0); }
.chart { display: block; width: 100%; height: 160px; border-bottom: 1px solid var(--muted); }
.chart g:hover { opacity: .7; }
.chart { cursor: crosshair; touch-action: pan-y; }
.chart .outside { opacity: .3; }
.chart .brush { fill: var(--accent); opacity: .25; }
.checks { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 14px; }
.checks input { display: inline-block; width: auto; margin: 0 4px 0 0; }
#whole { margin-left: 8px; text-decoration: underline; }
.tools label.day { flex: 0 1 190px; }
.axis { display: flex; justify-content: space-between; gap: 12px; color: var(--muted); font-size: 13px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 8px; padding: 0; list-style: none; font-size: 13px; }
.legend span { display: inline-block; width: 12px; height: 12px; margin-right: 6px; border-radius: 2px; vertical-align: -1px; }
details { margin-top: 10px; }
summary { cursor: pointer; color: var(--accent); font-size: 14px; }
.hours { table-layout: fixed; }
.hours th, .hours td { padding: 0; border: 1px solid var(--card); font-size: 12px; height: 22px; vertical-align: middle; }
.hours tr > :first-child { width: 40px; }
.hours thead th { font-weight: 400; font-size: 12px; overflow-wrap: normal; white-space: nowrap; }
.hours .l0 { background: var(--h0); } .hours .l1 { background: var(--h1); } .hours .l2 { background: var(--h2); }
.hours .l3 { background: var(--h3); } .hours .l4 { background: var(--h4); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 12px; margin: 0; padding: 0; list-style: none; }
.cards li { padding: 10px 14px; border: 1px solid var(--line); border-left: 5px solid var(--bad); border-radius: 8px; }
.cards p { margin: 0; font-size: 14px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.tools { display: flex; flex-wrap: wrap; align-items: end; gap: 8px 16px; margin-bottom: 10px; }
.tools label { flex: 1 1 260px; font-size: 13px; color: var(--muted); }
input { display: block; width: 100%; margin-top: 2px; padding: 8px 10px; font: inherit; color: var(--text); background: var(--page); border: 1px solid var(--muted); border-radius: 6px; }
button { font: inherit; color: var(--accent); background: none; border: 0; padding: 2px 0; cursor: pointer; text-align: left; }
.more { margin-top: 12px; padding: 8px 16px; border: 1px solid var(--accent); border-radius: 6px; }
:is(button, input, summary, a):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
thead button { font-weight: 600; }
.rows tr.critical > :first-child { box-shadow: -6px 0 0 0 var(--bad); }
.rows dl { display: grid; grid-template-columns: minmax(110px, max-content) 1fr; gap: 2px 14px; margin: 0; padding: 4px 0 8px; font-size: 13px; }
.rows dt { color: var(--muted); }
.rows dd { margin: 0; }
.rows pre { margin: 0; padding: 10px 12px; background: var(--h0); border-radius: 6px; font: inherit; font-size: 13px; white-space: pre-wrap; }
.rows td.open { white-space: nowrap; }
#live { margin: 6px 0 0; font-size: 14px; color: var(--good); }
#live[data-state="gone"] { color: var(--bad); }
.rows tr.fresh { background: var(--h0); }
footer { margin-top: 20px; }
[hidden] { display: none !important; }
@media (max-width: 700px) {
  body { padding: 16px 10px 32px; }
  section { padding: 14px 14px 16px; }
  .figures { grid-template-columns: 1fr 1fr; gap: 8px; }
  .hours .odd-hour { font-size: 0; }
  .rows, .rows tbody, .rows tr, .rows td { display: block; }
  .rows thead tr { display: flex; flex-wrap: wrap; gap: 4px 14px; }
  .rows thead, .rows thead th { display: block; border: 0; }
  .rows tbody tr { padding: 10px 0; border-bottom: 1px solid var(--line); }
  .rows tbody td { display: grid; grid-template-columns: 92px 1fr; gap: 8px; padding: 1px 0; border: 0; }
  .rows tbody td::before { content: attr(data-label); color: var(--muted); }
  .rows tbody td.all { display: block; }
  .rows tbody td.all::before { content: none; }
  .rows tr.critical { border-left: 4px solid var(--bad); padding-left: 10px; }
  .rows tr.critical > :first-child { box-shadow: none; }
  .rows dl { grid-template-columns: 1fr; gap: 0; }
  .rows dd { margin-bottom: 6px; }
}
@media print {
  @page { size: A4; margin: 14mm; }
  body { padding: 0; font-size: 11pt; }
  section, .figures div { break-inside: avoid; }
  section.long { break-inside: auto; }
  tr, li { break-inside: avoid; }
  #filters, .more, .open { display: none !important; }
}
`;
