import { find } from './elements.ts';

/** Parts of a live page that its server renews; the rest follows from the data. */
const PARTS = ['head', 'looks', 'timeline', 'above', 'unread', 'foot', 'listed', 'data'];

/**
 * Listens to the events of a live page's server, and takes over the parts of a newer version. They are markup that
 * `composeReport` made, from the same server; the policy of the page lets no script in them run.
 */
export function follow(onRenewed: () => Promise<void>): void {
  const note = find('live', HTMLElement);
  let shown = Number(document.documentElement.dataset['version']);
  let newest = shown;
  let isBusy = false;
  const say = (state: 'on' | 'gone') => {
    note.dataset['state'] = state;
    note.textContent = note.dataset[state] ?? '';
  };
  const take = async (next: Document) => {
    shown = Math.max(Number(next.documentElement.dataset['version']), shown);
    const open = [...document.querySelectorAll('details[data-part][open]')].map(partOf);
    for (const id of PARTS) {
      const [old, part] = [document.getElementById(id), next.getElementById(id)];
      if (old === null || part === null) throw new Error(`the page has no ${id}`);
      if (id === 'data') old.textContent = part.textContent;
      else old.replaceWith(document.adoptNode(part));
    }
    for (const one of document.querySelectorAll<HTMLDetailsElement>('details[data-part]')) {
      one.open = open.includes(partOf(one));
    }
    await onRenewed();
  };
  const renew = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      while (shown < newest) {
        const answer = await fetch('.', { cache: 'no-store' });
        if (!answer.ok) throw new Error(String(answer.status));
        await take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      }
    } catch {
      say('gone');
    } finally {
      isBusy = false;
    }
  };
  const events = new EventSource('events');
  events.addEventListener('open', () => say('on'));
  events.addEventListener('error', () => say('gone'));
  events.addEventListener('message', ({ data }) => {
    newest = Math.max(Number(data), newest);
    void renew();
  });
  addEventListener('pagehide', () => events.close());
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}

function partOf(element: Element): string | null {
  return element.getAttribute('data-part');
}
