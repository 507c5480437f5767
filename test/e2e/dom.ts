/*
 * As much of a browser's DOM as the laws of pages use. The compiler's own library of it would be there for
 * all files, also for those that no browser ever runs.
 */

export type PageElement = {
  readonly tagName: string;
  readonly outerHTML: string;
  readonly textContent: string | null;
  readonly parentElement: PageElement | null;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
  readonly clientWidth: number;
  readonly scrollWidth: number;
  getBoundingClientRect(): { readonly right: number; readonly bottom: number };
  getAttribute(name: string): string | null;
  getAttributeNames(): string[];
};

export type PageDocument = {
  readonly documentElement: PageElement;
  querySelectorAll(selector: string): Iterable<PageElement>;
};

export type ComputedStyle = (element: PageElement) => {
  readonly color: string;
  readonly backgroundColor: string;
  readonly fontSize: string;
};
