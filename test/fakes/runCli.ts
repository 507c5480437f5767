import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../../bin/loginbell.mjs', import.meta.url));

export type CliResult = {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
};

/** Runs the command line as a user's shell would, in a folder, with a bare environment. */
export function runCli(
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly input?: string | Buffer;
    readonly env?: Record<string, string>;
  },
): Promise<CliResult> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: options.cwd,
    env: { PATH, LANG: 'en_US.UTF-8', TZ: 'UTC', ...options.env },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
