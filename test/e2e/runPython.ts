import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fieldAt } from '../../src/signin/fields.ts';

/**
 * Runs the Python function in `file` over each event in turn; returns why it failed, or `undefined` where it did
 * not. Throws when Python itself does not come to its end.
 */
export async function runPython(
  python: string,
  file: string,
  events: readonly unknown[],
  env: Readonly<Record<string, string>>,
): Promise<readonly (string | undefined)[]> {
  const child = spawn(python, [join(import.meta.dirname, 'runHandler.py'), file], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stdin.end(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${python} ended with ${code}`);
  return output
    .trimEnd()
    .split('\n')
    .map((line): string | undefined => {
      const error = fieldAt(JSON.parse(line), 'error');
      return typeof error === 'string' ? error : undefined;
    });
}
