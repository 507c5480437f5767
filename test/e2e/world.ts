import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Checks } from './checks.ts';
import type { Clients } from './clients.ts';
import type { Emulator } from './emulatorServer.ts';
import type { Inbox } from './inbox.ts';
import type { Parameters, Stack } from './stack.ts';

/** What every scenario works with. */
export type World = {
  readonly checks: Checks;
  readonly clients: Clients;
  readonly emulator: Emulator;
  /** The notification's template as an API call takes it. */
  readonly packed: string;
  /** The same as people read and upload it. */
  readonly readable: string;
};

/** An installation that somebody listens to. `parameters`: those it was last deployed with. */
export type Bell = {
  readonly stack: Stack;
  readonly parameters: Parameters;
  readonly inbox: Inbox;
};

/** Hands an event to the function as CloudWatch Logs does: asynchronously, so that Lambda retries. */
export async function invokeLater({ clients }: World, { stack }: Bell, event: unknown) {
  const { StatusCode } = await clients.lambda.send(
    new InvokeCommand({
      FunctionName: stack.functionName,
      InvocationType: 'Event',
      Payload: JSON.stringify(event),
    }),
  );
  if (StatusCode !== 202) throw new Error(`Lambda answered ${StatusCode} to an asynchronous event`);
}
