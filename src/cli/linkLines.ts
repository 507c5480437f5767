import stringWidth from 'string-width';
import type { Verdict } from '../health/check.ts';
import type { CheckResult } from '../health/verdict.ts';
import type { Language } from '../notice/notice.ts';
import { type Style, shown } from './terminal.ts';
import { cliWords } from './words/words.ts';

const WIDTH = 33;

/** What was found of a link, as lines: the verdict and the evidence, and where there is one, the repair. */
export function linkLines(
  { title, verdict, evidence, repair, command }: CheckResult,
  style: Style,
  language: Language,
): string[] {
  const words = cliWords(language);
  const widest = Math.max(...Object.values(words.verdicts).map((word) => stringWidth(word)));
  const indent = ' '.repeat(widest + 2);
  return [
    `${mark(verdict, style, padded(words.verdicts[verdict], widest))}  ${padded(title, WIDTH)} ${shown(evidence, 600)}`,
    ...(repair === undefined ? [] : [`${indent}${words.toDo}: ${shown(repair, 600)}`]),
    ...(command === undefined ? [] : [`${indent}$ ${shown(command, 2000)}`]),
  ];
}

function mark(verdict: Verdict, style: Style, word: string): string {
  if (verdict === 'broken') return style.bold(style.red(word));
  return verdict === 'ok' ? style.green(word) : style.yellow(word);
}

/** Filled up to a width on the screen, where Japanese letters take two places. */
function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
