import { LoginbellError } from '../errors.ts';
import type { StackEvent, StackOutcome } from '../installation/stack.ts';
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
  const outcome = await outcomeOf(events, (event) => {
    const { ofStack, status, logicalId } = event;
    // Of a resource, what came of it is a line; that it has begun is on the progress line only.
    if (ofStack || !status.endsWith('_IN_PROGRESS')) terminal.err(eventLine(event, terminal));
    terminal.progress(`  CloudFormation is at work on ${shown(logicalId, 60)} …`);
  });
  terminal.progress('');
  if (outcome.ok) return outcome.changed;
  throw new LoginbellError(
    'stack-failed',
    `the stack ${shown(name)} failed (${shown(outcome.status)}): ${stackFailure(outcome.events)}`,
  );
}

/** What events come to, when they have come to their end. */
export async function outcomeOf(
  events: AsyncGenerator<StackEvent, StackOutcome>,
  onEvent: (event: StackEvent) => void = () => undefined,
): Promise<StackOutcome> {
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
    onEvent(next.value);
  }
}

/** `  18:04:05Z  CREATE_COMPLETE     SendEmailTopic`, times in UTC. */
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
  return `  ${at.slice(11, 19)}Z  ${paint(shown(status, 40).padEnd(18))}  ${what}${why}`;
}
