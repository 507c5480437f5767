import type { Context, Resource } from './check.ts';
import { alarms } from './checks/alarms.ts';
import { code } from './checks/code.ts';
import { dataProtection } from './checks/dataProtection.ts';
import { deadLetters } from './checks/deadLetters.ts';
import { delivery } from './checks/delivery.ts';
import { events } from './checks/events.ts';
import { fastPath } from './checks/fastPath.ts';
import { filter } from './checks/filter.ts';
import { functionCheck } from './checks/function.ts';
import { logGroup } from './checks/logGroup.ts';
import { logging } from './checks/logging.ts';
import { permission } from './checks/permission.ts';
import { retries } from './checks/retries.ts';
import { safetyNet } from './checks/safetyNet.ts';
import { subscribers } from './checks/subscribers.ts';
import { table } from './checks/table.ts';
import { topic } from './checks/topic.ts';
import { trail } from './checks/trail.ts';

/**
 * The checks, from AWS's record to the reader's mailbox, by their names for programs. A new one is a file in `checks/`
 * and a line here, a loader in aws/health and a line in aws/loadHealth.ts; all else reads this list.
 */
export const CHECKS = {
  trail,
  logging,
  delivery,
  events,
  'log-group': logGroup,
  'data-protection': dataProtection,
  filter,
  permission,
  function: functionCheck,
  code,
  retries,
  table,
  'dead-letters': deadLetters,
  topic,
  subscribers,
  alarms,
  'fast-path': fastPath,
  'safety-net': safetyNet,
} as const;

export type CheckName = keyof typeof CHECKS;

const isCheckName = (name: string): name is CheckName => Object.hasOwn(CHECKS, name);
/** The names, in the order in which a sign-in passes. */
export const CHECK_NAMES: readonly CheckName[] = Object.keys(CHECKS).filter(isCheckName);

/** The actions that the checks look with on a resource, in their order, each with why. */
export function readsOn(resource: Resource): readonly { action: string; why: string }[] {
  return Object.values(CHECKS)
    .flatMap(({ reads }) => Object.entries(reads))
    .filter(([, { on }]) => on === resource)
    .map(([action, { why }]) => ({ action, why }));
}

/** Everything that the verdicts rest on: what the checks ask for, together. */
export type HealthFacts = Context & Parameters<Together<(typeof CHECKS)[CheckName]['judge']>>[0];

/** What could be called in place of any of these functions. */
type Together<F> = (
  F extends (facts: infer Facts) => unknown
    ? (known: Facts) => void
    : never
) extends (known: infer All) => void
  ? (all: All) => void
  : never;
