#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(
    `loginbell: this is Node.js ${process.versions.node}, and 22.13 or newer is needed; install it from nodejs.org, and run the same command again\n`,
  );
  process.exitCode = 1;
} else {
  // Node.js 22 warns of its SQLite at every start; the journal is tested on it, and people need not read that.
  const { emitWarning } = process;
  process.emitWarning = (warning, ...rest) => {
    if (!/SQLite is an experimental feature/.test(String(warning)))
      emitWarning.call(process, warning, ...rest);
  };
  await import('../dist/main.js');
}
