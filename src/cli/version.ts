import { readFileSync } from 'node:fs';
import { fieldAt } from '../signin/fields.ts';

/** The version of this program. */
export function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  return String(fieldAt(JSON.parse(readFileSync(file, 'utf8')), 'version'));
}
