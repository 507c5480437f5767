#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
// The Node.js that `npm ci` brought into this folder, whatever the machine has.
const brought = ['../node_modules/node/bin/node', '../node_modules/node/bin/node.exe']
  .map(here)
  .find(existsSync);

// Node.js runs the TypeScript sources as they are from 22.18 on; an older one would only name a file it cannot read.
if (process.features.typescript) {
  // A start takes half the time when what was compiled is kept: in this folder, which is nobody else's. Where it
  // cannot be written, nothing is kept.
  module.enableCompileCache(here('../node_modules/.cache/loginbell'));
  await import('../src/cli/main.ts');
} else if (brought !== undefined && process.execPath !== brought) {
  const child = spawn(brought, [process.argv[1], ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both, and the child decides what it means; what is sent to this process alone is passed on.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(
      `loginbell: ${brought} does not start: ${error.message}; run "npm ci" again\n`,
    );
    process.exitCode = 1;
  });
  child.on('exit', (status, signal) => {
    process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1);
  });
} else {
  process.stderr.write(
    `loginbell: this is Node.js ${process.versions.node}, and 22.18 or newer is needed to run the sources; run "npm ci" in loginbell's folder, which brings one\n`,
  );
  process.exitCode = 1;
}
