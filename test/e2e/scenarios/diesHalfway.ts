import { awslogsEvent } from '../../fakes/awslogs.ts';
import { consoleLogin, eventIdFor, rootUser } from '../../fakes/records.ts';
import { RETRY_SECONDS } from '../emulatorServer.ts';
import { eventually } from '../eventually.ts';
import { CAN_FIND_PROCESSES, functionProcesses } from '../functionProcess.ts';
import type { Told } from '../inbox.ts';
import { loadRows } from '../rows.ts';
import { type Bell, invokeLater, type World } from '../world.ts';

/** Told alone and 0.12 seconds apart, so that there is a middle to die in. */
const COUNT = 20;

/**
 * The function's process is killed between two notices. The retry, after the dead one's lease, tells the rest; what had
 * been told is told again only where the kill fell between sending and writing that down.
 */
export async function diesHalfway(world: World, bell: Bell): Promise<void> {
  const { checks, clients, emulator } = world;
  if (!CAN_FIND_PROCESSES) {
    checks.skip('a process that dies', 'processes are looked up in /proc, which is not here');
    return;
  }
  const before = (await bell.inbox.look()).length;
  const load = () => loadRows(clients.dynamoDb, bell.stack.tableName);
  const eventTime = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
  const seeds = Array.from({ length: COUNT }, (_, i) => `dies-${i}`);
  const ids = seeds.map(eventIdFor);
  const event = awslogsEvent(
    seeds.map((seed) => consoleLogin(seed, { eventTime, userIdentity: rootUser() })),
  );

  await invokeLater(world, bell, event);
  await eventually(
    'some are told',
    async () => ((await bell.inbox.look()).length >= before + 3 ? true : undefined),
    { every: 5 },
  );
  const victims = functionProcesses(emulator.pid, bell.stack.functionName);
  for (const pid of victims) process.kill(pid, 'SIGKILL');
  checks.check(`the function's process is killed halfway`, victims.length > 0);
  await eventually('the process is gone', async () =>
    functionProcesses(emulator.pid, bell.stack.functionName).some((pid) => victims.includes(pid))
      ? undefined
      : true,
  );

  const tellings = timesTold((await bell.inbox.look()).slice(before));
  const rows = await load();
  const open = ids.filter((id) => rows.get(id)?.['state'] === 'claimed');
  const inWindow = open.filter((id) => tellings.has(id));
  checks.note(
    `at the kill ${tellings.size} of ${COUNT} were told, ${inWindow.length} of them not yet settled`,
  );
  checks.check('the kill left some untold', tellings.size < COUNT);
  checks.equal(
    'what was settled had been told',
    ids.filter((id) => rows.get(id)?.['state'] === 'sent' && !tellings.has(id)),
    [],
  );

  await eventually(
    'the retry settles the rest',
    async () => {
      const now = await load();
      return ids.every((id) => now.get(id)?.['state'] === 'sent') ? true : undefined;
    },
    { within: (RETRY_SECONDS + 60) * 1000, every: 500 },
  );
  const all = timesTold((await bell.inbox.look()).slice(before));
  const twice = ids.filter((id) => (all.get(id) ?? 0) > 1);
  checks.equal(
    'after the retry all are told',
    ids.filter((id) => !all.has(id)),
    [],
  );
  checks.check(
    `told twice only what was killed between send and settle (${twice.length})`,
    twice.every((id) => inWindow.includes(id) && all.get(id) === 2),
    { twice, inWindow },
  );
}

function timesTold(told: readonly Told[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const id of told.flatMap(({ eventIds }) => eventIds))
    times.set(id, (times.get(id) ?? 0) + 1);
  return times;
}
