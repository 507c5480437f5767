import type { Context } from '../health/check.ts';
import type { HealthFacts } from '../health/checks.ts';
import { loadAlarms } from './health/alarms.ts';
import { loadDeployment } from './health/code.ts';
import { loadDeadLetters } from './health/deadLetters.ts';
import { loadFastPath } from './health/fastPath.ts';
import { loadFilter } from './health/filter.ts';
import { loadFunction } from './health/function.ts';
import { loadLogGroup } from './health/logGroup.ts';
import type { HealthClients, Loader } from './health/look.ts';
import { loadPermission } from './health/permission.ts';
import { loadRetries } from './health/retries.ts';
import { loadSafetyNet } from './health/safetyNet.ts';
import { loadSubscribers } from './health/subscribers.ts';
import { loadTable } from './health/table.ts';
import { loadTopic } from './health/topic.ts';
import { loadTrails } from './health/trails.ts';

/** One for everything that a check asks for; the compiler misses one that is not here. */
const LOADERS = [
  loadTrails,
  loadLogGroup,
  loadFilter,
  loadPermission,
  loadFunction,
  loadDeployment,
  loadRetries,
  loadTable,
  loadDeadLetters,
  loadTopic,
  loadSubscribers,
  loadAlarms,
  loadFastPath,
  loadSafetyNet,
] as const;

/**
 * Looks for all that the checks judge, all at once, and reads only. Each is tried on its own: what could not be
 * looked at says why (and which permission was missing) and hinders no other. Never rejects.
 *
 *     const facts = await loadHealth(clients, { names, events, version, at: clock.now() });
 *     const verdicts = judgeHealth(facts);
 */
export async function loadHealth(clients: HealthClients, context: Context): Promise<HealthFacts> {
  return { ...context, ...(await loadAll(LOADERS, clients, context)) };
}

async function loadAll<const Loaders extends readonly Loader<object>[]>(
  loaders: Loaders,
  clients: HealthClients,
  context: Context,
): Promise<Together<Loaders[number]>> {
  return Object.assign({}, ...(await Promise.all(loaders.map((load) => load(clients, context)))));
}

/** What loaders find, together. */
type Together<L> = (L extends Loader<infer Facts> ? (found: Facts) => void : never) extends (
  found: infer All,
) => void
  ? All
  : never;
