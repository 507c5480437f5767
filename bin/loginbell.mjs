#!/usr/bin/env node
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// Node.js runs the TypeScript sources as they are from 22.18 on; an older one would only name a file it cannot read.
if (process.features.typescript) {
  // A start takes half the time when what was compiled is kept: in this folder, which is nobody else's. Where it
  // cannot be written, nothing is kept.
  module.enableCompileCache(
    fileURLToPath(new URL('../node_modules/.cache/loginbell', import.meta.url)),
  );
  await import('../src/cli/main.ts');
} else {
  process.stderr.write(
    `loginbell: this is Node.js ${process.versions.node}, and 22.18 or newer is needed; "npx loginbell" and "npm start" in loginbell's folder use the one that npm ci brought\n`,
  );
  process.exitCode = 1;
}
