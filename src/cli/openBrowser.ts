import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Opens an address in the person's browser where there is one; returns what cleans up, `undefined` where there is none. */
export function openBrowser(
  address: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
): (() => void) | undefined {
  const command = commandFor(process.platform, environment);
  if (command === undefined) return undefined;
  // Every user of a machine sees the command lines on it: the address, a secret, goes by a file for its owner alone.
  const file = join(resolve(folder), `page-${process.pid}.html`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(
    file,
    `<!DOCTYPE html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0; url=${address}"><title>loginbell</title>\n`,
    { mode: 0o600 },
  );
  const [program = '', ...args] = command;
  const child = spawn(program, [...args, pathToFileURL(file).href], {
    stdio: 'ignore',
    detached: true,
  });
  // No such program: the address is printed, and can be opened by hand.
  child.on('error', () => undefined);
  child.unref();
  return () => rmSync(file, { force: true });
}

/** The program that opens an address, before the address; none where nobody sits at a screen. */
export function commandFor(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): readonly string[] | undefined {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return environment['DISPLAY'] || environment['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined;
}
