import { spawn } from 'node:child_process';
import type { Notifier } from '../../bell/ports.ts';
import { LoginbellError, reasonOf } from '../../errors.ts';
import { cleanText } from '../../signin/cleanText.ts';
import { webhookBody } from './messages.ts';

/** Milliseconds that the program may take. */
const PATIENCE = 60_000;

/** Runs a program for each notice, without a shell, with the notice as JSON on its standard input. Rejects where it ends with another code than 0. */
export function createCommandNotifier(command: readonly string[]): Notifier {
  const [program = '', ...args] = command;
  return {
    send: (notice) =>
      new Promise((resolve, reject) => {
        const fail = (reason: string) =>
          reject(new LoginbellError('notifier-failed', `the command ${program} ${reason}`));
        const child = spawn(program, args, {
          stdio: ['pipe', 'ignore', 'pipe'],
          timeout: PATIENCE,
        });
        let said = '';
        child.stderr.on('data', (text) => {
          said = `${said}${text}`.slice(-400);
        });
        child.on('error', (error) => fail(`cannot be run: ${reasonOf(error)}`));
        child.on('close', (code, signal) => {
          if (code === 0) resolve();
          else fail(`ended with ${code ?? signal}: ${cleanText(said, 200) || 'it said nothing'}`);
        });
        // A program that does not read its input is no fault of the notice.
        child.stdin.on('error', () => undefined);
        child.stdin.end(`${JSON.stringify(webhookBody(notice))}\n`);
      }),
  };
}
