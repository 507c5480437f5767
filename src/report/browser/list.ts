import { composeNotice } from '../../notice/composeNotice.ts';
import { severityOf } from '../../notice/severity.ts';
import { fill } from '../../notice/wording.ts';
import { type Column, fieldsOf } from '../columns.ts';
import { LOOKS } from '../renderLooks.ts';
import type { ReportSignIn, ReportSpeech } from '../report.ts';
import { find, make } from './elements.ts';

const STEP = 100;
const MOST_ON_PAPER = 1000;

/** The rows of the list: some at once, more when they are asked for. */
export type List = {
  /** `keeps`: as many rows stay shown as were, and what is open stays so. */
  show(order: Int32Array, signIns: readonly ReportSignIn[], keeps: boolean): void;
};

/** `isFresh`: came while the page was open. */
export function createList(about: {
  readonly columns: readonly Column[];
  readonly speech: ReportSpeech;
  readonly isFresh: (eventId: string) => boolean;
}): List {
  const { columns, speech, isFresh } = about;
  const { words, number } = speech;
  const [body, more, count] = [
    find('rows', HTMLElement),
    find('more', HTMLButtonElement),
    find('count', HTMLElement),
  ];
  const opened = new Set<string>();
  let order = new Int32Array();
  let all: readonly ReportSignIn[] = [];
  let shown = 0;

  const add = (few: number) => {
    const next = order.slice(shown, shown + few);
    for (const at of next) {
      const one = all[at];
      if (one !== undefined) body.append(...rowsOf(one));
    }
    shown += next.length;
    count.textContent = fill(order.length === 0 ? words.none : words.count, {
      shown: number(shown),
      found: number(order.length),
      all: number(all.length),
    });
    more.hidden = shown >= order.length;
  };

  const rowsOf = (one: ReportSignIn): readonly HTMLElement[] => {
    const { signIn, marks } = one;
    const line = make('tr', undefined, { role: 'row' });
    const telling = { signIn, late: false, ...(marks === undefined ? {} : { marks }) };
    if (severityOf(telling) === 'critical') line.className = 'critical';
    if (isFresh(signIn.eventId)) line.classList.add('fresh');
    for (const column of columns) {
      const attributes = { role: 'cell', 'data-label': words.columns[column.key] };
      const cell = make('td', column.textOf(one, speech), attributes);
      if (column.key === 'time') cell.className = 'time';
      if (column.key === 'outcome') cell.className = LOOKS[signIn.outcome];
      line.append(cell);
    }
    const isOpen = opened.has(signIn.eventId);
    const button = make('button', words.details, {
      type: 'button',
      'aria-expanded': String(isOpen),
    });
    const name = columns.slice(0, 2).map((column) => column.textOf(one, speech));
    button.append(make('span', ` ${name.join(' ')}`, { class: 'hidden' }));
    const cell = make('td', undefined, { role: 'cell', 'data-label': '', class: 'open' });
    cell.append(button);
    line.append(cell);
    let below = isOpen ? detailsOf(one) : undefined;
    button.addEventListener('click', () => {
      if (below === undefined) {
        opened.add(signIn.eventId);
        below = detailsOf(one);
        line.after(below);
      } else {
        opened.delete(signIn.eventId);
        below.remove();
        below = undefined;
      }
      button.setAttribute('aria-expanded', String(below !== undefined));
    });
    return below === undefined ? [line] : [line, below];
  };

  const detailsOf = ({ signIn, marks }: ReportSignIn) => {
    const list = make('dl');
    for (const [label, value] of fieldsOf(signIn, words.fields)) {
      list.append(make('dt', label), make('dd', value));
    }
    const telling = { signIn, late: false, ...(marks === undefined ? {} : { marks }) };
    const { subject, text } = composeNotice(telling, speech.settings);
    // Made only when it is asked for: the page embeds no text of a notice.
    const notice = make('details');
    notice.append(
      make('summary', words.notice),
      make('p', words.noticeNote, { class: 'muted' }),
      make('pre', `${subject}\n\n${text}`),
    );
    const cell = make('td', undefined, {
      role: 'cell',
      class: 'all',
      colspan: String(columns.length + 1),
    });
    cell.append(list, notice);
    const row = make('tr', undefined, { role: 'row' });
    row.append(cell);
    return row;
  };

  more.addEventListener('click', () => add(STEP));
  addEventListener('beforeprint', () => add(Math.max(0, MOST_ON_PAPER - shown)));
  return {
    show: (next, signIns, keeps) => {
      const few = keeps ? Math.max(shown, STEP) : STEP;
      if (!keeps) opened.clear();
      [order, all, shown] = [Int32Array.from(next), signIns, 0];
      body.replaceChildren();
      add(few);
    },
  };
}
