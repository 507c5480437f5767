import type { Verdict } from '../health/check.ts';
import type { CheckResult } from '../health/verdict.ts';
import { type Style, shown } from './terminal.ts';

const WIDTH = 33;

/** What was found of a link, as lines: the verdict and the evidence, and where there is one, the repair. */
export function linkLines(
  { title, verdict, evidence, repair, command }: CheckResult,
  style: Style,
): string[] {
  const indent = ' '.repeat(9);
  return [
    `${mark(verdict, style)}  ${title.padEnd(WIDTH)} ${shown(evidence, 600)}`,
    ...(repair === undefined ? [] : [`${indent}what to do: ${shown(repair, 600)}`]),
    ...(command === undefined ? [] : [`${indent}$ ${shown(command, 2000)}`]),
  ];
}

function mark(verdict: Verdict, style: Style): string {
  if (verdict === 'broken') return style.bold(style.red('BROKEN '));
  if (verdict === 'warning') return style.yellow('warning');
  return verdict === 'unknown' ? style.yellow('unknown') : style.green('ok     ');
}
