import { awslogsEvent } from '../../fakes/awslogs.ts';
import { consoleLogin, eventIdFor } from '../../fakes/records.ts';
import { eventually } from '../eventually.ts';
import { invokeAndWait } from '../invocations.ts';
import { deployStack, listIdentities } from '../stack.ts';
import type { Bell, World } from '../world.ts';

/** A stack made of the readable template gets the packed one, as `deploy` would send it. */
export async function swapsTwins(world: World, bell: Bell): Promise<void> {
  const { checks, clients, packed } = world;
  const identities = () => listIdentities(clients, bell.stack.id);
  const [ids, before] = [await identities(), (await bell.inbox.look()).length];
  await deployStack(clients, packed, bell.parameters, { id: bell.stack.id });
  checks.equal(
    'the packed template in the place of the readable one replaces no resource',
    await identities(),
    ids,
  );
  const eventTime = `${new Date(Date.now() - 30_000).toISOString().slice(0, 19)}Z`;
  await invokeAndWait(world, bell, awslogsEvent([consoleLogin('after the swap', { eventTime })]));
  const all = await eventually('the next notice arrives', async () => {
    const now = await bell.inbox.look();
    return now.length > before ? now : undefined;
  });
  checks.equal(
    'and tells the same',
    all.slice(before).map(({ subject, eventIds }) => [subject, ...eventIds]),
    [['AWSコンソールログイン: alice 成功 (123456789012)', eventIdFor('after the swap')]],
  );
}
