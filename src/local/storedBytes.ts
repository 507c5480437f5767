import { stat } from 'node:fs/promises';
import { osPath } from './osPath.ts';

/**
 * The size of files as they are stored, together; undefined where that cannot be known, as of standard input (`-`) or a
 * pipe. A file that cannot be looked at counts for nothing: whoever reads it says why.
 */
export async function storedBytes(files: readonly string[]): Promise<number | undefined> {
  let sum = 0;
  for (const file of files) {
    if (file === '-') return undefined;
    const found = await stat(osPath(file)).catch(() => undefined);
    if (found?.isFile() === false) return undefined;
    sum += found?.size ?? 0;
  }
  return sum;
}
