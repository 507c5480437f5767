/**
 * Builds the package that people install (docs/adr/0013): everything bundled, so that it has no run-time dependencies.
 *
 *     node scripts/buildPackage.ts     writes dist/package/ and dist/loginbell-VERSION.tgz
 */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { noticesOf } from './package/notices.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const OUT = join(DIST, 'package');

type Manifest = Readonly<Record<string, unknown>> & { readonly version: string };

async function main(): Promise<void> {
  await rm(DIST, { recursive: true, force: true });
  await mkdir(join(OUT, 'bin'), { recursive: true });
  const modules = await bundle();
  const manifest: Manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  await writeFile(
    join(OUT, 'package.json'),
    `${JSON.stringify(published(manifest), undefined, 2)}\n`,
  );
  await writeFile(join(OUT, 'THIRD-PARTY-NOTICES'), await noticesOf(ROOT, modules));
  await cp(join(ROOT, 'scripts/package/bin.mjs'), join(OUT, 'bin/loginbell.mjs'));
  for (const path of [
    'templates',
    'examples',
    'docs',
    'README.md',
    'README.ja.md',
    'SECURITY.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'CHANGELOG.md',
  ]) {
    await cp(join(ROOT, path), join(OUT, path), { recursive: true });
  }
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['pack', OUT, '--pack-destination', DIST, '--silent'], { stdio: 'inherit' });
}

/** Bundles the command line and the scan's worker; returns the paths of all modules that went in. */
async function bundle(): Promise<readonly string[]> {
  const build = await rolldown({
    cwd: ROOT,
    input: { main: 'src/cli/main.ts', scanWorker: 'src/local/scan/scanWorker.ts' },
    platform: 'node',
    // The AWS SDK as modules: only what is used of its clients comes along.
    resolve: { mainFields: ['module', 'main'] },
    transform: { target: 'node22' },
  });
  const { output } = await build.write({
    dir: join(OUT, 'dist'),
    format: 'esm',
    minify: true,
    sourcemap: 'hidden',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    comments: { legal: false },
    // Large, and in a chunk with files of ours it would get a map of its lines.
    codeSplitting: { groups: [{ name: 'nodemailer', test: /node_modules[\\/]nodemailer/ }] },
  });
  await build.close();
  for (const one of output) {
    if (one.type === 'asset' && one.fileName.endsWith('.map')) await shrinkMap(one.fileName);
  }
  return output.flatMap((one) => (one.type === 'chunk' ? Object.keys(one.modules) : []));
}

/** Names and lines are enough for a stack; the sources themselves stand in the repository. */
async function shrinkMap(fileName: string): Promise<void> {
  const file = join(OUT, 'dist', fileName);
  const { sourcesContent: _, ...map } = JSON.parse(await readFile(file, 'utf8'));
  const isOurs = map.sources.some((source: string) => !source.includes('node_modules'));
  if (isOurs) await writeFile(file, JSON.stringify(map));
  else await rm(file);
}

function published({ name, version, description, keywords, license }: Manifest) {
  return {
    name,
    version,
    description,
    keywords,
    license,
    type: 'module',
    bin: { loginbell: 'bin/loginbell.mjs' },
    engines: { node: '>=22.13' },
    exports: {},
    files: [
      'bin',
      'dist',
      'templates',
      'examples',
      'docs',
      'README.ja.md',
      'SECURITY.md',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
      'THIRD-PARTY-NOTICES',
    ],
  };
}

await main();
