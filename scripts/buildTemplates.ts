/**
 * Builds `templates/` from `infra/*.yaml` and the Lambda handlers.
 *
 *     node scripts/buildTemplates.ts                  write templates/
 *     node scripts/buildTemplates.ts --check          write nothing; exit 1 when templates/ is stale
 *     node scripts/buildTemplates.ts --readable DIR   also write the templates with their code inline to DIR
 *
 * `--out DIR` writes elsewhere, for trials. The output depends on the sources alone: no dates, no paths of
 * this machine. docs/adr/0003 tells why the code is packed.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleHandler } from './templates/bundleHandler.ts';
import { composeTemplate } from './templates/composeTemplate.ts';
import { packCode } from './templates/packCode.ts';

const ROOT = join(import.meta.dirname, '..');

/** CloudFormation takes a body of fewer than this many bytes directly (docs: `TemplateBody`). */
export const DIRECT_BYTES = 51_200;

/**
 * What is built: each template of `infra/`, and the handler that is packed into it, if one is. `shortNames`:
 * where it does not fit otherwise.
 */
type Source = { readonly name: string; readonly entry?: string; readonly shortNames?: boolean };

const SOURCES: readonly Source[] = [
  { name: 'cloudtrail.yaml' },
  { name: 'console-login-notification.yaml', entry: 'src/lambda/handler.ts' },
  { name: 'safety-net.yaml', entry: 'src/lambda/safetyNet.ts', shortNames: true },
];

/** The files of `templates/` by name, and by name the templates that have code with that code inline. */
export type Built = {
  readonly files: ReadonlyMap<string, string>;
  readonly readable: ReadonlyMap<string, string>;
};

/** Builds everything and writes nothing. */
export async function buildTemplates(): Promise<Built> {
  const version = versionOf(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  const [files, readable] = [new Map<string, string>(), new Map<string, string>()];
  for (const { name, entry, shortNames } of SOURCES) {
    const source = await readFile(join(ROOT, 'infra', name), 'utf8');
    if (entry === undefined) {
      files.set(name, composeTemplate({ name, source, version, code: '', entry: '' }));
      continue;
    }
    const code = await bundleHandler(ROOT, entry);
    const parts = { name, version, entry };
    const beside = name.replace('.yaml', '.index.js');
    const packed = packCode(code, `templates/${beside}`, shortNames);
    const bare = withoutCommentLines(source);
    files.set(name, composeTemplate({ ...parts, source: bare, code: packed }));
    files.set(
      beside,
      `// loginbell ${version}. The code that templates/${name} holds packed.\n${code}`,
    );
    readable.set(name, composeTemplate({ ...parts, source, code }));
  }
  return { files, readable };
}

function versionOf(manifest: unknown): string {
  const isObject = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isObject ? String(manifest.version) : '';
}

/** Without the lines that only explain; they stand in infra/. Comments beside what they explain stay. */
function withoutCommentLines(source: string): string {
  return source.replace(/^ *# (?!\{\{).*\n/gm, '');
}

/** What is wrong with a template's size, if anything: `undefined` where it may be published. */
export function sizeProblem(name: string, bytes: number): string | undefined {
  if (!name.endsWith('.yaml') || bytes < DIRECT_BYTES) return undefined;
  return `${name} is too large for CloudFormation: shorten it by ${bytes - DIRECT_BYTES + 1} bytes`;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      readable: { type: 'string' },
      out: { type: 'string', default: join(ROOT, 'templates') },
    },
  });
  const { files: built, readable } = await buildTemplates();
  const problems: string[] = [];
  await mkdir(values.out, { recursive: true });
  for (const [name, text] of built) {
    const bytes = Buffer.byteLength(text);
    const room = name.endsWith('.yaml') ? `, ${DIRECT_BYTES - 1 - bytes} below the limit` : '';
    console.log(`${name}: ${bytes} bytes${room}`);
    const tooLarge = sizeProblem(name, bytes);
    if (tooLarge) problems.push(tooLarge);
    const file = join(values.out, name);
    if (!values.check) await writeFile(file, text);
    else if ((await readFile(file, 'utf8').catch(() => '')) !== text) problems.push(stale(name));
  }
  for (const name of await readdir(values.out)) {
    if (built.has(name)) continue;
    if (values.check) problems.push(stale(name));
    else await rm(join(values.out, name));
  }
  if (values.readable !== undefined) {
    await mkdir(values.readable, { recursive: true });
    for (const [name, text] of readable) await writeFile(join(values.readable, name), text);
  }
  for (const problem of problems) console.error(problem);
  return problems.length > 0 ? 1 : 0;
}

function stale(name: string): string {
  return `templates/${name} is stale: run npm run build and commit what changes`;
}

if (import.meta.main) process.exitCode = await main();
