import type { StackEvent, StackOutcome } from '../install/stack.ts';
import { shown, type Terminal } from './terminal.ts';

/** Prints the events of a stack as they happen, a line each, and returns how it ended. */
export async function showStackEvents(
  events: AsyncGenerator<StackEvent, StackOutcome>,
  terminal: Terminal,
): Promise<StackOutcome> {
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
    terminal.err(eventLine(next.value, terminal));
    if (!next.value.ofStack || next.value.status.endsWith('_IN_PROGRESS')) {
      terminal.progress('waiting for CloudFormation …');
    }
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
