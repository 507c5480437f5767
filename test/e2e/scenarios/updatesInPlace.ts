import { awslogsEvent } from '../../fakes/awslogs.ts';
import { consoleLogin, eventIdFor } from '../../fakes/records.ts';
import { eventually } from '../eventually.ts';
import { invokeAndWait } from '../invocations.ts';
import { loadRows } from '../rows.ts';
import { deployStack, listIdentities } from '../stack.ts';
import type { Bell, World } from '../world.ts';

/** Another language and fewer events, by an update of the stack that replaces nothing. */
export async function updatesInPlace(world: World, bell: Bell): Promise<Bell> {
  const { checks, clients, packed } = world;
  const identities = () => listIdentities(clients, bell.stack.id);
  const load = () => loadRows(clients.dynamoDb, bell.stack.tableName);
  const [ids, rows, told] = [await identities(), await load(), await bell.inbox.look()];
  const before = told.length;

  const parameters = { ...bell.parameters, Language: 'en', Events: 'AllSignIns' };
  const stack = await deployStack(clients, packed, parameters, { id: bell.stack.id });
  checks.equal('an update replaces no resource', await identities(), ids);
  checks.equal('and loses no row', [...(await load())], [...rows]);

  const eventTime = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
  const login = consoleLogin('after the update', { eventTime });
  const tampering = consoleLogin('unwatched', {
    eventTime,
    eventName: 'StopLogging',
    eventType: 'AwsApiCall',
    eventSource: 'cloudtrail.amazonaws.com',
  });
  const updated = { ...bell, stack, parameters };
  await invokeAndWait(world, updated, awslogsEvent([login, tampering]));
  const all = await eventually('the next notice arrives', async () => {
    const now = await bell.inbox.look();
    return now.length > before ? now : undefined;
  });
  checks.equal(
    'the next notice is in the new language, and what is no longer watched is not told',
    all.slice(before).map(({ subject }) => subject),
    ['AWS console sign-in: alice succeeded (123456789012)'],
  );
  checks.check('nor stored', !(await load()).has(eventIdFor('unwatched')));
  return updated;
}
