import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { PageDocument } from './dom.ts';

/** The browser's, where a function is evaluated there. */
declare const document: PageDocument;

/** A page from which nothing gets out, and that tells on what is shown in it. */
export type WatchedPage = {
  readonly page: Page;
  /** Shows HTML and says what it did that a mail must not; `link`: the one address it may lead to. */
  show(html: string, link?: string): Promise<string[]>;
  close(): Promise<void>;
};

/** Scripts may run in it, so that one that does is noticed; every request is refused and noted. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<WatchedPage> {
  const context = await browser.newContext({ ...options, offline: true });
  const page = await context.newPage();
  const done: string[] = [];
  await context.route('**/*', (route) => {
    done.push(`asks for ${route.request().url()}`);
    return route.abort();
  });
  page.on('dialog', (dialog) => {
    done.push(`opens a ${dialog.type()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => done.push(`logs ${message.text()}`));
  page.on('pageerror', (error) => done.push(`throws ${error.message}`));
  page.on('popup', (popup) => done.push(`opens ${popup.url()}`));
  return {
    page,
    show: async (html, link) => {
      done.length = 0;
      await page.setContent(html, { waitUntil: 'load' });
      const found = await page.evaluate(() => ({
        links: [...document.querySelectorAll('[href], [action], [formaction]')].map(
          (element) => element.getAttribute('href') ?? element.outerHTML,
        ),
        live: [
          ...document.querySelectorAll(
            'script, iframe, object, embed, form, base, link, img, svg, video, audio, [http-equiv]',
          ),
        ].map((element) => element.tagName),
        handlers: [...document.querySelectorAll('*')].flatMap((element) =>
          element.getAttributeNames().filter((name) => name.startsWith('on')),
        ),
      }));
      return [
        ...done,
        ...found.links.filter((href) => href !== link).map((href) => `links to ${href}`),
        ...found.live.map((tag) => `holds ${tag}`),
        ...found.handlers.map((name) => `has a handler ${name}`),
      ];
    },
    close: () => context.close(),
  };
}
