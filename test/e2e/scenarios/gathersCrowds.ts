import { awslogsEvent } from '../../fakes/awslogs.ts';
import { consoleLogin, eventIdFor, iamUser } from '../../fakes/records.ts';
import { eventually } from '../eventually.ts';
import { loadRows } from '../rows.ts';
import { type Bell, invokeLater, type World } from '../world.ts';

/** More than the budget lets out alone, each in an envelope of its own. */
const COUNT = 40;

/** A busy morning in many small envelopes: what the budget does not let out alone gathers, and is told together. */
export async function gathersCrowds(world: World, bell: Bell): Promise<void> {
  const { checks, clients } = world;
  const before = (await bell.inbox.look()).length;
  const eventTime = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
  const seeds = Array.from({ length: COUNT }, (_, i) => `coordination-${i}`);
  await Promise.all(
    seeds.map((seed) =>
      invokeLater(
        world,
        bell,
        awslogsEvent([consoleLogin(seed, { eventTime, userIdentity: iamUser(seed) })]),
      ),
    ),
  );
  const ids = seeds.map(eventIdFor);
  const states = await eventually(
    'all of the coordination are settled',
    async () => {
      const rows = await loadRows(clients.dynamoDb, bell.stack.tableName);
      const now = ids.map((id) => String(rows.get(id)?.['state']));
      return now.every((state) => state === 'sent' || state === 'digested') ? now : undefined;
    },
    { within: 240_000, every: 500 },
  );
  const told = (await bell.inbox.look()).slice(before);
  const named = told.flatMap(({ eventIds }) => eventIds);
  checks.equal('each of the coordination is told once', named.toSorted(), ids.toSorted());
  const digested = states.filter((state) => state === 'digested').length;
  checks.check(
    `${COUNT} envelopes of one sign-in become ${told.length} notices, ${digested} sign-ins of them in digests`,
    digested > 0 && told.length < COUNT,
  );
}
