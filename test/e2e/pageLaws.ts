import type { ComputedStyle, PageDocument, PageElement } from './dom.ts';

/*
 * What is wrong with the page at hand, in words. These run in the browser: each must stand alone, and may
 * name nothing outside itself.
 */
declare const document: PageDocument;
declare const getComputedStyle: ComputedStyle;

/** Does anything stick out at the side, or hide a part of its text? */
export function layoutProblems(): string[] {
  const width = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll('body *')].filter(
    (element) => element.getBoundingClientRect().right > width + 1,
  );
  return [
    ...(document.documentElement.scrollWidth > width ? ['has to be scrolled sideways'] : []),
    ...wide.slice(0, 3).map((element) => `sticks out: ${element.outerHTML.slice(0, 80)}`),
  ];
}

/** Has every text 4.5:1 against what is behind it (WCAG 2.2, 1.4.3)? */
export function contrastProblems(): string[] {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? [])
      .map((part) => Number(part) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element: PageElement | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const colour = getComputedStyle(element).backgroundColor;
    return colour === 'rgba(0, 0, 0, 0)' ? behind(element.parentElement) : colour;
  };
  // What only screen readers get is clipped to a pixel, and has no colour to be seen.
  const isHeardOnly = (element: PageElement) => element.getAttribute('class') === 'hidden';
  const withText = [...document.querySelectorAll('body *')].filter(
    (element) =>
      !isHeardOnly(element) &&
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
  );
  return withText.flatMap((element) => {
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return ratio < 4.5 ? [`${ratio.toFixed(2)}:1 for ${element.textContent?.slice(0, 40)}`] : [];
  });
}

/** Do headline, alerts and all the rows stand on the first screen, in letters of at least 12 pixels? */
export function firstScreenProblems(height: number): string[] {
  const seen = [...document.querySelectorAll('h1, .alert, td.line')];
  const small = [...document.querySelectorAll('body *')].filter(
    (element) => Number.parseFloat(getComputedStyle(element).fontSize) < 12,
  );
  return [
    ...(seen.length < 5 ? [`only ${seen.length} pieces`] : []),
    ...seen
      .filter((element) => element.getBoundingClientRect().bottom > height)
      .map((element) => `below the first screen: ${element.textContent?.slice(0, 40)}`),
    ...small.slice(0, 3).map((element) => `small letters: ${element.textContent?.slice(0, 40)}`),
  ];
}
