import { basename } from 'node:path';

/**
 * How people type this program, as they have started it themselves: `loginbell` where it is on the PATH, `npm run
 * loginbell --` in the clone by npm, and otherwise by its file.
 */
export function commandName(
  environment: NodeJS.ProcessEnv,
  started: string = process.argv[1] ?? '',
): string {
  if (/^(start|loginbell)$/.test(environment['npm_lifecycle_event'] ?? '')) {
    return 'npm run loginbell --';
  }
  const name = basename(started);
  return name === 'loginbell.mjs' ? 'node bin/loginbell.mjs' : 'loginbell';
}
