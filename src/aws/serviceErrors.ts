import { LoginbellError, reasonOf } from '../errors.ts';

const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|AuthorizationError(Exception)?)$/;
const THROTTLED =
  /^(Throttling(Exception)?|ThrottledException|TooManyRequestsException|RequestLimitExceeded)$/;
const MISSING = /NotFound|NonExistentQueue|DoesNotExist|NoSuch/;

/** May the caller not do this? AWS's services spell it in several ways. */
export function isDenied(error: unknown): boolean {
  return DENIED.test(nameOf(error));
}

/** Was it asked too often? Then asking again later may do. */
export function isThrottled(error: unknown): boolean {
  return THROTTLED.test(nameOf(error));
}

/** Is the thing that was asked for not there? */
export function isMissing(error: unknown): boolean {
  return MISSING.test(nameOf(error));
}

/** Is the answer lost or AWS at fault (5xx, no connection, time-out), so that asking again may do? */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('$fault' in error && error.$fault === 'server') return true;
  return (
    /^(TimeoutError|NetworkingError)$/.test(error.name) ||
    ('code' in error && /^(ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN)/.test(String(error.code)))
  );
}

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
  const reason = isDenied(error)
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

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
