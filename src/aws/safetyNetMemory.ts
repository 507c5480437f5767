import type { Clock } from '../bell/ports.ts';
import { CHECK_NAMES, type CheckName } from '../health/checks.ts';
import type { HealthState } from '../health/healthNews.ts';
import { ROW_KEYS } from '../journal/rowKeys.ts';
import type { SafetyNetMemory } from '../safetyNet/memory.ts';
import { type Fields, fieldAt, textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import { answered, type DynamoDbRows } from './dynamoDbRows.ts';

/** Keys in the journal's table; no `eventID` looks like them, and no index holds them. */
const CHAIN = ROW_KEYS.checks;
const REACHED = ROW_KEYS.reached;

/** What the hourly check remembers, as two rows of their own in the journal's table. They never expire. */
export function createSafetyNetMemory(rows: DynamoDbRows, clock: Clock): SafetyNetMemory {
  return {
    load: async () => {
      const row = await answered(rows.load(CHAIN));
      const version = Number(row['version'] ?? 0);
      return { version, state: version === 0 ? undefined : stateOf(row) };
    },
    claim: async (version, { token, until }) => {
      const isUnchanged = version === 0 ? 'attribute_not_exists(version)' : 'version = :version';
      const isFree = '(attribute_not_exists(leaseUntil) OR leaseUntil <= :now)';
      const values = { ':token': token, ':until': until, ':now': clock.now() };
      const { done } = await answered(
        rows.update({
          eventID: CHAIN,
          set: 'SET leaseToken = :token, leaseUntil = :until',
          where: `${isUnchanged} AND ${isFree}`,
          values: version === 0 ? values : { ...values, ':version': version },
        }),
      );
      return done;
    },
    settle: async (state, version, { token }) => {
      const details = JSON.stringify(state);
      await answered(
        rows.update({
          eventID: CHAIN,
          set: 'SET details = :details, version = :version REMOVE leaseToken, leaseUntil',
          where: 'leaseToken = :token',
          values: { ':details': details, ':version': version, ':token': token },
        }),
      );
    },
    loadReached: async () => {
      const reached = Number((await answered(rows.load(REACHED)))['reached']);
      return Number.isNaN(reached) ? undefined : reached;
    },
    saveReached: async (until) => {
      const values = { ':until': until };
      await answered(rows.update({ eventID: REACHED, set: 'SET reached = :until', values }));
    },
  };
}

/** What is not of the expected shape counts as not told. */
function stateOf(row: Fields): HealthState {
  const details = parseJson(textAt(row, ['details'], 8192));
  const since = fieldAt(details, 'unknownSince');
  return {
    broken: linksOf(fieldAt(details, 'broken')),
    mentioned: linksOf(fieldAt(details, 'mentioned')),
    unknownSince: Object.fromEntries(
      CHECK_NAMES.map((link) => [link, fieldAt(since, link)] as const).filter(
        (pair): pair is [CheckName, number] => typeof pair[1] === 'number',
      ),
    ),
  };
}

function linksOf(value: unknown): CheckName[] {
  return CHECK_NAMES.filter((link) => Array.isArray(value) && value.includes(link));
}
