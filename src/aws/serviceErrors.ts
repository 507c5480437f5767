import { LoginbellError, reasonOf } from '../errors.ts';
import { kindOf } from './errorKinds.ts';

/**
 * An error of AWS for people, code `aws-failed`: what failed, why, and the way out. A missing permission is
 * named as AWS names it, or else as `permission`, which the call needs.
 */
export function awsError(
  what: string,
  permission: string,
  error: unknown,
  way = '',
): LoginbellError {
  const reason =
    kindOf(error) === 'denied'
      ? `the permission ${missingPermission(permission, error)} is missing`
      : reasonOf(error);
  return new LoginbellError('aws-failed', `${what}: ${reason}${way && `; ${way}`}`, {
    cause: error,
  });
}

/** The permission that AWS says is missing: `logs:DescribeLogGroups`. */
export function missingPermission(permission: string, error: unknown): string {
  return /not authorized to perform:? ([\w-]+:\w+)/.exec(reasonOf(error))?.[1] ?? permission;
}
