import { LoginbellError } from '../errors.ts';
import type { StackEvent, StackOutcome } from '../install/stack.ts';
import { shown, type Terminal } from './terminal.ts';

/**
 * Prints what happens to a stack as it happens, a line each, under a line that says what is done. Returns whether
 * anything changed; throws a `stack-failed` error with the one cause that matters.
 */
export async function followStack(
  doing: string,
  name: string,
  events: AsyncGenerator<StackEvent, StackOutcome>,
  terminal: Terminal,
): Promise<boolean> {
  const { stackFailure } = await import('../aws/stackFailure.ts');
  terminal.err(`${doing} ${shown(name)}:`);
  for (;;) {
    const next = await events.next();
    if (!next.done) {
      terminal.err(eventLine(next.value, terminal));
      terminal.progress('  waiting for CloudFormation …');
      continue;
    }
    terminal.progress('');
    if (next.value.ok) return next.value.changed;
    const { status, events: seen } = next.value;
    throw new LoginbellError(
      'stack-failed',
      `the stack ${shown(name)} failed (${shown(status)}): ${stackFailure(seen)}`,
    );
  }
}

/** `  18:04:05  CREATE_COMPLETE     SendEmailTopic`, times in UTC as in the console. */
function eventLine(
  { at, status, logicalId, type, reason }: StackEvent,
  { style }: Terminal,
): string {
  const paint = status.endsWith('_FAILED')
    ? style.red
    : status.endsWith('_COMPLETE')
      ? style.green
      : style.dim;
  const isFailure = /_FAILED$|ROLLBACK/.test(status);
  const why = isFailure && reason !== undefined ? `  ${shown(reason, 300)}` : '';
  const what = `${shown(logicalId, 60)} (${shown(type, 60)})`;
  return `  ${at.slice(11, 19)}  ${paint(shown(status, 40).padEnd(18))}  ${what}${why}`;
}
