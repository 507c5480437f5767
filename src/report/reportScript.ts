/**
 * The one script of a report: it shows the list of sign-ins from the JSON in the page, and filters and sorts it. It is kept as
 * text, so that the page holds what is read here and nothing a build made of it. Every value comes from outside: it
 * is set by `textContent` or as an attribute of our own, never as markup. See `embedSignIns` for the shape of the data.
 */
export const REPORT_SCRIPT = `
'use strict';
(() => {
  const find = (id) => document.getElementById(id);
  let { words, labels, columns, strings, rows } = JSON.parse(find('data').textContent);
  const STEP = 100;
  const MOST_ON_PAPER = 1000;
  const COLLATOR = new Intl.Collator(undefined, { numeric: true });
  const [box, count, more] = [find('filter'), find('count'), find('more')];
  const body = find('rows');
  const days = [find('from'), find('to')];
  const heads = [...document.querySelectorAll('#list thead th[data-column]')];
  const FIRST = 2;
  const LAST = FIRST + columns.length;
  const state = { words: [], column: 0, isDescending: true };
  const ranks = new Map();
  const opened = new Set();
  const fresh = new Set();
  let found = [];
  let shown = 0;

  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const fill = (text, values) => text.replace(/{(\\w+)}/g, (_, key) => values[key]);
  const number = (value) => value.toLocaleString(document.documentElement.lang);

  // A row is [severity, outcome, a string for each column, and pairs of a label and a string].
  const holds = (row, hits) => {
    for (let at = FIRST; at < LAST; at += 1) if (hits[row[at]]) return true;
    for (let at = LAST + 1; at < row.length; at += 2) if (hits[row[at]]) return true;
    return false;
  };

  const rankOf = (column) => {
    const known = ranks.get(column);
    if (known) return known;
    const ids = [...new Set(rows.map((row) => row[FIRST + column]))];
    ids.sort((a, b) => COLLATOR.compare(strings[a], strings[b]));
    const rank = new Map(ids.map((id, at) => [id, at]));
    ranks.set(column, rank);
    return rank;
  };

  const select = () => {
    const lower = state.words.length > 0 ? strings.map((text) => text.toLowerCase()) : [];
    const hits = state.words.map((word) => lower.map((text) => text.includes(word)));
    found = [];
    const [from, to] = days.map(({ value }) => value.replaceAll('-', '/'));
    // The first column begins with the day in the zone of the page, 2026/11/27.
    const isInDays = (row) => {
      const day = strings[row[FIRST]].slice(0, 10);
      return (from === '' || day >= from) && (to === '' || day <= to);
    };
    rows.forEach((row, at) => {
      if (isInDays(row) && hits.every((one) => holds(row, one))) found.push(at);
    });
    // The rows are embedded newest first: their order is that of time, whatever the zone's clock did.
    const sign = state.isDescending ? 1 : -1;
    if (state.column === 0) found.sort((a, b) => sign * (a - b));
    else {
      const rank = rankOf(state.column);
      const at = FIRST + state.column;
      found.sort((a, b) => sign * (rank.get(rows[b][at]) - rank.get(rows[a][at])) || a - b);
    }
    heads.forEach((head, at) => {
      const isSorted = at === state.column;
      head.setAttribute('aria-sort', !isSorted ? 'none' : state.isDescending ? 'descending' : 'ascending');
      head.querySelector('[data-arrow]').textContent = isSorted ? (state.isDescending ? ' ▼' : ' ▲') : '';
    });
    body.replaceChildren();
    opened.clear();
    shown = 0;
    show(STEP);
    remember();
  };

  // A live page was given newer data: what is shown and open stays so, what is new is marked.
  const idOf = (row) => {
    for (let at = LAST; at < row.length; at += 2) if (row[at] === words.idLabel) return strings[row[at + 1]];
    return '';
  };
  const renew = () => {
    const known = new Set(rows.map(idOf));
    const [wasShown, wasOpen] = [shown, new Set(opened)];
    ({ words, labels, columns, strings, rows } = JSON.parse(find('data').textContent));
    ranks.clear();
    for (const row of rows) {
      const id = idOf(row);
      if (!known.has(id)) fresh.add(id);
    }
    select();
    if (wasShown > shown) show(wasShown - shown);
    for (const id of wasOpen) {
      body.querySelector('tr[data-id="' + CSS.escape(id) + '"] button')?.click();
    }
  };

  const show = (few) => {
    const next = found.slice(shown, shown + few);
    body.append(...next.map(rowOf));
    shown += next.length;
    count.textContent = fill(found.length === 0 ? words.none : words.count, {
      shown: number(shown), found: number(found.length), all: number(rows.length),
    });
    more.hidden = shown >= found.length;
  };

  const rowOf = (at) => {
    const row = rows[at];
    const line = make('tr', undefined, { role: 'row' });
    if (row[0] === 2) line.className = 'critical';
    const id = idOf(row);
    line.dataset.id = id;
    if (fresh.has(id)) line.classList.add('fresh');
    columns.forEach((title, column) => {
      const attributes = { role: 'cell', 'data-label': title };
      const cell = make('td', strings[row[FIRST + column]], attributes);
      if (column === 0) cell.className = 'time';
      if (column === words.outcomeColumn) cell.className = ['good', 'bad', 'odd'][row[1]];
      line.append(cell);
    });
    const cell = make('td', undefined, { role: 'cell', 'data-label': '', class: 'open' });
    const about = [row[FIRST], row[FIRST + 1]].map((id) => strings[id]).join(' ');
    const button = make('button', words.details, { type: 'button', 'aria-expanded': 'false' });
    button.append(make('span', ' ' + about, { class: 'hidden' }));
    button.addEventListener('click', () => toggle(line, row, button));
    cell.append(button);
    line.append(cell);
    return line;
  };

  const toggle = (line, row, button) => {
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!isOpen));
    if (isOpen) {
      opened.delete(line.dataset.id);
      line.nextElementSibling.remove();
      return;
    }
    opened.add(line.dataset.id);
    const list = make('dl');
    for (let at = LAST; at < row.length; at += 2) {
      list.append(make('dt', labels[row[at]]), make('dd', strings[row[at + 1]]));
    }
    const cell = make('td', undefined, { role: 'cell', class: 'all', colspan: String(columns.length + 1) });
    cell.append(list);
    const below = make('tr', undefined, { role: 'row' });
    below.append(cell);
    line.after(below);
  };

  // The view is kept in the address, so that it can be sent on and comes back after a reload.
  const remember = () => {
    const view = new URLSearchParams();
    if (box.value !== '') view.set('q', box.value);
    for (const { id, value } of days) if (value !== '') view.set(id, value);
    if (state.column !== 0 || !state.isDescending) {
      view.set('sort', (state.isDescending ? '-' : '') + state.column);
    }
    const hash = view.size === 0 ? '' : '#' + view;
    if (location.hash === hash) return;
    try {
      history.replaceState(null, '', hash || location.pathname);
    } catch {
      // Some browsers refuse it in a file that was opened from disk: the view works without it.
    }
  };
  const recall = () => {
    const view = new URLSearchParams(location.hash.slice(1));
    box.value = view.get('q') ?? '';
    for (const day of days) day.value = view.get(day.id) ?? '';
    const sort = /^(-?)(\\d{1,2})$/.exec(view.get('sort') ?? '');
    if (sort && Number(sort[2]) < columns.length) {
      state.column = Number(sort[2]);
      state.isDescending = sort[1] === '-';
    }
  };
  const read = () => {
    state.words = box.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
  };

  box.addEventListener('input', () => {
    read();
    select();
  });
  for (const day of days) day.addEventListener('input', select);

  // A span of the chart, by dragging over it; a click is a span of one bar.
  let anchor;
  const placeIn = (chart, event) => {
    const { left, width } = chart.getBoundingClientRect();
    const starts = chart.dataset.starts.split(' ');
    const at = Math.floor(((event.clientX - left) / width) * chart.viewBox.baseVal.width);
    return { starts, at: Math.min(Math.max(at, 0), starts.length - 1) };
  };
  document.addEventListener('pointerdown', (event) => {
    const chart = event.target.closest('svg.chart');
    anchor = chart === null ? undefined : { chart, at: placeIn(chart, event).at };
  });
  document.addEventListener('pointerup', (event) => {
    if (anchor === undefined) return;
    const { starts, at } = placeIn(anchor.chart, event);
    const [first, last] = [Math.min(at, anchor.at), Math.max(at, anchor.at)];
    anchor = undefined;
    const after = starts[last + 1];
    days[0].value = starts[first].replaceAll('/', '-');
    // The last day of a bar is the one before the next bar's first.
    days[1].value = after === undefined ? ''
      : new Date(Date.parse(after.replaceAll('/', '-')) - 86400000).toISOString().slice(0, 10);
    select();
  });
  heads.forEach((head, column) => {
    head.querySelector('button').addEventListener('click', () => {
      state.isDescending = state.column === column ? !state.isDescending : column === 0;
      state.column = column;
      select();
    });
  });
  more.addEventListener('click', () => show(STEP));
  addEventListener('beforeprint', () => show(Math.max(0, MOST_ON_PAPER - shown)));
  document.addEventListener('renewed', renew);
  recall();
  read();
  select();
  find('list').hidden = false;
})();
`;
