import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder } from './cacheFolder.ts';

export const RUNTIME_CLIENT = { name: 'aws-lambda-ric', version: '4.0.2' } as const;

/** Its native part is built from source when it is installed. Debian's packages and a program of each. */
const TOOLS = {
  autoconf: 'autoconf',
  automake: 'automake',
  libtool: 'libtoolize',
  cmake: 'cmake',
  'g++': 'g++',
  make: 'make',
} as const;

/** Debian packages that are missing for building the runtime client; empty where it is built already. */
export function missingTools(): string[] {
  if (isInstalled()) return [];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return Object.entries(TOOLS)
    .filter(([, program]) => !folders.some((folder) => existsSync(join(folder, program))))
    .map(([name]) => name);
}

/** AWS's own Node runtime client, as in Lambda: the file to run. Installed once (about a minute). */
export function installRuntimeClient(): string {
  const { name, version } = RUNTIME_CLIENT;
  if (!isInstalled()) {
    const manifest = {
      private: true,
      dependencies: { [name]: version },
      allowScripts: { [name]: true },
    };
    writeFileSync(join(folder(), 'package.json'), JSON.stringify(manifest));
    const args = ['install', '--no-audit', '--no-fund', '--loglevel', 'error'];
    execFileSync('npm', args, { cwd: folder(), stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return join(folder(), 'node_modules', name, 'index.mjs');
}

function isInstalled(): boolean {
  const root = join(folder(), 'node_modules', RUNTIME_CLIENT.name);
  const manifest = join(root, 'package.json');
  return (
    existsSync(join(root, 'rapid-client.node')) &&
    readFileSync(manifest, 'utf8').includes(`"version": "${RUNTIME_CLIENT.version}"`)
  );
}

function folder(): string {
  return cacheFolder('ric');
}
