import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A lease token that names the process which holds it: `place/pid/start/random`. */
export function createLeaseToken(): string {
  return [place(), process.pid, startOf(process.pid) ?? '', randomUUID()].join('/');
}

/**
 * True when the process that took the lease is known to be gone: it was of this place, and its pid is not in use, is a
 * zombie's, or is another process's that started later. Of any other place (host, boot, container) nothing is known, and
 * the lease has to run out by itself.
 */
export function ownerIsGone(token: string): boolean {
  const [from, pid, start] = token.split('/');
  if (from !== place()) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
  return startOf(Number(pid)) !== (start === '' ? undefined : start);
}

let here: string | undefined;

/**
 * Where a pid means the same process: the host name, and on Linux the boot and the PID namespace, since containers may
 * share a host name and a folder. Source: proc(5), namespaces(7).
 */
function place(): string {
  // It never changes, and is asked for each lease that another process holds.
  here ??= readPlace();
  return here;
}

function readPlace(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const namespace = attempt(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, namespace].map((part = '') => encodeURIComponent(part)).join(',');
}

/**
 * When a process started, in clock ticks since the boot, where Linux tells; `undefined` elsewhere, and of a zombie, which
 * does nothing any more. Source: proc(5), `/proc/pid/stat`, fields 3 and 22; field 2 may hold anything, in parentheses.
 */
function startOf(pid: number): string | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return fields[0] === 'Z' ? undefined : fields[19];
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
