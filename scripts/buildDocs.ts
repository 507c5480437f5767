/**
 * Writes the parts of docs/ that say what the code says: the options of the verbs, the checks of `doctor`, and what they
 * read. Each stands between `<!-- made:NAME -->` and `<!-- /made:NAME -->`.
 *
 *     node scripts/buildDocs.ts            write docs/
 *     node scripts/buildDocs.ts --check    write nothing; exit 1 when a part is stale
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MADE_PARTS } from './docs/madeParts.ts';
import { withPart } from './docs/withPart.ts';

const ROOT = join(import.meta.dirname, '..');

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const stale: string[] = [];
  for (const [page, parts] of Object.entries(MADE_PARTS)) {
    const file = join(ROOT, page);
    const before = await readFile(file, 'utf8');
    const after = Object.entries(parts).reduce(
      (text, [name, make]) => withPart(text, `made:${name}`, make()),
      before,
    );
    if (after === before) continue;
    if (values.check) stale.push(`${page} is stale: run npm run build and commit what changes`);
    else await writeFile(file, after);
  }
  for (const problem of stale) console.error(problem);
  return stale.length > 0 ? 1 : 0;
}

process.exitCode = await main();
