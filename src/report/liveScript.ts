/**
 * What a live page has besides the script of a report: it listens to the server's events, and where there is a newer version takes
 * over its parts. They are markup that `composeReport` made, from the same server; the policy of
 * the page lets no script in them run. What the reader has filtered, sorted and opened stays.
 */
export const LIVE_SCRIPT = `
'use strict';
(() => {
  const find = (id) => document.getElementById(id);
  const note = find('live');
  const { version } = document.documentElement.dataset;
  let shown = Number(version);
  let newest = shown;
  let isBusy = false;

  const say = (state) => {
    note.dataset.state = state;
    note.textContent = note.dataset[state];
  };
  const renew = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      while (shown < newest) {
        const answer = await fetch('.', { cache: 'no-store' });
        if (!answer.ok) throw new Error(String(answer.status));
        take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      }
    } catch {
      say('gone');
    } finally {
      isBusy = false;
    }
  };
  const take = (next) => {
    shown = Math.max(Number(next.documentElement.dataset.version), shown);
    const open = [...document.querySelectorAll('#above details')].map((one) => one.open);
    for (const id of ['head', 'above', 'unread', 'foot', 'listed']) {
      find(id).replaceWith(document.adoptNode(next.getElementById(id)));
    }
    document.querySelectorAll('#above details').forEach((one, at) => {
      one.open = open[at] === true;
    });
    find('data').textContent = next.getElementById('data').textContent;
    document.dispatchEvent(new Event('renewed'));
  };

  const events = new EventSource('events');
  events.addEventListener('open', () => say('on'));
  events.addEventListener('error', () => say('gone'));
  events.addEventListener('message', ({ data }) => {
    newest = Math.max(Number(data), newest);
    renew();
  });
  addEventListener('pagehide', () => events.close());
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
})();
`;
