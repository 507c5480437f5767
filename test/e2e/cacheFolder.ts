import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** This project's root. */
export const ROOT = join(import.meta.dirname, '../..');

/** A folder under `node_modules/.cache`, made if need be: tools installed once and used again. */
export function cacheFolder(name: string): string {
  const folder = join(ROOT, 'node_modules/.cache', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
