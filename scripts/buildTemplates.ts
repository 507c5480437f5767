/**
 * Builds `templates/` from `infra/*.yaml` and the Lambda handler.
 *
 *     node scripts/buildTemplates.ts                  write templates/
 *     node scripts/buildTemplates.ts --check          write nothing; exit 1 when templates/ is stale
 *     node scripts/buildTemplates.ts --readable DIR   also write the template with its code inline to DIR
 *
 * `--entry FILE` bundles another handler and `--out DIR` writes elsewhere, for trials. The output depends
 * on the sources alone: no dates, no paths of this machine. docs/adr/0003 tells why the code is packed.
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

const TRAIL = 'cloudtrail.yaml';
const BELL = 'console-login-notification.yaml';
const CODE = 'console-login-notification.index.js';

/** What is built: the files of `templates/` by name, and the bell's template with its code inline. */
export type Built = { readonly files: ReadonlyMap<string, string>; readonly readable: string };

/** Builds everything and writes nothing. `entry`: the handler, relative to the project's root. */
export async function buildTemplates(entry = 'src/lambda/handler.ts'): Promise<Built> {
  const version = versionOf(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  const code = await bundleHandler(ROOT, entry);
  const source = (name: string) => readFile(join(ROOT, 'infra', name), 'utf8');
  const trail = composeTemplate({ name: TRAIL, source: await source(TRAIL), version, code, entry });
  const bell = { name: BELL, source: await source(BELL), version, code, entry };
  const packed = packCode(code, `templates/${CODE}`);
  const files = new Map([
    [TRAIL, trail],
    [BELL, composeTemplate({ ...bell, source: withoutCommentLines(bell.source), code: packed })],
    [CODE, `// loginbell ${version}. The code that templates/${BELL} holds packed.\n${code}`],
  ]);
  return { files, readable: composeTemplate(bell) };
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
      entry: { type: 'string' },
      readable: { type: 'string' },
      out: { type: 'string', default: join(ROOT, 'templates') },
    },
  });
  const { files: built, readable } = await buildTemplates(values.entry);
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
    await writeFile(join(values.readable, BELL), readable);
  }
  for (const problem of problems) console.error(problem);
  return problems.length > 0 ? 1 : 0;
}

function stale(name: string): string {
  return `templates/${name} is stale: run npm run build and commit what changes`;
}

if (import.meta.main) process.exitCode = await main();
