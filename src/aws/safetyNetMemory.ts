import type { Clock } from '../bell/ports.ts';
import { CHECK_NAMES, type CheckName } from '../health/checks.ts';
import type { HealthState } from '../health/healthNews.ts';
import { ROW_KEYS } from '../journal/rowKeys.ts';
import type { SafetyNetMemory, SubscriberMemory } from '../safetyNet/memory.ts';
import { subscriberStateIn } from '../safetyNet/subscriberNews.ts';
import { type Fields, fieldAt, textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import { answered, type DynamoDbRows } from './dynamoDbRows.ts';
import { createVersionedRow } from './versionedRow.ts';

/** A key in the journal's table; no `eventID` looks like it, and no index holds it. */
const REACHED = ROW_KEYS.reached;

/** What the hourly check remembers, as two rows of their own in the journal's table. They never expire. */
export function createSafetyNetMemory(rows: DynamoDbRows, clock: Clock): SafetyNetMemory {
  return {
    ...createVersionedRow({ rows, clock }, ROW_KEYS.checks, stateOf),
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

/** What was told of the subscribers, as one row more. */
export function createSubscriberMemory(rows: DynamoDbRows, clock: Clock): SubscriberMemory {
  return createVersionedRow({ rows, clock }, ROW_KEYS.subscribers, (row) =>
    subscriberStateIn(parseJson(textAt(row, ['details'], 131_072))),
  );
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
