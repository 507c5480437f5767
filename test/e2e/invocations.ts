import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { eventually } from './eventually.ts';
import { type Bell, invokeLater, type World } from './world.ts';

/** `invokeLater`, and comes back when the invocation is over, whether it went well or not. */
export async function invokeAndWait(world: World, bell: Bell, event: unknown): Promise<void> {
  const before = await countFinished(world, bell);
  await invokeLater(world, bell, event);
  await eventually('the invocation is over', async () =>
    (await countFinished(world, bell)) > before ? true : undefined,
  );
}

/** Lambda writes one REPORT line for each invocation. */
async function countFinished({ clients }: World, { stack }: Bell): Promise<number> {
  let count = 0;
  for (let nextToken: string | undefined; ; ) {
    const page = await clients.logs.send(
      new FilterLogEventsCommand({
        logGroupName: `/aws/lambda/${stack.functionName}`,
        filterPattern: 'REPORT',
        nextToken,
      }),
    );
    count += (page.events ?? []).filter(({ message }) => message?.startsWith('REPORT ')).length;
    nextToken = page.nextToken;
    if (nextToken === undefined) return count;
  }
}
