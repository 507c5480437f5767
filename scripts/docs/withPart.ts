/**
 * The page with another text in one of its parts, which stand between `<!-- NAME -->` and `<!-- /NAME -->`. Throws when it
 * has no such part.
 */
export function withPart(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [page.indexOf(open), page.indexOf(close)];
  if (start < 0 || end < start) {
    throw new Error(`the page has no part ${name}; put ${open} and ${close} where it should stand`);
  }
  return `${page.slice(0, start + open.length)}\n${text.trim()}\n${page.slice(end)}`;
}
