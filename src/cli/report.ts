import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LoginbellError, reasonOf } from '../errors.ts';
import { showHistory } from './history.ts';
import { scanPaths } from './scan.ts';
import { megabytes } from './scanSummary.ts';
import { shown } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

const DEFAULT_FILE = 'loginbell-report.html';

/** `loginbell report`: one HTML file of what files, or a journal, hold. */
export async function writeReport(
  paths: readonly string[],
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const file = String(options['out'] ?? DEFAULT_FILE);
  if (existsSync(file) && options['force'] !== true) {
    throw new LoginbellError(
      'bad-input',
      `${file} is there already; name another file with --out, or overwrite it with --force`,
    );
  }
  const folder = dirname(file);
  if (!existsSync(folder)) {
    throw new LoginbellError(
      'bad-input',
      `${folder} does not exist; make it, or name another place with --out`,
    );
  }
  const lines: string[] = [];
  const { terminal } = context;
  // The page is what scan and history print as HTML; here it goes into the file.
  const captured = {
    ...context,
    terminal: { ...terminal, out: (line: string) => void lines.push(line) },
  };
  const asHtml = { ...options, output: 'html' };
  const code =
    paths.length > 0
      ? await scanPaths(paths, asHtml, captured)
      : await showHistory(asHtml, captured);
  // Nothing was read: the plan was declined, or stopped.
  if (lines.length === 0) return code;
  const page = lines.join('\n');
  try {
    // Whole or not at all, and for nobody else's eyes.
    const next = join(folder, `.${basename(file)}.${process.pid}.new`);
    writeFileSync(next, page, { mode: 0o600 });
    renameSync(next, file);
  } catch (error) {
    rmSync(join(folder, `.${basename(file)}.${process.pid}.new`), { force: true });
    throw new LoginbellError(
      'bad-input',
      `${file} cannot be written: ${reasonOf(error)}; name another place with --out`,
      { cause: error },
    );
  }
  terminal.out(
    `The report is in ${terminal.style.bold(shown(file))} (${megabytes(Buffer.byteLength(page))}); open it with a browser.`,
  );
  return code;
}
