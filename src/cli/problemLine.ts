import type { FileProblem } from '../local/recordFiles.ts';
import { shown } from './terminal.ts';

/** What is wrong with a file, and the way out, in one line for people. Sanitised. */
export function problemLine({ file, line, reason, hint }: FileProblem): string {
  const place = line === undefined ? '' : `, line ${line}`;
  return `${shown(file)}${place}: ${shown(reason, 400)}. ${hint}`;
}
