import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** A lease token that names the process which holds it: `host/pid/random`. */
export function createLeaseToken(): string {
  return `${encodeURIComponent(hostname())}/${process.pid}/${randomUUID()}`;
}

/**
 * True when the process that took the lease is known to be gone: of this machine, and its pid not in use.
 * A pid in use again only means that the lease has to run out by itself.
 */
export function ownerIsGone(token: string): boolean {
  const [host, pid] = token.split('/');
  if (host !== encodeURIComponent(hostname())) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
