/** What `JSON.stringify` leaves as it is though a terminal obeys it or nobody sees it: C1 controls, bidi, zero-width. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A value as JSON that is safe to print, over lines where `indent` is given: the same value for whoever parses
 * it, with every character that cannot be seen written as its escape.
 */
export function jsonText(value: unknown, indent = 0): string {
  const lines = JSON.stringify(value, undefined, indent).split('\n');
  return lines.map((line) => line.replace(HIDDEN, escaped)).join('\n');
}

function escaped(letter: string): string {
  return letter.split('').map(codeUnit).join('');
}

function codeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
