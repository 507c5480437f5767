/** What is wrong with an output, in words; nothing where all is well. */
export type Problems = readonly string[];

/** Control, format (bidi, zero-width, tags), private use, separators, selectors, lone surrogates, blanks that look like nothing. */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Variation_Selector}\u115F\u1160\u2800\u3164\uFFA0]/u;

/** The one address that a notice may lead to. */
const CONSOLE =
  /https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\/cloudtrailv2\/home\?region=[a-z0-9-]+#\/events\/[\w-]+/g;

/** Text for people, in lines: every character can be seen, nothing can be clicked, no line goes on for ever. */
export function textProblems(text: string, longest = 2000): Problems {
  const lines = text.split('\n');
  return [
    ...lines
      .filter((line) => INVISIBLE.test(line))
      .map((line) => `cannot be seen: ${quoted(line)}`),
    ...lines
      .filter((line) => line.length > longest)
      .map((line) => `${line.length} characters a line`),
    ...linkProblems(text),
  ];
}

/** No URL but the console's, and no word that mail programs make one. */
export function linkProblems(text: string): Problems {
  const rest = text.replaceAll(CONSOLE, '');
  const links = rest.match(/\S*:\/\/\S*|\bwww\.\S+|\b[a-z0-9-]+\.(?:com|example)\/\S*/gi) ?? [];
  return links.map((link) => `a live link: ${quoted(link)}`);
}

/** One line of at most so many characters. */
export function lineProblems(line: string, longest: number): Problems {
  return [
    ...textProblems(line, longest),
    ...(line.includes('\n') ? ['a line break'] : []),
    ...(line === '' ? ['empty'] : []),
  ];
}

/** A page of nothing but our own elements, that runs and loads nothing and leads to the console alone. */
export function htmlProblems(html: string): Problems {
  const ours =
    /^<(!DOCTYPE html|\/?(html|head|meta|title|style|body|table|tr|td|span|h1|h2|p|ul|ol|li|a)\b[^<>]*)>$/;
  const style = /<style>[^<]*<\/style>/.exec(html)?.[0] ?? '';
  const tags = html.match(/<[^>]*>?/g) ?? [];
  const hrefs = [...html.matchAll(/(?:href|src|action|background|srcset)\s*=\s*"([^"]*)"/g)];
  return [
    ...tags.filter((tag) => !ours.test(tag)).map((tag) => `not our element: ${quoted(tag)}`),
    ...tags
      .filter((tag) => /\son\w+\s*=|javascript:|http-equiv/i.test(tag))
      .map((tag) => `live: ${quoted(tag)}`),
    ...hrefs.flatMap(([, url = '']) => linkProblems(` ${url} `)),
    ...(hrefs.length > 1 ? [`${hrefs.length} links`] : []),
    ...(html.split('<style>').length === 2 ? [] : ['not one style sheet']),
    ...(/url\(|@import/.test(style) ? ['a style that loads'] : []),
    ...textProblems(html.replaceAll(/<[^>]*>/g, '\n')),
  ];
}

/** JSON that a terminal may show and a program may read: only printable characters, one value, as it was. */
export function jsonProblems(text: string): Problems {
  return [
    ...(INVISIBLE.test(text.replaceAll('\n', '')) ? ['characters that cannot be seen'] : []),
    ...stringsIn(text)
      .filter((value) => value.length > 2000)
      .map((value) => `${value.length} characters`),
  ];
}

/** A line of the log: counts, states and ids; no word that a record has chosen. */
export function logProblems(logged: string): Problems {
  return stringsIn(logged)
    .filter((text) => !/^(\w{1,20}|derived-[0-9a-f]{32}|[0-9a-f-]{36})$/.test(text))
    .map((text) => `in the log: ${quoted(text)}`);
}

/** RFC 4180: as many cells in every line as in the first, none a formula or with an invisible character. */
export function csvProblems(csv: string): Problems {
  const rows = csv.split('\n').map(cellsOf);
  const columns = rows[0]?.length;
  const cells = rows.flat();
  return [
    ...rows.filter((row) => row.length !== columns).map((row) => `${row.length} cells`),
    ...cells
      .filter((cell) => /^\s*[=+\-@|%＝＋－＠]/.test(cell))
      .map((cell) => `formula: ${quoted(cell)}`),
    ...cells
      .filter((cell) => INVISIBLE.test(cell))
      .map((cell) => `cannot be seen: ${quoted(cell)}`),
    ...cells.filter((cell) => cell.length > 2000).map((cell) => `${cell.length} characters`),
  ];
}

/** Every key and string of a JSON text. */
function stringsIn(json: string): string[] {
  const strings: string[] = [];
  JSON.parse(json, (key, value: unknown) => {
    strings.push(key);
    if (typeof value === 'string') strings.push(value);
    return value;
  });
  return strings.filter((text) => text !== '');
}

function cellsOf(line: string): string[] {
  const cells = [...line.matchAll(/(?:^|,)"((?:[^"]|"")*)"(?=,|$)/g)].map(([, cell = '']) =>
    cell.replaceAll('""', '"'),
  );
  const rebuilt = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return rebuilt === line ? cells : [];
}

/** Text fit for a message of this test, whatever is in it. */
export function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 200)).replaceAll(
    /[^ -~]/gu,
    (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`,
  );
}
