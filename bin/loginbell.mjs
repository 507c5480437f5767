#!/usr/bin/env node
// Node.js runs the TypeScript sources as they are from 22.18 on; an older one would only name a file it cannot read.
if (process.features.typescript) await import('../src/cli/main.ts');
else {
  process.stderr.write(
    `loginbell: this is Node.js ${process.versions.node}, and 22.18 or newer is needed; "npx loginbell" and "npm start" in loginbell's folder use the one that npm ci brought\n`,
  );
  process.exitCode = 1;
}
