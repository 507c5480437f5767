import { summaryOf } from '../../local/signInSummary.ts';
import { fill } from '../../notice/wording.ts';
import { COLUMNS, type ColumnKey } from '../columns.ts';
import { createSelector } from '../createSelector.ts';
import { VALUE_FILTERS } from '../filterNames.ts';
import { renderChart } from '../renderChart.ts';
import { looksOf, renderLooks } from '../renderLooks.ts';
import { renderSections } from '../renderSections.ts';
import type { ReportSignIn, ReportSpeech } from '../report.ts';
import { createSpeech } from '../speech.ts';
import { type BadValue, hashOf, isFiltered, parseView, type View, WHOLE_VIEW } from '../view.ts';
import { watchBrush } from './brush.ts';
import { find } from './elements.ts';
import { readForm, writeForm } from './form.ts';
import { createList } from './list.ts';
import { follow } from './live.ts';
import { loadData } from './loadData.ts';

/** After a letter was typed: another may follow. */
const TYPING = 100;
/** Times that are written out at once: some milliseconds. */
const AT_ONCE = 2000;

const heads = [...document.querySelectorAll('#list th[data-column]')];
const columns = COLUMNS.filter(({ key }) =>
  heads.some((head) => head.getAttribute('data-column') === key),
);

/** Shows the list and everything of the page that follows from the reader's filters. */
async function start(): Promise<void> {
  let data = await loadData();
  const speech = createSpeech(data.settings);
  let select = createSelector(data.unpacked, columns, speech);
  const fresh = new Set<string>();
  const list = createList({ columns, speech, isFresh: (id) => fresh.has(id) });
  let view = parseView(location.hash);
  const made = { looks: '', timeline: '', above: '' };
  const keepMade = () => {
    made.looks = find('looks', HTMLElement).innerHTML;
    made.timeline = find('timeline', HTMLElement).innerHTML;
    made.above = find('above', HTMLElement).innerHTML;
  };

  /** What stands below the chart is of this view; `''` of all. Another order changes nothing of it. */
  let summed = '';
  const show = (keeps = false) => {
    const { order, signIns, ofAllDays, bad } = select(view);
    const { from, to } = view;
    const asked = hashOf({ ...view, sort: WHOLE_VIEW.sort });
    if (asked !== '' && asked !== summed) {
      const known = ofAllDays.map(({ signIn }) => signIn);
      const summary = summaryOf(
        signIns.map(({ signIn }) => signIn),
        speech.time,
      );
      put('timeline', renderChart(known, speech, { from, to }));
      put('looks', renderLooks(looksOf({ signIns, summary }, speech), speech));
      put('above', renderSections({ signIns, summary }, speech));
    } else if (asked === '' && summed !== '') {
      // As the page was made: of all sign-ins, also of those that are not in the list.
      put('timeline', made.timeline);
      put('looks', made.looks);
      put('above', made.above);
    }
    summed = asked;
    list.show(order, data.unpacked.signIns, keeps);
    find('matching', HTMLElement).textContent = isFiltered(view)
      ? fill(speech.words.matching, {
          found: speech.number(signIns.length),
          all: speech.number(data.unpacked.signIns.length),
        })
      : '';
    find('whole', HTMLButtonElement).hidden = !isFiltered(view);
    sayBad(bad);
    sayOrder();
  };

  const sayBad = (bad: readonly BadValue[]) => {
    for (const name of VALUE_FILTERS) {
      const values = bad.filter(({ filter }) => filter === name).map(({ value }) => value);
      const isBad = values.length > 0;
      find(`by-${name}`, HTMLInputElement).setAttribute('aria-invalid', String(isBad));
      find(`bad-${name}`, HTMLElement).textContent = isBad
        ? fill(speech.words.badValue, { values: values.join('; ') })
        : '';
    }
  };

  const sayOrder = () => {
    const { column, isDescending } = view.sort;
    for (const head of heads) {
      const isSorted = head.getAttribute('data-column') === column;
      head.setAttribute(
        'aria-sort',
        !isSorted ? 'none' : isDescending ? 'descending' : 'ascending',
      );
      const arrow = head.querySelector('[data-arrow]');
      if (arrow !== null) arrow.textContent = isSorted ? (isDescending ? ' ▼' : ' ▲') : '';
    }
  };

  const change = (next: View) => {
    view = next;
    remember(view);
    show();
  };

  let waiting = 0;
  find('filters', HTMLElement).addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change(readForm(view.sort)), TYPING);
  });
  find('whole', HTMLButtonElement).addEventListener('click', () => {
    const next = { ...WHOLE_VIEW, sort: view.sort };
    writeForm(next);
    change(next);
    find('filter', HTMLInputElement).focus();
  });
  watchBrush((from, to) => {
    const next = { ...view, from, to };
    writeForm(next);
    change(next);
  });
  for (const head of heads) {
    head.querySelector('button')?.addEventListener('click', () => {
      const column = head.getAttribute('data-column') as ColumnKey;
      const isSame = view.sort.column === column;
      const isDescending = isSame ? !view.sort.isDescending : column === 'time';
      change({ ...view, sort: { column, isDescending } });
    });
  }
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#unread')) return;
    view = parseView(location.hash);
    writeForm(view);
    show();
  });

  keepMade();
  writeForm(view);
  show();
  for (const id of ['list', 'filters']) find(id, HTMLElement).hidden = false;
  knowTimes(data.unpacked.signIns, speech);
  if (!data.isLive) return;
  follow(async () => {
    const known = new Set(data.unpacked.signIns.map(({ signIn }) => signIn.eventId));
    data = await loadData();
    for (const { signIn } of data.unpacked.signIns) {
      if (!known.has(signIn.eventId)) fresh.add(signIn.eventId);
    }
    select = createSelector(data.unpacked, columns, speech);
    keepMade();
    summed = '';
    show(true);
  });
}

/** Writes out the times of all, a few at a time while nothing else is done: the first filter finds them known. */
function knowTimes(signIns: readonly ReportSignIn[], speech: ReportSpeech, from = 0): void {
  if (from >= signIns.length) return;
  for (const { signIn } of signIns.slice(from, from + AT_ONCE)) speech.time(signIn.occurredAt);
  setTimeout(() => knowTimes(signIns, speech, from + AT_ONCE));
}

/** Renews a part; what was unfolded in it stays so. The markup is our own: values in it are escaped where it is made. */
function put(id: string, markup: string): void {
  const part = find(id, HTMLElement);
  const open = [...part.querySelectorAll('details[open]')].map((one) =>
    one.getAttribute('data-part'),
  );
  part.innerHTML = markup;
  for (const one of part.querySelectorAll('details')) {
    one.open = open.includes(one.getAttribute('data-part'));
  }
}

/** The view is kept in the address, so that it can be sent on and comes back after a reload. */
function remember(view: View): void {
  const hash = hashOf(view);
  if (location.hash === hash) return;
  try {
    history.replaceState(null, '', hash || location.pathname);
  } catch {
    // Some browsers refuse it in a file that was opened from disk: the view works without it.
  }
}

start().catch(() => {
  find('broken', HTMLElement).hidden = false;
});
