/**
 * Builds the script of the page of a report from `src/report/browser/`: what the page computes, it computes by the modules that
 * compute it here (docs/adr/0012).
 *
 *     node scripts/buildPage.ts            write src/report/pageScript.ts
 *     node scripts/buildPage.ts --check    write nothing; exit 1 when it is stale
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'src/report/pageScript.ts');

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const build = await rolldown({
  cwd: ROOT,
  input: 'src/report/browser/main.ts',
  platform: 'browser',
  transform: { target: 'es2023' },
});
const { output } = await build.generate({
  format: 'iife',
  minify: true,
  comments: { legal: false },
});
await build.close();
const code = output.map((one) => (one.type === 'chunk' ? one.code : '')).join('');
if (/<\/script|<!--/i.test(code)) throw new Error('the script would end its own element');
const text = `// Made by scripts/buildPage.ts from src/report/browser/.

/** The one script of a page. */
export const PAGE_SCRIPT: string =
  ${JSON.stringify(code)};
`;
if (!values.check) await writeFile(OUT, text);
else if ((await readFile(OUT, 'utf8').catch(() => '')) !== text) {
  console.error('src/report/pageScript.ts is stale: run npm run build and commit what changes');
  process.exitCode = 1;
}
