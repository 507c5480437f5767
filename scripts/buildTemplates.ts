/**
 * Builds `templates/` from `infra/*.yaml` and the Lambda handlers: each template to be read and uploaded, and in
 * `templates/packed/` its twin for one API call (docs/adr/0003).
 *
 *     node scripts/buildTemplates.ts            write templates/
 *     node scripts/buildTemplates.ts --check    write nothing; exit 1 when templates/ is stale or too large
 *
 * The output depends on the sources alone: no dates, no paths of this machine.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleHandler } from './templates/bundleHandler.ts';
import { composeTemplate } from './templates/composeTemplate.ts';
import { packTemplate } from './templates/packTemplate.ts';
import { roomOf } from './templates/roomOf.ts';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'templates');

/** What is built: each template of `infra/`, and the handler that its function runs, if it has one. */
const SOURCES: readonly { readonly name: string; readonly entry?: string }[] = [
  { name: 'cloudtrail.yaml' },
  { name: 'console-login-notification.yaml', entry: 'src/lambda/handler.ts' },
  { name: 'fast-path.yaml' },
  { name: 'safety-net.yaml', entry: 'src/lambda/safetyNet.ts' },
];

/** Builds everything and writes nothing: the files of `templates/`, by their paths in it. */
export async function buildTemplates(): Promise<ReadonlyMap<string, string>> {
  const version = versionOf(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  const files = new Map<string, string>();
  for (const { name, entry = '' } of SOURCES) {
    const source = await readFile(join(ROOT, 'infra', name), 'utf8');
    const code = entry === '' ? '' : await bundleHandler(ROOT, entry);
    const template = composeTemplate({ name, source, version, code, entry });
    files.set(name, template);
    const packed = packTemplate(template, name);
    files.set(join('packed', name), packed.template);
    if (Object.keys(packed.parameters).length > 0) {
      files.set(join('packed', name.replace(/yaml$/, 'json')), parameterFile(packed.parameters));
    }
  }
  return files;
}

/** As `aws cloudformation … --parameters file://` and `--parameter-overrides file://` read it. */
function parameterFile(parameters: Readonly<Record<string, string>>): string {
  const list = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => {
    return { ParameterKey, ParameterValue };
  });
  return `${JSON.stringify(list, undefined, 1)}\n`;
}

function versionOf(manifest: unknown): string {
  const isObject = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isObject ? String(manifest.version) : '';
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const built = await buildTemplates();
  const problems: string[] = [];
  for (const [name, text] of built) {
    if (name.endsWith('.yaml')) {
      const { line, problem } = roomOf(name, Buffer.byteLength(text));
      console.log(line);
      if (problem !== undefined) problems.push(problem);
    }
    const file = join(OUT, name);
    if (values.check) {
      if ((await readFile(file, 'utf8').catch(() => '')) !== text) problems.push(stale(name));
    } else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
  for (const name of await filesOf(OUT)) {
    if (built.has(name)) continue;
    if (values.check) problems.push(stale(name));
    else await rm(join(OUT, name));
  }
  for (const problem of problems) console.error(problem);
  return problems.length > 0 ? 1 : 0;
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
}

function stale(name: string): string {
  return `templates/${name} is stale: run npm run build and commit what changes`;
}

if (import.meta.main) process.exitCode = await main();
