import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Linux keeps the processes here; elsewhere none can be found. */
export const CAN_FIND_PROCESSES = existsSync('/proc/self/stat');

/** The `node` processes that the emulator `parent` runs for a function: children of it, in a folder named after it. */
export function functionProcesses(parent: number, functionName: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const stat = read(`/proc/${pid}/stat`);
      // The command's name, in parentheses, may hold anything; the state and the parent come after it.
      const [, parentId] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(parentId) === parent && read(`/proc/${pid}/cmdline`).includes(functionName);
    })
    .map(Number);
}

/** Empty for a process that has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
