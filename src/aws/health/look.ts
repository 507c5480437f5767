import { reasonOf } from '../../errors.ts';
import type { Seen } from '../../health/facts.ts';
import { kindOf } from '../errorKinds.ts';
import { missingPermission } from '../serviceErrors.ts';

/**
 * What `work` finds, or why it could not look: never rejects. `permission` is the one that the call needs,
 * for when AWS does not name the missing one.
 */
export async function look<T>(permission: string, work: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { seen: true, value: await work() };
  } catch (error) {
    const reason = reasonOf(error).slice(0, 300);
    return kindOf(error) === 'denied'
      ? { seen: false, reason, permission: missingPermission(permission, error) }
      : { seen: false, reason };
  }
}

/** `look`, where an error that `isAbsent` knows means that the thing is not there. */
export function lookFor<T>(
  permission: string,
  isAbsent: (error: unknown) => boolean,
  work: () => Promise<T>,
): Promise<Seen<T | undefined>> {
  return look(permission, () =>
    work().catch((error: unknown) => {
      if (isAbsent(error)) return undefined;
      throw error;
    }),
  );
}
